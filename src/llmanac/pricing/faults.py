"""What can be wrong, as a code and its parameters. Sentences for people are made elsewhere."""

from __future__ import annotations


class Fault(Exception):
    """Something a person can put right: a stable code, and the values that a sentence needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        """Let it travel between processes."""
        return type(self).__new__, (type(self), self.code), self.__dict__

    def __str__(self) -> str:
        said = ", ".join(f"{name}: {value}" for name, value in self.params.items())
        return f"{self.code} ({said})" if said else self.code


class BadValue(Fault, ValueError):
    """A written value that does not mean anything: an amount, a unit, a day, a meter, an entry."""

    def __init__(self, code: str, *, path: tuple[str | int, ...] = (), **params: object) -> None:
        super().__init__(code, **params)
        self.path = path
        """Where the trouble is, within the value that was read."""

    def within(self, *outer: str | int) -> BadValue:
        """Say the same of a value that stands inside another."""
        return BadValue(self.code, path=(*outer, *self.path), **self.params)
