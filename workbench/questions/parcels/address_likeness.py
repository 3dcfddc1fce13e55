"""How alike two postal addresses are: words of the street and town, and numbers, which must not contradict."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from workbench.questions.likeness.spelling import latin
from workbench.questions.parcels.name_likeness import bones

CONTRADICTED = 0.5  # the most that two addresses reach whose numbers have nothing in common
_SAME_WORDS = {
    "st": "street", "str": "street", "strasse": "street", "ul": "street", "ulitsa": "street", "vul": "street",
    "vulytsya": "street", "rue": "street", "calle": "street", "rua": "street", "via": "street", "odos": "street",
    "sharia": "street", "shari": "street", "rd": "road", "ave": "avenue", "av": "avenue", "avenida": "avenue",
    "prospekt": "avenue", "pr": "avenue", "blvd": "boulevard", "bulvar": "boulevard", "ln": "lane", "sq": "square",
    "pl": "square", "ploshchad": "square", "platz": "square", "plaza": "square", "apt": "flat", "apartment": "flat",
    "kv": "flat", "kvartira": "flat", "unit": "flat", "wohnung": "flat", "d": "house", "dom": "house", "g": "town",
    "gorod": "town",
}  # fmt: skip
_EMPTY = frozenset({"street", "house", "town", "flat", "no", "nr", "number", "floor"})
_GLUED = re.compile(r"(?<=[a-z]{4})(?:strasse|str|gasse|weg)$")


@lru_cache(maxsize=1 << 16)
def words(address: str) -> tuple[list[str], list[str]]:
    """The words and the numbers (those with digits in them: house, flat, postcode) of an address, each in order."""
    told = [_SAME_WORDS.get(w, w) for part in latin(address).split() for w in _apart(part)]
    numbers = [w for w in told if any(c.isdigit() for c in w)]
    return sorted(w for w in told if w not in numbers and w not in _EMPTY), sorted(numbers)


def _apart(word: str) -> list[str]:
    if re.fullmatch(r"[a-z]{2,}\d+|\d+[a-z]{3,}", word):  # dom5, 12flat
        return re.findall(r"\d+|[a-z]+", word)
    return [_GLUED.sub("", word)]


def plain(address: str) -> str:
    """An address as it is compared, for finding those that may be alike."""
    said, numbers = words(address)
    return " ".join([*said, *numbers])


def likeness(one: str, other: str) -> tuple[float, str]:
    """How alike two addresses are, from 0 to 1, and what the numbers say."""
    (ours, our_numbers), (theirs, their_numbers) = words(one), words(other)
    spelt = fuzz.ratio(" ".join(ours), " ".join(theirs)) / 100
    heard = 0.95 * fuzz.ratio(bones(" ".join(ours)), bones(" ".join(theirs))) / 100
    by_words = max(spelt, heard)
    if not our_numbers or not their_numbers:
        return 0.9 * by_words, "one has no numbers"
    shared = set(our_numbers) & set(their_numbers)
    if not shared:
        return min(CONTRADICTED, by_words), "their numbers differ"
    less, more = sorted((set(our_numbers), set(their_numbers)), key=len)
    if shared == less == more:
        return by_words, "the same numbers"
    if shared == less:
        return 0.95 * by_words, "one leaves numbers out"
    return 0.7 * by_words, "some numbers differ"
