"""A field by which two records are compared, and how its values are compared."""

from __future__ import annotations

from dataclasses import dataclass

SORTS = ("name", "words", "date", "number", "identifier", "only", "address")


@dataclass(frozen=True)
class Field:
    """`name` is the column, `label` as shown, `sort` how two values are compared.

    name: letters may be wrong, words may change places. words: the same for several words, such as a street. date: a
    text YYYYMMDD or YYYY-MM-DD. number: digits that may be mistyped, such as a postcode. identifier: the same or not.
    only: the same of what one has one of, such as a passport or a key, so that another one speaks against.
    address: a postal address as a whole, its house number, postcode and words each by itself.
    A pair that is less alike in it than level `least` is no pair, for an address elsewhere is another one whoever
    lives there.
    """

    name: str
    label: str
    sort: str
    least: int = 0

    def __post_init__(self) -> None:
        if self.sort not in SORTS:
            raise ValueError(f"field {self.name}: there is no sort {self.sort}")

    @property
    def levels(self) -> tuple[str, ...]:
        """How alike two values can be, from differing to the same."""
        return LEVELS[self.sort]


_SPELT = ("differs", "somewhat alike", "much alike", "one or two letters off", "the same")
LEVELS = {
    "name": _SPELT,
    "words": _SPELT,
    "date": ("differs", "two digits off", "one digit off, or day and month exchanged", "the same"),
    "number": ("differs", "one digit off", "the same"),
    "identifier": ("differs", "the same"),
    "only": ("differs", "the same"),
    "address": ("elsewhere", "the same street", "the same house in other words", "the same"),
}
