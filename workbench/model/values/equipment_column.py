"""IMEI and IMSI a column at a time: plain digits by arithmetic, whatever else is written by `clean`."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.model.values.base import CLEANED, Context, ValueType

_IMEI = r"^[0-9]{14,16}$"
_IMSI = r"^[0-9]{14,15}$"
_COUNTRY = r"^(?:[2-7]|901|001)"


def imei_many(texts: pl.Series, context: Context, one: ValueType) -> pl.DataFrame:
    """The answers of imei.clean: 14 digits, valid unless a spoken 15th digit is not Luhn's."""
    plain = _plain(texts, _IMEI)
    digits = plain["text"]
    spoken = (digits.str.len_bytes() == 15) & ~digits.str.ends_with("0")
    right = pl.Series(luhn_many(digits.cast(pl.UInt64).to_numpy(), 15))
    done = plain.select("i", value=digits.str.slice(0, 14), valid=~spoken | right)
    return _with_the_rest(texts, done.filter(pl.col("value") != "0" * 14), context, one)


def imsi_many(texts: pl.Series, context: Context, one: ValueType) -> pl.DataFrame:
    """The answers of imsi.clean: 14 or 15 digits, valid with 15 that begin with a country's code."""
    plain = _plain(texts, _IMSI)
    digits = plain["text"]
    valid = (digits.str.len_bytes() == 15) & digits.str.contains(_COUNTRY)
    done = plain.select("i", value=digits, valid=valid)
    return _with_the_rest(texts, done.filter(pl.col("value").str.contains("[1-9]")), context, one)


def luhn_many(numbers: np.ndarray, length: int) -> np.ndarray:
    """Whether the last of `length` digits is the Luhn check digit of those before it (ISO/IEC 7812-1 annex B)."""
    total = np.zeros(len(numbers), np.uint64)
    rest = numbers.astype(np.uint64)
    for place in range(length):
        digit = rest % np.uint64(10)
        rest = rest // np.uint64(10)
        if place % 2:
            digit = digit * np.uint64(2)
            digit = np.where(digit > 9, digit - np.uint64(9), digit)
        total += digit
    right: np.ndarray = total % np.uint64(10) == 0
    return right


def _plain(texts: pl.Series, pattern: str) -> pl.DataFrame:
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).with_row_index("i")
    return frame.filter(pl.col("text").str.contains(pattern))


def _with_the_rest(texts: pl.Series, done: pl.DataFrame, context: Context, one: ValueType) -> pl.DataFrame:
    """All answers in the order of the texts; those not done are cleaned one by one."""
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).with_row_index("i")
    rest = frame.join(done, on="i", how="anti").drop_nulls("text")
    rows = []
    for i, text in rest.iter_rows():
        found = one.clean(text, context)
        rows.append((i, found.value, found.valid, found.kind) if found else (i, None, None, None))
    slow = pl.DataFrame(rows, schema={"i": pl.UInt32, **CLEANED}, orient="row")
    both = pl.concat([done.with_columns(kind=pl.lit("")).select("i", *CLEANED), slow])
    return frame.select("i").join(both, on="i", how="left", maintain_order="left").select(*CLEANED)
