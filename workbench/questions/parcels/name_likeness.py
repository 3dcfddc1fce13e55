"""How alike two written names are, whatever script and order they are in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

from workbench.questions.likeness.spelling import latin, skeleton

TELLING = 3  # consonants from which on a word that agrees in them alone says something
BY_CONSONANTS, BY_INITIAL, LEFT_OUT = (
    0.95,
    0.9,
    0.95,
)  # what is left of a likeness that rests on less than the whole
_PARTICLES = frozenset(
    {"al", "el", "ibn", "bin", "bint", "de", "da", "del", "van", "von", "der", "den", "la", "le"}
)


@lru_cache(maxsize=1 << 16)
def _words(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a name in Latin letters, without particles, each with its consonants."""
    said = latin(name).split()
    kept = [word for word in said if word not in _PARTICLES] or said
    article = any("\u0600" <= c <= "\u06ff" for c in name)  # Arabic writes it in one with the word
    bare = [word.removeprefix("al") if len(word) > 4 and article else word for word in kept]
    return tuple((word, skeleton(word)) for word in bare)


def bones(name: str) -> str:
    """The consonants of a name's words in order: what stays of it when it wanders between scripts."""
    return " ".join(sorted(consonants for _, consonants in _words(name)))


@lru_cache(maxsize=1 << 16)
def is_foreign(name: str) -> bool:
    """Whether a name is in another script than Latin."""
    return any(not c.isascii() and c.isalpha() and "LATIN" not in unicodedata.name(c, "") for c in name)


def likeness(one: str, other: str) -> tuple[float, str]:
    """How alike two names are, from 0 to 1, and by what.

    Each word of the shorter name meets the most alike of the longer. The figure lies halfway between all words and the
    worst of them, so that two of one family are not one; words that only one name has take a little away.
    """
    across = is_foreign(one) != is_foreign(other)
    few, many = sorted((_words(one), _words(other)), key=lambda words: (len(words), words))
    if not few:
        return 0.0, "nothing to compare"
    left = list(many)
    met: list[tuple[float, int, str]] = []
    for word in sorted(few, key=lambda w: (-len(w[0]), w)):
        scores = [_word(word, there, across) for there in left]
        best = max(range(len(scores)), key=lambda n: (scores[n][0], -n))
        met.append((scores[best][0], len(word[0]) + len(left[best][0]), scores[best][1]))
        del left[best]
    whole = sum(score * size for score, size, _ in met) / sum(size for _, size, _ in met)
    figure = (whole + min(score for score, _, _ in met)) / 2
    ways = [way for _, _, way in sorted(met)]
    return figure * LEFT_OUT ** len(left), ways[0] + (", one with further words" if left else "")


def _word(one: tuple[str, str], other: tuple[str, str], across: bool) -> tuple[float, str]:
    (ours, our_bones), (theirs, their_bones) = one, other
    if (len(ours) == 1) != (len(theirs) == 1):
        return (BY_INITIAL, "by an initial") if ours[0] == theirs[0] else (0.0, "other initials")
    letters = fuzz.ratio(ours, theirs) / 100
    consonants = fuzz.ratio(our_bones, their_bones) / 100
    if across:
        return max((letters, "by letters"), (BY_CONSONANTS * consonants, "by consonants, across scripts"))
    if min(len(our_bones), len(their_bones)) >= TELLING and consonants > letters:
        return (letters + consonants) / 2, "by letters and consonants"
    return letters, "by letters"
