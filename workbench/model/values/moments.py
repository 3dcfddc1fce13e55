"""Dates and times a column at a time: one order of day and month for the whole column, exact to what was
written.

A form (`%d/%m/%Y %H:%M`) is read off one cell and tried on all of them by polars; only cells it does not fit
are looked at again, one of each shape, until no form is left to try.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from zoneinfo import ZoneInfo

import polars as pl

from workbench.model.problems import Problem
from workbench.model.values import month_names
from workbench.model.values.durations import parse_durations
from workbench.model.values.moment_forms import Form, forms_of, from_format
from workbench.model.values.wrapping import tidy_column

__all__ = ["SCHEMA", "Order", "decide_order", "is_zone", "parse_durations", "parse_many"]

Order = Literal["dmy", "mdy", "ymd", "mixed"]
SCHEMA = {
    "at": pl.Int64,
    "offset": pl.Int16,
    "precision": pl.UInt8,
    "stated": pl.Boolean,
    "ambiguous": pl.Boolean,
    "missing": pl.Boolean,
}
_MINUTE = 60_000_000
_DAY = 86_400_000_000
_NUMERIC = r"^(?:\d{1,2}:[\d:.]+ (?:[AaPp]\.?[Mm]\.? )?)?(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\D|$)"
_FIXED = re.compile(r"^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?$")
_OFFSET = r" ?(Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)$"
_EARLIEST, _LATEST = -2_208_988_800_000_000, 7_258_118_400_000_000  # years 1900 to 2199


def decide_order(sample: pl.Series) -> Order | None:
    """The order of day, month and year that fits every cell of a sample.

    "ymd" also stands for columns where nothing needs deciding (ISO, named months, unix seconds); "mixed"
    means that no single order fits; None that several do (every day is below 13): the analyst must say.
    A cell that is a day in no order at all (32.03.2024, 00/00/00) is damaged and speaks for none.
    """
    groups = tidy_column(sample).unique().str.extract_groups(_NUMERIC).struct.unnest()
    found = groups.drop_nulls().select(
        a=pl.nth(0).cast(pl.Int32),
        b=pl.nth(1).cast(pl.Int32),
        c=pl.nth(2).cast(pl.Int32),
        long=pl.nth(2).str.len_bytes() == 4,
    )
    if found.is_empty():
        return "ymd"
    each = found.select(
        dmy=pl.col("a").is_between(1, 31) & pl.col("b").is_between(1, 12),
        mdy=pl.col("a").is_between(1, 12) & pl.col("b").is_between(1, 31),
        ymd=~pl.col("long") & pl.col("b").is_between(1, 12) & pl.col("c").is_between(1, 31),
        same=pl.col("a") == pl.col("b"),
    ).filter(pl.any_horizontal("dmy", "mdy", "ymd"))
    if each.is_empty():
        return "mixed"
    fits = each.select(pl.all().all()).row(0, named=True)
    if fits["dmy"] and fits["mdy"]:
        return "dmy" if fits["same"] else None
    if fits["dmy"]:
        return "dmy"
    if fits["mdy"]:
        return "mdy"
    return "ymd" if fits["ymd"] else "mixed"


def is_zone(zone: str) -> bool:
    """Whether a text names a time zone: an IANA name, or a fixed UTC+5:30, +02:00."""
    if _FIXED.match(zone):
        return True
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return False
    return True


def parse_many(
    texts: pl.Series,
    order: Order | None,
    zone: str,
    format: str | None = None,
    unix: str | None = None,
) -> pl.DataFrame:
    """Moments as at (UTC microseconds, null where unreadable), offset (minutes east), precision (index in
    block.PRECISIONS), stated (the text itself gave the offset), ambiguous and missing.

    `order` decides between day and month, as decide_order found it. A local time that happens twice on the
    night of the autumn change is taken as the earlier one and marked ambiguous; one that the spring change
    leaves out is read with the offset before the change (so 01:30 becomes 02:30) and marked missing.
    `format` is a strptime format that all cells have; `unix` says they count "s", "ms" or "us" since 1970.
    """
    if not is_zone(zone):
        raise Problem(f"there is no time zone {zone!r}", "say one like Europe/London or UTC+5:30")
    if unix is not None and unix not in ("s", "ms", "us"):
        raise Problem(f"unix {unix!r}", "say s, ms or us")
    frame = pl.DataFrame({"text": tidy_column(texts)}).with_row_index("i")
    todo = frame.filter(pl.col("text") != "")
    parts, todo = _read_all(todo, order, format, unix)
    if len(todo) and not format and not unix:
        english = todo.with_columns(text=month_names.english(todo["text"]))
        more, _ = _read_all(english.filter(english["text"] != todo["text"]), order, None, None)
        parts += more
    read = localise(pl.concat(parts), zone) if parts else pl.DataFrame(schema={"i": pl.UInt32, **SCHEMA})
    if len(read) == len(frame):
        return (read.sort("i") if len(parts) > 1 else read).select(*SCHEMA)
    whole = frame.select("i").join(read, on="i", how="left", maintain_order="left")
    return whole.with_columns(pl.col("stated", "ambiguous", "missing").fill_null(False)).select(*SCHEMA)


def _read_all(
    todo: pl.DataFrame, order: Order | None, format: str | None, unix: str | None
) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """The rows of every form tried, and what none of them fits."""
    parts: list[pl.DataFrame] = []
    tried: set[Form] = set()
    for forms in _guesses(todo, order, format, unix, parts):
        for form in forms:
            if form not in tried and len(todo):
                tried.add(form)
                read = _read(todo, form)
                parts.append(read)
                if len(read) == len(todo):
                    todo = todo.clear()
                elif len(read):
                    todo = todo.join(read, on="i", how="anti", maintain_order="left")
    return parts, todo


def _guesses(
    todo: pl.DataFrame, order: Order | None, format: str | None, unix: str | None, parts: list[pl.DataFrame]
) -> Iterator[list[Form]]:
    """The forms worth trying, in turn: what the layout says; or what the first cell says, then every other
    shape."""
    if unix:
        yield [Form(unix=unix, precision=0 if unix == "s" else 3)]
    elif format:
        yield [from_format(format)]
    elif len(todo):
        yield forms_of(todo["text"][0], order)
        if sum(map(len, parts)) < len(todo):
            left = todo.join(pl.concat(parts), on="i", how="anti") if parts else todo
            shape = pl.col("text").str.replace_all(r"[0-9]", "9").str.replace_all(r"[A-Za-z]+", "a")
            for text in left.group_by(shape.alias("shape"), maintain_order=True).agg(pl.col("text").first())[
                "text"
            ]:
                yield forms_of(text, order)


def _read(todo: pl.DataFrame, form: Form) -> pl.DataFrame:
    """The rows a form fits: i, local (Datetime), stated offset in minutes or null, precision."""
    text = pl.col("text")
    offset: pl.Expr = pl.lit(None, pl.Int16)
    if form.unix:
        return _read_unix(todo, form)
    if form.offset:
        tail = text.str.tail(form.offset) if form.offset > 0 else text.str.extract(_OFFSET, 1)
        text = text.str.head(-form.offset) if form.offset > 0 else text.str.replace(_OFFSET, "")
        todo = todo.with_columns(tail=tail, text=text)
        minutes = {t: fixed_offset(t) for t in todo["tail"].unique().to_list() if t is not None}
        offset = pl.col("tail").replace_strict(minutes, default=None, return_dtype=pl.Int16)
    rewritten = pl.col("text")
    for find, put in form.rewrites:
        rewritten = rewritten.str.replace(find, put)
    if form.precision == 2:
        local = rewritten.str.to_date(form.format, strict=False).cast(pl.Datetime("us"))
    else:
        local = rewritten.str.to_datetime(form.format, strict=False, time_unit="us")
    read = todo.select("i", local=local, offset=offset, precision=pl.lit(form.precision, pl.UInt8))
    in_range = pl.col("local").dt.epoch("us").is_between(_EARLIEST, _LATEST)
    return read.filter(in_range if not form.offset else in_range & pl.col("offset").is_not_null())


def _read_unix(todo: pl.DataFrame, form: Form) -> pl.DataFrame:
    places = {"s": 6, "ms": 3, "us": 0}[form.unix]
    halves = pl.col("text").str.splitn(".", 2)
    fraction = (halves.struct.field("field_1").fill_null("") + "000000").str.head(places)
    whole = halves.struct.field("field_0").cast(pl.Int64, strict=False) * 10**places
    micros = whole if places == 0 else whole + fraction.cast(pl.Int64, strict=False)
    exact = (
        pl.when(halves.struct.field("field_1").is_not_null() & (places == 6))
        .then(3)
        .otherwise(form.precision)
    )
    number = todo.filter(pl.col("text").str.contains(r"^\d{1,16}(?:\.\d*)?$"))
    return number.select(
        "i",
        local=micros.cast(pl.Datetime("us")),
        offset=pl.lit(0, pl.Int16),
        precision=exact.cast(pl.UInt8),
    ).filter(pl.col("local").dt.epoch("us").is_between(_EARLIEST, _LATEST))


def fixed_offset(offset: str) -> int | None:
    """Minutes east of UTC of `Z`, `UTC`, `+05:30`, `GMT-3`; None where it is none or beyond 15 hours."""
    text = offset.strip().upper()
    if text in ("Z", "UTC", "GMT"):
        return 0
    match = _FIXED.match(text)
    if not match:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return (-minutes if match[1] == "-" else minutes) if minutes <= 15 * 60 else None


def localise(read: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Adds at, ambiguous and missing, and the zone's offset where the text stated none."""
    micros = pl.col("local").dt.epoch("us")
    never = {"ambiguous": pl.lit(False), "missing": pl.lit(False)}
    fixed = fixed_offset(zone)
    if fixed is not None or read["offset"].null_count() == 0:
        stated = pl.col("offset").is_not_null()
        offset = pl.col("offset").fill_null(fixed or 0).cast(pl.Int16)
        return read.select(
            "i",
            "precision",
            at=micros - offset.cast(pl.Int64) * _MINUTE,
            offset=offset,
            stated=stated,
            **never,
        )
    read = read.with_columns(zoned=_at(pl.col("local"), zone, "null"), **never)
    odd = read.filter(pl.col("zoned").is_null())
    if len(odd):
        before = _at(pl.col("local") - pl.duration(days=1), zone, "earliest") + _DAY
        early = _at(pl.col("local"), zone, "earliest")
        odd = odd.with_columns(
            zoned=pl.coalesce(early, before), ambiguous=early.is_not_null(), missing=early.is_null()
        )
        read = pl.concat([read.filter(pl.col("zoned").is_not_null()), odd]).sort("i")
    stated = pl.col("offset").is_not_null()
    at = pl.when(stated).then(micros - pl.col("offset").cast(pl.Int64) * _MINUTE).otherwise("zoned")
    return read.select(
        "i",
        "precision",
        at=at,
        offset=pl.coalesce("offset", ((micros - pl.col("zoned")) // _MINUTE).cast(pl.Int16)),
        stated=stated,
        ambiguous=pl.col("ambiguous") & ~stated,
        missing=pl.col("missing") & ~stated,
    )


def _at(local: pl.Expr, zone: str, ambiguous: Literal["null", "earliest"]) -> pl.Expr:
    return local.dt.replace_time_zone(zone, ambiguous=ambiguous, non_existent="null").dt.epoch("us")
