"""Telephone numbers a column at a time: the answers of phone.clean, the plain ones by the automaton of all plans."""

from __future__ import annotations

import numpy as np
import phonenumbers
import polars as pl

from workbench.model.values import numbering
from workbench.model.values.base import CLEANED, Cleaned, Context, ValueType
from workbench.model.values.digits_in_a_row import Digits, Flags, Places
from workbench.model.values.numbering import Read
from workbench.model.values.numbering_plans import usual_lengths
from workbench.model.values.wrapping import INVISIBLE

_NOISE = "[" + INVISIBLE.strip("[]") + r"\s\u{a0}'\"`´‘’“”=().\-‐‑‒–—/·]"
_FLOAT = r"([0-9]{5,})\.0(['\"\s]*)$"
_SPECIAL = r"\.0[^0-9]*$|\(0\)"  # other tails of floats, a trunk zero in brackets: phone.compact knows them
_NUMBER = r"(?-u)^\+?[0-9]{7,17}$"


def clean_many(texts: pl.Series, context: Context, one: ValueType) -> pl.DataFrame:
    """A frame of value, valid, kind in the order of the texts, null value where refused; the same as
    `one.clean`.

    Numbers whose punctuation or country's rules are out of the ordinary are cleaned one by one.
    """
    country = context.country.upper()
    country = country if country in phonenumbers.SUPPORTED_REGIONS else ""
    texts = texts.cast(pl.String).alias("value")
    written = _digits_of(texts)
    rows = written.is_not_null().arg_true()
    numbers = written.gather(rows)
    plus = numbers.str.starts_with("+").to_numpy()
    numbers = numbers.str.strip_prefix("+")
    read = _read(Digits(numbers), plus, country)
    known = read.possible & read.sure
    code, at = pl.Series(read.code, dtype=pl.Int32), pl.Series(read.at)
    done = pl.DataFrame(
        {"number": numbers, "code": code, "at": at, "valid": read.valid, "known": known}
    ).select(
        pl.when("known").then(
            pl.lit("+") + pl.col("code").cast(pl.String) + pl.col("number").str.slice("at")
        ),
        pl.when("known").then("valid"),
        kind=pl.when("known").then(pl.lit("")),
    )
    done.columns = [*CLEANED]
    if len(rows) == len(texts) and read.sure.all():
        return done
    place = np.full(len(texts), -1, np.int64)
    place[rows.to_numpy()] = np.where(read.sure, np.arange(len(rows)), -1)
    rest = np.flatnonzero(place < 0)
    slow = [_row(one.clean(text, context) if text else None) for text in texts.gather(rest).to_list()]
    place[rest] = np.arange(len(rest)) + len(rows)
    return pl.concat([done, pl.DataFrame(slow, schema=CLEANED, orient="row")])[place]


def _digits_of(texts: pl.Series) -> pl.Series:
    """The digits of each text with the plus it began with, null where it is not so plain a number."""
    bare = texts.str.contains(_NUMBER).fill_null(False)
    dressed = (~bare).arg_true()
    if not len(dressed):
        return texts
    text = pl.col("value").str.replace(_FLOAT, "${1}${2}")
    found = (
        texts.gather(dressed)
        .to_frame()
        .select(pl.when(~text.str.contains(_SPECIAL)).then(text.str.replace_all(_NOISE, "")))
    )
    found = found.select(pl.when(pl.first().str.contains(_NUMBER)).then(pl.first()))
    return texts.clone().scatter(dressed, found.to_series())  # scatter changes the series itself


def _row(found: Cleaned | None) -> tuple[str | None, bool | None, str | None]:
    return (found.value, found.valid, found.kind) if found else (None, None, None)


def _read(digits: Digits, plus: Flags, country: str) -> Read:
    """How numbers read, with or without a plus before them."""
    read = Read.nothing(len(plus))
    with_plus, bare = np.flatnonzero(plus), np.flatnonzero(~plus)
    if len(with_plus):
        read.put(with_plus, numbering.international(digits, with_plus, np.zeros(len(with_plus), np.int64)))
    if len(bare):
        read.put(bare, _bare(digits, bare, country))
    return read


def _bare(digits: Digits, rows: Places, country: str) -> Read:
    """Both readings of numbers without a plus, as to_e164 weighs them: a valid one first, the country's own
    first where it is as long as numbers there are."""
    own = numbering.national(digits, rows, country) if country else Read.nothing(len(rows))
    settled = own.possible & own.valid & own.sure
    at = np.where(digits.starts_with("00", rows, np.zeros(len(rows), np.int64)), 2, 0)
    first = digits.flat[digits.begin[rows] + at]
    asked = np.flatnonzero(~settled & (first != 0))
    world = numbering.international(digits, rows[asked], at[asked])
    takes = world.possible & (~own.possible[asked] | world.valid | _odd(digits, rows, own, country)[asked])
    own.sure[asked] &= world.sure
    better = np.flatnonzero(takes)
    sure = own.sure.copy()
    own.put(
        asked[better], Read(*(getattr(world, n)[better] for n in ("code", "at", "possible", "valid", "sure")))
    )
    own.sure = sure
    return own


def _odd(digits: Digits, rows: Places, own: Read, country: str) -> Flags:
    """Which numbers of the country are of a length that its fixed and mobile numbers do not have."""
    if not country:
        return np.zeros(len(rows), bool)
    code, lengths = usual_lengths(country)
    alike = np.array([f"+{c}".startswith(code) for c in range(1000)])
    with_code = digits.size[rows] - own.at + 1 + (own.code >= 10) + (own.code >= 100)
    size = with_code - (len(code) - 1)
    found: Flags = own.possible & alike[own.code] & ~np.isin(size, list(lengths))
    return found
