"""One check of the self-test, and a whole run of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Check:
    """What was checked, of which group, whether what came out is what must, and both in words."""

    group: str
    name: str
    ok: bool
    expected: str
    found: str


@dataclass(frozen=True)
class Run:
    """A run of the self-test: what ran, where and when (UTC microseconds), and every check."""

    made_with: Mapping[str, str]
    at: int
    seconds: float
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)

    @property
    def failed(self) -> list[Check]:
        return [check for check in self.checks if not check.ok]


def compared(group: str, name: str, expected: object, found: object) -> Check:
    """A check that two values are the same."""
    return Check(group, name, expected == found, str(expected), str(found))
