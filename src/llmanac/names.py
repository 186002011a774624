"""What a name means in the compiled catalogue: an offer, a model, a provider, by any of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llmanac.pricing.faults import Fault
from llmanac.pricing.written import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rows = Callable[[str, Any], list[Any]]
    """What answers a question in SQL, with values."""

_MEANS = (
    "id = :name",
    "key IN (SELECT offer FROM offer_aliases WHERE alias = :name)",
    "key = :key",
    "model = :model",
    "substr(id, -length(:name) - 1) = '/' || :name",
)
"""What a name may mean at a provider; the first rule that finds something holds."""


class UnknownName(Fault, LookupError):
    """A name that the catalogue does not have; its params hold the nearest that it has."""


class UnknownModel(UnknownName):
    """No such model, offer id or alias, or none at that provider."""


class UnknownProvider(UnknownName):
    """No such provider, or none named where one is needed."""


class UnknownApi(UnknownName):
    """The provider has no such API."""


class UnknownDialect(UnknownName):
    """Nobody has said how a dialect of that name is read."""


class Names:
    """The names of one catalogue."""

    def __init__(self, rows: Rows) -> None:
        """Take what answers questions about the tables of `tables`."""
        self._rows = rows

    def provider(self, name: str) -> str:
        """Return the id of a provider, also by an old one; raises `UnknownProvider`."""
        today, known = self._today("providers", name), self._providers()
        if today not in known:
            raise UnknownProvider("provider-unknown", provider=today, nearest=nearest(today, known))
        return today

    def offer(self, name: str, provider: str | None) -> str:
        """Return the key of the one offer that is meant; raises `UnknownModel`, `UnknownProvider`.

        Without a provider, the catalogue's default provider is meant if it sells the model, else
        the only one that does.
        """
        provider = self.provider(provider) if provider else None
        for seller in (provider,) if provider else self._sellers(name):
            keys = self._offers(name, seller)
            if len(keys) > 1:
                raise UnknownModel("model-ambiguous", model=name, provider=seller, offers=keys)
            if keys:
                return keys[0]
        like = nearest(name, self._known(provider))
        raise UnknownModel("model-unknown", model=name, provider=provider, nearest=like)

    def offers(self, name: str) -> list[str]:
        """Return the keys of all offers that a name may mean, whoever sells them."""
        return [key for seller in self._providers() for key in self._offers(name, seller)]

    def _sellers(self, name: str) -> Iterator[str]:
        """Yield who may be meant where no provider is named; raises `UnknownProvider`."""
        yield from self._column("SELECT value FROM meta WHERE key = 'default_provider'")
        sellers = [seller for seller in self._providers() if self._offers(name, seller)]
        if len(sellers) > 1:
            raise UnknownProvider("provider-needed", model=name, providers=sellers)
        yield from sellers

    def _offers(self, name: str, provider: str) -> list[str]:
        """Return the offers that a name means at a provider, by the first rule that finds any."""
        values = {
            "provider": provider,
            "name": name,
            "model": self._today("models", name),
            "key": self._today("offers", f"{provider}/{name.removeprefix(f'{provider}/')}"),
        }
        for rule in _MEANS:
            query = f"SELECT key FROM offers WHERE provider = :provider AND {rule} ORDER BY key"
            keys = self._column(query, values)
            if keys:
                return keys
        return []

    def _known(self, provider: str | None) -> list[str]:
        """Return everything that one may call an offer."""
        query = """
            SELECT id FROM offers WHERE :provider IN (provider, '')
            UNION SELECT model FROM offers WHERE :provider IN (provider, '') AND model IS NOT NULL
        """
        return self._column(query, {"provider": provider or ""})

    def _providers(self) -> list[str]:
        return self._column("SELECT id FROM providers ORDER BY id")

    def _today(self, kind: str, name: str) -> str:
        """Return what an id is called today."""
        query = "SELECT new FROM redirects WHERE kind = :kind AND old = :name"
        return next(iter(self._column(query, {"kind": kind, "name": name})), name)

    def _column(self, query: str, values: dict[str, str] | None = None) -> list[str]:
        return [found for (found,) in self._rows(query, values or {})]
