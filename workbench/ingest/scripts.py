"""Which encoding makes words of bytes: each candidate's reading is weighed as a text of the language it fits best.

The weight is a log-likelihood over all bytes beyond ASCII: how frequent each letter is in the language, less what
no writer does (capitals inside words, signs between letters, accents in a row). The readings of one sample can be
compared because all of them explain the same bytes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from workbench.ingest import alphabets

MOST_WORDS = 1200  # distinct words weighed
_NEVER = -14.0
_RARE = -9.0
_TOKEN = re.compile(
    r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\d]*[^\x00-\x7f][^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\d]*"
)
CANDIDATES: dict[
    str, tuple[str, float]
] = {  # codec: (alphabets it can hold, how much rarer it is met, as a log)
    "cp1252": ("Latin Western", 0.0),
    "cp1251": ("Cyrillic", 0.0),
    "cp1250": ("Latin Central", -2.0),
    "cp1254": ("Latin Turkish", -2.0),
    "cp1256": ("Arabic", 0.0),
    "cp1253": ("Greek", -1.0),
    "cp1255": ("Hebrew", -1.0),
    "cp874": ("Thai", -1.0),
    "koi8_r": ("Cyrillic", -1.0),
    "cp866": ("Cyrillic", -1.0),
    "mac_cyrillic": ("Cyrillic", -5.0),
    "cp850": ("Latin Western", -4.0),
    "mac_roman": ("Latin Western", -4.0),
    "gb18030": ("Chinese", 0.0),
    "big5": ("Traditional Chinese", -1.0),
    "shift_jis": ("Japanese", 0.0),
    "euc_jp": ("Japanese", -1.0),
    "euc_kr": ("Korean", -0.5),
}
_CENTRAL = ("Polish", "Czech or Slovak", "Hungarian", "Romanian", "Croatian or Slovene", "German")
_GROUPS = {
    "Latin Western": ("French", "Spanish", "Portuguese", "German", "Italian", "Nordic", "Dutch"),
    "Latin Central": _CENTRAL,
    "Latin Turkish": ("Turkish",),
    "Cyrillic": tuple(alphabets.CYRILLIC),
    "Arabic": ("Arabic", "Persian"),
    "Greek": ("Greek",),
    "Hebrew": ("Hebrew",),
    "Thai": ("Thai",),
    "Chinese": ("Chinese",),
    "Traditional Chinese": ("Traditional Chinese",),
    "Japanese": ("Japanese",),
    "Korean": ("Korean",),
}


@dataclass(frozen=True)
class Guess:
    """An encoding, the language its reading looks most like, its log-likelihood, and words as it reads them."""

    encoding: str
    language: str
    score: float
    words: tuple[str, ...]


def guesses(sample: bytes) -> list[Guess]:
    """The encodings that can read a sample, likeliest first; readings with the same words stand once."""
    found: list[Guess] = []
    seen: dict[tuple[str, ...], int] = {}
    for encoding, (group, prior) in CANDIDATES.items():
        text = _decoded(sample, encoding)
        if text is None:
            continue
        words = Counter(_TOKEN.findall(text)).most_common(MOST_WORDS)
        language, score = max(
            ((language, _weight(words, language)) for language in _GROUPS[group]), key=lambda pair: pair[1]
        )
        found.append(Guess(encoding, language, score + prior, tuple(word for word, _ in words[:200])))
    found.sort(key=lambda guess: -guess.score)
    distinct = []
    for guess in found:
        if guess.words not in seen:
            seen[guess.words] = 1
            distinct.append(guess)
    return distinct


def _decoded(sample: bytes, encoding: str) -> str | None:
    """The sample as one encoding reads it; None where it can hardly be that. A few bytes may be damaged."""
    text = sample.decode(encoding, "replace")
    broken = text.count("\ufffd")
    strange = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    return None if broken > 1 + strange // 200 else text


def _weight(words: Iterable[tuple[str, int]], language: str) -> float:
    chances = _chances(language)
    return sum(_word_weight(word, chances, language) * min(count, 8) for word, count in words)


def _word_weight(word: str, chances: dict[str, float], language: str) -> float:
    """The log-likelihood of the characters beyond ASCII of one word, and of how they stand together."""
    total = 0.0
    letters = [c.isalpha() or unicodedata.combining(c) > 0 or c in chances for c in word]
    for at, char in enumerate(word):
        if char.isascii():
            continue
        total += chances.get(char) or _stranger(char)
        inside = 0 < at < len(word) - 1 and letters[at - 1] and letters[at + 1]
        if inside and not letters[at] and char not in "’‘·":
            total -= 5
    return total + _case(word) + (_runs(word, language) if len(word) > 1 else 0.0)


def _stranger(char: str) -> float:
    """What a character weighs that the language does not have."""
    if char in alphabets.SIGNS:
        return -4.0
    if char == "\u00a0":
        return -3.0
    category = unicodedata.category(char)
    if category in ("Cc", "Cn", "Co"):
        return _NEVER
    return _RARE if category[0] == "L" else -10.0


def _case(word: str) -> float:
    """Words are in lower case, in capitals, or begin with one; what changes inside is rarely a word."""
    if word.islower() or not word.isalpha():
        return 0.0
    if word.isupper() or word.istitle():
        return -1.0
    cased = [c for c in word if c.isupper() or c.islower()]
    changes = sum(1 for one, two in pairwise(cased) if one.islower() and two.isupper())
    starts = sum(1 for c in cased[1:] if c.isupper())
    return -3.0 * changes - 0.5 * starts


def _runs(word: str, language: str) -> float:
    """Accents hardly follow one another in Latin script; nor do four consonants in Cyrillic or Greek."""
    low = word.lower()
    if language in alphabets.LATIN:
        strange = [not c.isascii() and c.isalpha() for c in word]
        pairs = sum(1 for one, two in pairwise(strange) if one and two)
        allowed = low.count("çõ") + low.count("çã") + low.count("ée")
        return -4.0 * max(0, pairs - allowed)
    if language in alphabets.CYRILLIC or language == "Greek":
        run = total = 0
        for char in low:
            run = 0 if char in alphabets.VOWELS or not char.isalpha() else run + 1
            total += run > 3
        latin = sum(1 for c in word if c.isascii() and c.isalpha())
        return -2.0 * total - 3.0 * bool(latin)
    if language in ("Arabic", "Persian", "Hebrew", "Thai"):
        return -6.0 * any(c.isascii() and c.isalpha() for c in word)
    beside = sum(1 for one, two in pairwise(word) if _small(one) != _small(two))
    return -4.0 * beside  # Chinese, Japanese and Korean stand beside SMS and ID, not inside small letters


def _small(char: str) -> bool:
    return "a" <= char <= "z"


@cache
def _chances(language: str) -> dict[str, float]:
    """The log-likelihood of each character beyond ASCII in a language."""
    letters = {**alphabets.LATIN, **alphabets.CYRILLIC, **alphabets.OTHER}.get(language)
    if letters is None:
        return _eastern(language)
    ranked = _by_rank(letters)
    for char, weight in list(ranked.items()):
        if char.upper() != char and len(char.upper()) == 1:
            ranked.setdefault(char.upper(), weight - (0.7 if language in alphabets.LATIN else 0.0))
    return ranked


def _by_rank(characters: str) -> dict[str, float]:
    """Chances that fall with the rank, as the letters of a language do: halved about every sixth of the alphabet."""
    distinct = list(dict.fromkeys(characters))
    shares = [math.exp(-4.0 * rank / len(distinct)) for rank in range(len(distinct))]
    whole = sum(shares)
    return {char: math.log(share / whole) for char, share in zip(distinct, shares, strict=True)}


def _eastern(language: str) -> dict[str, float]:
    """Chinese, Japanese, Korean: common characters by rank, the rest of the standard's first level, the others."""
    if language == "Japanese":
        chances = _spread(_range("ぁ", "ん"), -5.0) | _spread(_range("ァ", "ヶ"), -5.5)
        chances |= _spread(_range("ｦ", "ﾟ"), -4.3)
        common, first = alphabets.KANJI, _first_level("shift_jis", range(0x88, 0x98))
    elif language == "Korean":
        common, first, chances = alphabets.HANGUL, _range("가", "힣"), {}
    elif language == "Chinese":
        common, first, chances = alphabets.HAN, _first_level("gb2312", range(0xB0, 0xD8)), {}
    else:
        common = alphabets.TRADITIONAL + alphabets.HAN
        first, chances = _first_level("big5", range(0xA4, 0xC7)), {}
    chances |= _spread(first, -11.0)
    chances |= _spread(list(dict.fromkeys(common)), -6.3)
    return chances | _spread(list(alphabets.WIDE_SIGNS), -5.5)


def _spread(characters: Iterable[str], weight: float) -> dict[str, float]:
    return dict.fromkeys(characters, weight)


def _range(first: str, last: str) -> list[str]:
    return [chr(code) for code in range(ord(first), ord(last) + 1)]


def _first_level(codec: str, leads: range) -> list[str]:
    """The characters of a double-byte standard whose first byte is one of `leads`."""
    found = []
    for lead in leads:
        for trail in range(0x40, 0xFF):
            try:
                found.append(bytes((lead, trail)).decode(codec))
            except UnicodeDecodeError:
                continue
    return [char for char in found if len(char) == 1]
