"""One way of writing for all: Latin letters without case, accents and signs, whatever script a name came in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from workbench.questions.likeness.scripts import LATIN, by_name

_SIGN = re.compile(r"[\W_]+")


@lru_cache(maxsize=1 << 16)
def latin(text: str) -> str:
    """A text in Latin small letters and digits with single spaces: `Ирина Смирнова` is `irina smirnova`.

    Scripts that do not write short vowels give names without them; Chinese characters stay as they are.
    """
    said = by_name(unicodedata.normalize("NFKC", text).casefold())
    if not said.isascii():
        said = "".join(LATIN.get(c, c) for c in said)
        said = "".join(c for c in unicodedata.normalize("NFKD", said) if not unicodedata.combining(c))
        said = "".join(LATIN.get(c, c) for c in said)
    return " ".join(_SIGN.sub(" ", said.replace("'", "").replace("’", "")).split())


def spelt(text: str, sort: str) -> str:
    """A value as it is compared in a field of a sort; empty where nothing is left of it."""
    if sort in ("identifier", "only"):
        return text.strip()
    said = latin(text)
    return said.replace(" ", "") if sort in ("date", "number") else said


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """A Latin word without vowels, after its first letter, and without doubled letters: what stays when a name wanders
    between languages. Letters that languages write for one another are one."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    bare = word[:1] + re.sub(r"[aeiouyhw]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", bare)


_HEARD = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("kh", "h"), ("zh", "z"),
    ("ph", "f"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("dj", "j"), ("dzh", "j"), ("ts", "c"), ("tz", "c"),
    ("th", "t"),    ("gh", "g"), ("c", "k"), ("z", "s"), ("w", "v"),
)  # fmt: skip
