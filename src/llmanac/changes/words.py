"""Changes in words, for whoever shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac import messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.changes.dated import Event
    from llmanac.changes.moves import Move
    from llmanac.messages import Language
    from llmanac.pricing.amounts import Amount


class Words:
    """Says what changes, in one language."""

    def __init__(
        self,
        language: Language,
        meters: Mapping[str, str],
        models: Mapping[str, str],
        providers: Mapping[str, str],
    ) -> None:
        """Take what people call meters, models and providers, by their ids."""
        self.say = messages.section("changes", language)
        self._meters, self._models, self._providers = meters, models, providers

    def title(self, event: Event) -> str:
        """What happens, in a sentence without a full stop."""
        key = f"{event.what}.coming" if event.coming else event.what
        return self.say[key].format(**self._names(event))

    def details(self, event: Event) -> Iterator[str]:
        """What else there is to know of it, sentence by sentence."""
        if event.moves and event.currency:
            yield self.moved(event.moves, event.currency)
        yield from self.remarks(event)

    def remarks(self, event: Event) -> Iterator[str]:
        """What else there is to know beside the prices before and after."""
        if event.conditions:
            yield self.say["conditions" if event.moves else "conditions.only"]
        if event.what == "retirement" and event.sale and event.sale.successor:
            yield self.say["successor"].format(successor=event.sale.successor)
        if event.source:
            yield self.say["source"].format(source=event.source)

    def moved(self, moves: Iterable[Move], currency: str) -> str:
        """Every price before and after, with the change in percent."""
        return self.say["comma"].join(self.move(one, currency) for one in moves)

    def move(self, move: Move, currency: str) -> str:
        """One price before and after, with the change in percent."""
        said = self.say["move" if move.above is None else "move.above"]
        facts = {
            "meter": self._meters.get(move.meter, move.meter),
            "above": "" if move.above is None else f"{move.above:,}",
            "before": self._amount(move.before, move.per_before, currency),
            "after": self._amount(move.after, move.per_after, currency),
            "change": self._change(move),
        }
        return said.format(**facts)

    def _change(self, move: Move) -> str:
        """The change in percent with its sign; empty where there is none."""
        if move.percent is None:
            return ""
        sign = "+" if move.percent > 0 else "−" if move.percent < 0 else "±"
        return self.say["change"].format(percent=f"{sign}{abs(move.percent):f}")

    def _amount(self, amount: Amount | None, unit: str, currency: str) -> str:
        if amount is None:
            return self.say["none"]
        number = format(amount.value, "f")
        return self.say["amount"].format(amount=number, currency=currency, unit=unit)

    def _names(self, event: Event) -> dict[str, str]:
        sale, model = event.sale, event.model or ""
        return {
            "model": self._models.get(model, model),
            "offer": sale.id if sale else "",
            "provider": self._providers.get(sale.provider, sale.provider) if sale else "",
        }
