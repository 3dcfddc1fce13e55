"""Telephone numbers as E.164, and what stands in their column instead: short codes and sender names.

A number that libphonenumber calls *possible* (right country code, right length) is kept; whether it is
*valid* (in use by that country's plan) is only a mark: numbers reserved for fiction and ranges newer than
the metadata are not.
"""

from __future__ import annotations

import re

import phonenumbers
import polars as pl
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.numbering_plans import is_usual
from workbench.model.values.wrapping import INVISIBLE, is_blank, is_damaged, unwrap, western_digits

# The same expressions serve clean() here and the column at a time in phone_column: Rust and Python agree on
# them.
NOISE = (
    (INVISIBLE, ""),
    (r"(?i)^[\s'\"=]*tel:", ""),
    (r"(?i)@(?:s\.whatsapp\.net|c\.us)$", ""),
    (r"(\d{5,})\.0(['\"\s]*)$", r"\1"),
    (r"^(['\"=\s(]*(?:\+|00)[\d ()\-]{1,6}?)\(0\)", r"\1"),
    (r"\((?:D|F)\)(['\"\s]*)$", ""),
    (r"(?i)(\d)[ ,;]*(?:;ext=|ext\.?|extn\.?|x)[ ]*\d{1,6}(['\"\s]*)$", r"\1"),
    (r"[\s\u00a0'\"`´‘’“”=().\-‐‑‒–—/·]", ""),
)
NUMBER = r"^\+?[0-9]{7,17}$"
SHORT = r"^[0-9]{3,6}$"

_noise = [(re.compile(find), put) for find, put in NOISE]
_service = re.compile(r"^[*#]{1,3}[0-9][0-9*#]{0,14}$")
_sender = re.compile(r"^[^\W_][\w .&!+'-]{1,10}$")
_letter = re.compile(r"[^\W\d_]")
WITHHELD = frozenset(
    {
        "unknown",
        "withheld",
        "private",
        "anonymous",
        "restricted",
        "unavailable",
        "blocked",
        "hidden",
        "payphone",
    }
    | {"no number", "no-number", "no caller id", "private number", "unknown number", "international"}
)


def compact(text: str) -> str:
    """The digits, leading plus and service signs of a written number, punctuation and wrappers gone."""
    for find, put in _noise:
        text = find.sub(put, text)
    return text


class Phone:
    """A telephone number, stored as +447700900123; may answer short_code or sender instead."""

    id = "phone"
    example = "+44 7700 900123"
    pattern: str | None = r"\+[1-9](?:[ \u00a0().\-/]{0,2}[0-9]){6,14}\b"

    def clean(self, text: str, context: Context) -> Cleaned | None:
        text = western_digits(text)
        digits = compact(text)
        if re.match(NUMBER, digits):
            found = to_e164(digits, context.country.upper())
            return Cleaned(*found) if found and not is_damaged(unwrap(text)) else None
        if re.match(SHORT, digits):
            local = _parse(digits, context.country.upper())
            if local and local[1]:
                return Cleaned(*local)
        return short_code.clean(text, context) or sender.clean(text, context)

    def clean_many(self, texts: pl.Series, context: Context) -> pl.DataFrame:
        """As clean, for a whole column of distinct texts: see phone_column."""
        from workbench.model.values import phone_column

        return phone_column.clean_many(texts, context, self)

    def show(self, value: str) -> str:
        try:
            parsed = phonenumbers.parse(value)
        except NumberParseException:
            return value
        shown = str(phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL))
        return shown if compact(shown) == value else value

    def caption(self, value: str) -> str:
        return value

    def why_refused(self, text: str, context: Context) -> str:
        """Why a text that was refused is no number that can be completed."""
        digits = compact(western_digits(text))
        if unwrap(text).casefold() in WITHHELD:
            return "the number was withheld"
        if re.match(r"^\d+$", digits) and not context.country:
            return "not an international number, and no country is set to complete it"
        if re.match(r"^\+?\d+$", digits):
            return "too short or too long for a number of any country it could belong to"
        return "not a telephone number, short code or sender name"


class ShortCode:
    """A short number of one network or country (121, 60300) or a service code (*100#)."""

    id = "short_code"
    example = "121"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        digits = compact(western_digits(text))
        if re.match(SHORT, digits) or _service.match(digits):
            return Cleaned(digits, True, self.id) if not is_damaged(unwrap(text)) else None
        return None

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return value


class Sender:
    """The name a message was sent under instead of a number: at most 11 characters (3GPP TS 23.040
    9.1.2.5)."""

    id = "sender"
    example = "AX-ARTLTV"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        name = unwrap(text).upper()
        if is_blank(name) or is_damaged(name) or name.casefold() in WITHHELD:
            return None
        if not _sender.match(name) or not _letter.search(name):
            return None
        return Cleaned(name, True, self.id)

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        return value


def to_e164(digits: str, country: str) -> tuple[str, bool] | None:
    """E.164 and validity of a compact number; `country` (ISO 3166) completes one without its country code.

    A bare number is read as one of that country first, then as international digits without their plus; a
    reading that is valid wins over one that is merely possible, and one that is as long as that country's
    fixed and mobile numbers are over one that is not.
    """
    if digits.startswith("+"):
        return _parse(digits, "")
    own = _parse(digits, country) if country else None
    bare = digits[2:] if digits.startswith("00") else digits
    world = _parse("+" + bare, "") if not bare.startswith("0") else None
    if own is None or world is None or own[1]:
        return own or world
    return world if world[1] or not is_usual(own[0], country) else own


def _parse(digits: str, country: str) -> tuple[str, bool] | None:
    try:
        number = phonenumbers.parse(digits, country or None)
    except NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return (
        str(phonenumbers.format_number(number, PhoneNumberFormat.E164)),
        bool(phonenumbers.is_valid_number(number)),
    )


phone, short_code, sender = Phone(), ShortCode(), Sender()
