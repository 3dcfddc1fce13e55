"""What exports wrap around a value: quotes, ="...", spaces of every sort, invisible marks, foreign digits."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import polars as pl

INVISIBLE = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
QUOTES = "'\"`´‘’‚‛“”„«»"
BLANKS = frozenset(
    {
        "",
        "-",
        "--",
        "---",
        "----",
        "—",
        "–",
        ".",
        "?",
        "na",
        "n/a",
        "n.a.",
        "nan",
        "nil",
        "null",
        "none",
        "\\n",
    }
    | {"(empty)", "(null)", "(none)", "<null>", "#n/a", "undefined", "not available", "not captured"}
)
EXCEL_DAMAGED = r"^[+-]?\d(?:[.,]\d*)?[eE]\+\d+$"

_invisible = re.compile(INVISIBLE)
_damaged = re.compile(EXCEL_DAMAGED)
_float = re.compile(r"^(\+?\d{3,15})\.0$")
_DIGITS = {
    ord(c): str(unicodedata.digit(c))
    for c in map(chr, range(0x660, 0x1FC00))
    if unicodedata.category(c) == "Nd"
}


def unwrap(text: str) -> str:
    """The text without quotes and ="..." around it, invisible marks, and with single plain spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _invisible.sub("", text))
    text = " ".join(text.split())
    while True:
        bare = text.strip(QUOTES + " ")
        if bare.startswith("=") and bare[1:].lstrip()[:1] in tuple("'\"+0123456789"):
            bare = bare[1:]
        if bare == text:
            return text
        text = bare


def is_blank(text: str) -> bool:
    """Whether an unwrapped text only says that there is nothing (`---`, `NA`, `NULL`)."""
    return text.casefold() in BLANKS


def is_damaged(text: str) -> bool:
    """Whether a spreadsheet has rounded the value (`4.4E+11`): its last digits are lost for ever."""
    return _damaged.match(text) is not None


def western_digits(text: str) -> str:
    """The text with the decimal digits of any script (Arabic, Persian, Devanagari, full width) as 0-9."""
    return text if text.isascii() else text.translate(_DIGITS)


def identifier(text: str) -> str | None:
    """An unwrapped text that can be an identifier of digits and letters, or None: blank or damaged.

    A whole number that went through a float (`447700900123.0`) loses the `.0`; up to 15 digits that is exact.
    """
    text = western_digits(unwrap(text))
    if is_blank(text) or is_damaged(text):
        return None
    whole = _float.match(text)
    return whole[1] if whole else text


def squeeze(text: str, remove: str = " -") -> str:
    """The text without the characters in `remove`."""
    return text.translate({ord(c): None for c in remove})


def six_and_six(value: str) -> str:
    """A long identifier as its first and last six characters, as the chart shows ids."""
    return value if len(value) <= 16 else f"{value[:6]}…{value[-6:]}"


def grouped(value: str, size: int = 4, by: str = " ") -> str:
    """The value in groups of `size` characters."""
    return by.join(value[i : i + size] for i in range(0, len(value), size))


def tidy_column(texts: pl.Series) -> pl.Series:
    """Texts without quotes, odd spaces and invisible marks; plain columns pass almost untouched."""
    texts = texts.cast(pl.String)
    if not (texts.str.len_bytes() == texts.str.len_chars()).all():
        texts = texts.str.normalize("NFKC").str.replace_all(
            r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", ""
        )
        texts = texts.str.replace_many(*_foreign_digits())
    texts = texts.str.strip_chars(" \t\r\n'\"=[]`")
    if texts.str.contains("  ", literal=True).any():
        texts = texts.str.replace_all(r"\s+", " ")
    return texts


@cache
def _foreign_digits() -> tuple[list[str], list[str]]:
    return [chr(code) for code in _DIGITS], list(_DIGITS.values())


def western_column(texts: pl.Series, decimal: str = ".") -> pl.Series:
    """Numbers with the digits of any script as 0-9, the Arabic decimal sign as `decimal`, without the Arabic sign
    between thousands and without invisible marks. Plain columns pass untouched."""
    if (texts.str.len_bytes() == texts.str.len_chars()).all():
        return texts
    written = texts.str.replace_all(INVISIBLE, "").str.replace_many(*_foreign_digits())
    return written.str.replace_many(["\u066b", "\u066c"], [decimal if decimal in ".," else ".", ""])
