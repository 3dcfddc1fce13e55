"""Telephone numbers a column at a time: the answers of phone.clean, the plain ones by polars expressions."""

from __future__ import annotations

import phonenumbers
import polars as pl

from workbench.model.values import numbering
from workbench.model.values.base import CLEANED, Cleaned, Context, ValueType
from workbench.model.values.wrapping import INVISIBLE

_NOISE = "[" + INVISIBLE.strip("[]") + r"\s\u{a0}'\"`´‘’“”=().\-‐‑‒–—/·]"
_FLOAT = r"([0-9]{5,})\.0(['\"\s]*)$"
_SPECIAL = r"\.0[^0-9]*$|\(0\)"  # other tails of floats, a trunk zero in brackets: phone.compact knows them
_NUMBER = r"(?-u)^\+?[0-9]{7,17}$"
_SHORT = r"(?-u)^[0-9]{3,6}$"


def clean_many(texts: pl.Series, context: Context, one: ValueType) -> pl.DataFrame:
    """A frame of value, valid, kind in the order of the texts, null value where refused; the same as
    `one.clean`.

    Numbers whose punctuation or country's rules are out of the ordinary are cleaned one by one.
    """
    country = context.country.upper()
    country = country if country in phonenumbers.SUPPORTED_REGIONS else ""
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).with_row_index("i")
    written = pl.col("text").str.replace(_FLOAT, "${1}${2}")
    plain = frame.with_columns(
        digits=pl.when(~written.str.contains(_SPECIAL)).then(written.str.replace_all(_NOISE, ""))
    ).filter(pl.col("digits").str.contains(_NUMBER))
    numbers = plain["digits"].unique()
    answers = _plus(numbers.filter(numbers.str.starts_with("+")))
    bare = numbers.filter(~numbers.str.starts_with("+"))
    known = pl.concat([answers, _bare(bare, country)]).filter("sure")
    done = plain.select("i", "digits").join(known, left_on="digits", right_on="number", how="inner")
    done = done.select(
        "i", value="e164", valid=pl.when(pl.col("e164").is_not_null()).then("valid"), kind=_phone_kind()
    )
    rest = frame.join(done, on="i", how="anti").drop_nulls("text")
    rows = [(i, *_row(one.clean(text, context))) for i, text in rest.iter_rows()]
    slow = pl.DataFrame(rows, schema={"i": pl.UInt32, **CLEANED}, orient="row")
    both = pl.concat([done, slow])
    return frame.select("i").join(both, on="i", how="left", maintain_order="left").select(*CLEANED)


def _phone_kind() -> pl.Expr:
    return pl.when(pl.col("e164").is_not_null()).then(pl.lit(""))


def _row(found: Cleaned | None) -> tuple[str | None, bool | None, str | None]:
    return (found.value, found.valid, found.kind) if found else (None, None, None)


def _plus(numbers: pl.Series) -> pl.DataFrame:
    judged = numbering.international(numbers.str.slice(1))
    return judged.with_columns(number=pl.lit("+") + pl.col("number"))


def _bare(numbers: pl.Series, country: str) -> pl.DataFrame:
    """Both readings of numbers without a plus, as to_e164 weighs them: a valid one first, the country's own
    first where it is as long as numbers there are."""
    frame = pl.DataFrame({"number": numbers}).with_columns(
        world=pl.when(pl.col("number").str.starts_with("00"))
        .then(pl.col("number").str.slice(2))
        .otherwise("number")
    )
    world = pl.when(~pl.col("world").str.starts_with("0")).then("world")
    frame = frame.with_columns(world=world)
    if country:
        inland, leaving = numbering.national(numbers, country)
        abroad = numbering.international(leaving["abroad"].unique())
        away = leaving.join(abroad, left_on="abroad", right_on="number", how="left").drop("abroad")
        own = pl.concat([inland, away])
    else:
        own = frame.select(
            "number", e164=pl.lit(None, pl.String), valid=pl.lit(None, pl.Boolean), sure=pl.lit(True)
        )
    frame = frame.join(own, on="number", how="left")
    settled = pl.col("e164").is_not_null() & pl.col("valid") & pl.col("sure")
    asked = frame.filter(~settled.fill_null(False))["world"].drop_nulls().unique()
    frame = frame.join(
        numbering.international(asked), left_on="world", right_on="number", how="left", suffix="_world"
    )
    odd = pl.lit(False)
    if country:
        code, lengths = numbering.usual_lengths(country)
        size = pl.col("e164").str.len_bytes().cast(pl.Int64) - len(code)
        odd = pl.col("e164").str.starts_with(code) & ~size.is_in(list(lengths))
    takes_world = pl.col("e164_world").is_not_null() & (
        pl.col("e164").is_null() | pl.col("valid_world") | odd
    )
    better = ~settled.fill_null(False) & takes_world.fill_null(False)
    return frame.select(
        "number",
        e164=pl.when(better).then("e164_world").otherwise("e164"),
        valid=pl.when(better).then("valid_world").otherwise("valid"),
        sure=pl.col("sure") & (settled.fill_null(False) | pl.col("sure_world").fill_null(True)),
    )
