"""Handsets and SIM cards: IMEI and IMSI."""

from __future__ import annotations

import re

import polars as pl

from workbench.model.values import equipment_column
from workbench.model.values.base import Cleaned, Context
from workbench.model.values.checks import luhn, luhn_digit
from workbench.model.values.wrapping import identifier, squeeze

_meid = re.compile(r"^[A-F][0-9A-F]{13}$")
# Mobile country codes whose network codes have three digits (ITU-T E.212 list, mainly the Americas).
_THREE = {302, 330, 334, 338, 342, 344, 346, 348, 350, 352, 354, 356, 358, 360, 364, 365, 366, 376}
_THREE |= {708, 722, 732, 750, *range(310, 317)}


class Imei:
    """A handset: the 14 digits that IMEI (check digit after them) and IMEISV (software version) share.

    The 15th digit is a mark of validity only; operators often send 0 there, which says nothing.
    """

    id = "imei"
    example = "35 693803 564380 9"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        digits = squeeze(known.upper(), " -/.").removeprefix("IMEI:").removeprefix("IMEI")
        if _meid.match(digits):
            return Cleaned(digits)
        if not re.match(r"^[0-9]{14,16}$", digits) or not digits[:14].strip("0"):
            return None
        spoken = len(digits) == 15 and digits[14] != "0"
        return Cleaned(digits[:14], luhn(digits) if spoken else True)

    def clean_many(self, texts: pl.Series, context: Context) -> pl.DataFrame:
        """As clean, for a whole column of distinct texts: see equipment_column."""
        return equipment_column.imei_many(texts, context, self)

    def show(self, value: str) -> str:
        if _meid.match(value):
            return value
        return f"{value[:2]} {value[2:8]} {value[8:14]} {luhn_digit(value)}"

    def caption(self, value: str) -> str:
        return value


class Imsi:
    """A SIM card's subscriber identity: country (3), network (2 or 3), subscriber; 15 digits, rarely 14."""

    id = "imsi"
    example = "234 15 0123456789"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        known = identifier(text)
        if known is None:
            return None
        digits = squeeze(known.upper(), " -/.").removeprefix("IMSI:").removeprefix("IMSI")
        if not re.match(r"^[0-9]{14,15}$", digits) or not digits.strip("0"):
            return None
        return Cleaned(digits, len(digits) == 15 and is_country(digits[:3]))

    def clean_many(self, texts: pl.Series, context: Context) -> pl.DataFrame:
        """As clean, for a whole column of distinct texts: see equipment_column."""
        return equipment_column.imsi_many(texts, context, self)

    def show(self, value: str) -> str:
        network = 3 + network_length(value)
        return f"{value[:3]} {value[3:network]} {value[network:]}"

    def caption(self, value: str) -> str:
        return value


def is_country(mcc: str) -> bool:
    """Whether three digits can be a mobile country code: 2xx to 7xx, 901 international, 001 test."""
    return mcc[0] in "234567" or mcc in ("901", "001")


def network_length(digits: str) -> int:
    """How many digits of an IMSI or cell after the country code are the network code (2 or 3)."""
    mcc = int(digits[:3])
    three = mcc in _THREE or (mcc == 405 and digits[3:6] >= "750") or (mcc == 440 and digits[3] == "9")
    return 3 if three else 2


imei, imsi = Imei(), Imsi()
