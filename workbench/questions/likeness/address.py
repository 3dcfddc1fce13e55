"""A postal address as it is compared: house number, postcode and the remaining words, each by itself."""

from __future__ import annotations

import re

from workbench.questions.likeness.spelling import latin

_CODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6}(?:-\d{3,4})?)\b")
_HOUSE = re.compile(r"\b(\d{1,4}[A-Z]?)\b")
_SHORT = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive",
    "blvd": "boulevard", "sq": "square", "ct": "court", "pl": "place", "apt": "apartment", "ul": "ulitsa",
}  # fmt: skip


def parts(value: str) -> tuple[str, str, str]:
    """House number, postcode and the remaining words of an address, in Latin small letters; "" where it has none."""
    capitals = value.upper()
    codes = [match for match in _CODE.finditer(capitals) if match.start()]
    rest = capitals if not codes else capitals[: codes[-1].start()] + capitals[codes[-1].end() :]
    code = codes[-1].group() if codes else ""
    house = _HOUSE.search(rest)
    if house:
        rest = rest[: house.start()] + rest[house.end() :]
    words = [_SHORT.get(word, word) for word in latin(rest).split()]
    return latin(house.group() if house else ""), latin(code).replace(" ", ""), " ".join(words)


def joined(value: str) -> str:
    """The parts as one text, `house|postcode|words`; "" where nothing is left of the address."""
    said = parts(value)
    return "|".join(said) if any(said) else ""
