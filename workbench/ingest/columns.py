"""Cleaned columns from columns of text, one function per field type; each says which cells it refused.

All take cells as String series, null where a cell is empty, and answer `Column`: the block columns by suffix
("" the field itself, ".asset", ...), the positions refused and the reasons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from workbench.ingest import plain
from workbench.model.block import ZONE_BASES
from workbench.model.values import amounts, calendars, degrees, moments
from workbench.model.values.wrapping import BLANKS, is_blank, unwrap, western_column

Positions = NDArray[np.int64]
WRAPPERS = " \t\r\n\u00a0\u200b\u200e\u200f\ufeff'\"`="
_NOWHERE = np.zeros(0, np.int64)


@dataclass
class Column:
    """The answer for one field; `oddities` counts what is worth a word but no fault."""

    parts: dict[str, pl.Series]
    refused: Positions = field(default_factory=lambda: _NOWHERE)
    reasons: Sequence[str] = ()
    oddities: dict[str, int] = field(default_factory=dict)


def says_nothing(text: str | None, empty: frozenset[str]) -> bool:
    """Whether a cell only says that there is nothing."""
    if text is None:
        return True
    bare = unwrap(text)
    return is_blank(bare) or bare in empty


def _refused(cells: pl.Series, read: pl.Series, empty: frozenset[str]) -> Positions:
    """Where a filled cell could not be read: blank ones (`---`, `NA`) are not refused."""
    maybe = (read.is_null() & cells.is_not_null()).arg_true().to_numpy()
    if not len(maybe):
        return _NOWHERE
    distinct = cells.gather(maybe).unique().to_list()
    blanks = {text for text in distinct if says_nothing(text, empty)}
    if not blanks:
        return maybe.astype(np.int64)
    return np.array([at for at in maybe.tolist() if cells[at] not in blanks], np.int64)


def per_distinct(cells: pl.Series, answer: Callable[[str], str | None]) -> pl.Series:
    """Each cell through `answer`, which is asked once per distinct text."""
    distinct = cells.drop_nulls().unique()
    if not len(distinct):
        return pl.Series(cells.name, [None] * len(cells), pl.String)
    answers = pl.Series([answer(text) for text in distinct.to_list()], dtype=pl.String)
    return cells.replace_strict(distinct, answers, default=None, return_dtype=pl.String)


def replaced(cells: pl.Series, replaces: Mapping[str, str]) -> pl.Series:
    """Cells after the recipe's value map; a cell the map does not name stays as it is."""
    if not replaces:
        return cells
    by_key = {key.strip().casefold(): value for key, value in replaces.items()}
    return per_distinct(cells, lambda text: by_key.get(unwrap(text).casefold(), text))


def taken(cells: pl.Series, pattern: str, give: str) -> pl.Series:
    """The part of each cell that a recipe's `take` names, or what `give` makes of its groups; a cell without the
    pattern stays as it is."""
    part = re.compile(pattern)
    give = give or (r"\1" if part.groups else r"\g<0>")

    def answer(text: str) -> str:
        found = part.search(unwrap(text))
        return found.expand(give) if found else text

    return per_distinct(cells, answer)


def moment(
    cells: pl.Series,
    order: str | None,
    zones: pl.Series | str,
    basis: str,
    format: str,
    unix: str,
    empty: frozenset[str],
    calendar: str = "gregorian",
) -> Column:
    """Moments; `zones` is one zone or one per row, `basis` how it is known. Dates of another calendar are made
    Gregorian first."""
    if calendar != "gregorian":
        cells, order, format = calendars.gregorian(cells, calendar, order), "ymd", ""
    wrong = pl.Series([None] * len(cells), dtype=pl.String)
    if isinstance(zones, str):
        read = _moments(cells, order, zones, format, unix)
    else:
        read, wrong = _moments_by_zone(cells, order, zones, format, unix)
    at = read["at"]
    stated = pl.Series([ZONE_BASES.index("stated in column")], dtype=pl.UInt8)
    said = pl.Series([ZONE_BASES.index(basis)], dtype=pl.UInt8)
    marks = read.select(
        pl.col("precision").fill_null(0)
        + pl.when("stated").then(pl.lit(stated)).otherwise(pl.lit(said)) * 16
        + pl.col("ambiguous").cast(pl.UInt8) * 128
    ).to_series()
    refused = _refused(cells, at, empty)
    reasons = [wrong[i] or "not a date and time that can be read" for i in refused.tolist()]
    oddities = {}
    if int(read["missing"].sum()):
        oddities["times left out by the change of clocks"] = int(read["missing"].sum())
    if int(read["ambiguous"].sum()):
        oddities["times that happened twice at the change of clocks"] = int(read["ambiguous"].sum())
    return Column(
        {"": at, ".offset": read["offset"].fill_null(0), ".mark": marks}, refused, reasons, oddities
    )


def _moments(cells: pl.Series, order: str | None, zone: str, format: str, unix: str) -> pl.DataFrame:
    if not format and not unix:
        return plain.moments_of(cells, order, zone)  # type: ignore[arg-type]
    return moments.parse_many(cells, order, zone, format or None, unix or None)  # type: ignore[arg-type]


def _moments_by_zone(
    cells: pl.Series, order: str | None, zones: pl.Series, format: str, unix: str
) -> tuple[pl.DataFrame, pl.Series]:
    wrong: list[str | None] = [None] * len(cells)
    parts = []
    places = []
    tidy = per_distinct(zones, lambda text: unwrap(text))
    for (zone,), group in pl.DataFrame({"zone": tidy, "cell": cells}).with_row_index("at").group_by("zone"):
        said = str(zone) if zone else ""
        if not said or not moments.is_zone(said):
            for at in group["at"]:
                wrong[at] = f"no time zone is called {said}" if said else "the row states no time zone"
            part = moments.parse_many(pl.Series([None] * group.height, dtype=pl.String), "ymd", "UTC")
        else:
            part = _moments(group["cell"], order, said, format, unix)
        parts.append(part)
        places.append(group["at"])
    if not parts:
        return _moments(cells, order, "UTC", format, unix), pl.Series(wrong, dtype=pl.String)
    whole = pl.concat(parts).with_columns(place=pl.concat(places)).sort("place").drop("place")
    return whole, pl.Series(wrong, dtype=pl.String)


def duration(cells: pl.Series, empty: frozenset[str]) -> Column:
    """Durations in seconds: plain, m:s or h:m:s."""
    read = plain.durations_of(cells)
    refused = _refused(cells, read, empty)
    return Column({"": read}, refused, ["not a duration in seconds or h:m:s"] * len(refused))


def amount(cells: pl.Series, assets: pl.Series | str, decimal: str, empty: frozenset[str]) -> Column:
    """Amounts as exact units of their asset."""
    read = amounts.parse_many(cells, assets, decimal)
    refused = _refused(cells, read["units"], empty)
    reasons = [read["problem"][i] or "not an amount" for i in refused.tolist()]
    asset = pl.select(pl.when(read["units"].is_not_null()).then(read["asset"])).to_series()
    return Column({"": read["units"], ".asset": asset}, refused, reasons)


def either(cells: pl.Series, minus: pl.Series) -> pl.Series:
    """The amounts of two columns as one: what stands in `minus` counts negative. Where both say something, both
    are given, which no amount reads as: the row is refused rather than one of them chosen. Where both are blank or
    nought there is none: such a line of a statement tells a balance only."""
    nothing = r"^[\s'\"\-–—]*(?:0*[.,]?0*)?[\s'\"]*$"
    frame = pl.DataFrame({"plus": cells, "minus": minus})
    says = ~pl.all().str.contains(nothing).fill_null(True)
    told = frame.with_columns(says.name.suffix(" says"))
    less = "-" + pl.col("minus").str.strip_chars_start(" \u00a0'\"-−–")
    return told.select(
        pl.when(pl.col("plus says") & pl.col("minus says")).then(pl.concat_str("plus", pl.lit(" and "), "minus"))
        .when(pl.col("minus says")).then(less)
        .when(pl.col("plus says")).then("plus")
    ).to_series()  # fmt: skip


def unsigned(cells: pl.Series) -> pl.Series:
    """Amounts without the sign before or behind them: the direction is told by the roles."""
    return cells.str.replace(r"^(\s*['\"]?\s*)[-−–+]\s*", "$1").str.replace(r"\s*[-−]\s*$", "")


def number(cells: pl.Series, decimal: str, empty: frozenset[str]) -> Column:
    """Plain numbers, with the layout's decimal sign, and angles in degrees, minutes and seconds."""
    tidy = western_column(cells, decimal).str.strip_chars(WRAPPERS)
    if decimal == ",":
        tidy = tidy.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    elif decimal == "auto" and tidy.str.contains(",", literal=True).any():
        tidy = _with_points(tidy)
    read = tidy.cast(pl.Float64, strict=False)
    angles = (read.is_null() & cells.str.contains(r"[°º˚]|\d\s?[NSEWO]\W*$").fill_null(False)).arg_true()
    if len(angles):
        read = read.scatter(angles, [degrees.parse(text) for text in cells.gather(angles).to_list()])
    finite = read.is_finite()
    if not finite.fill_null(True).all():
        read = pl.select(pl.when(finite).then(read)).to_series()
    refused = _refused(cells, read, empty)
    return Column({"": read}, refused, ["not a number"] * len(refused))


def _with_points(tidy: pl.Series) -> pl.Series:
    """Numbers with a point as decimal sign: 1.234,5 and 0,488 and 1,25 have a comma for it, 1,234 has none."""
    points = tidy.str.contains(r"^[+-]?\d{1,3}(?:\.\d{3})+,\d+$")
    comma = tidy.str.contains(r"^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{4,},\d+)$")
    return pl.select(
        pl.when(points)
        .then(tidy.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(comma)
        .then(tidy.str.replace(",", ".", literal=True))
        .otherwise(tidy.str.replace_all(",", "", literal=True))
    ).to_series()


def choice(cells: pl.Series, replaces: Mapping[str, str], empty: frozenset[str]) -> Column:
    """Words of a small vocabulary, after the recipe's map."""
    by_key = {key.strip().casefold(): value for key, value in replaces.items()}

    def answer(text: str) -> str | None:
        bare = unwrap(text)
        if bare.casefold() in by_key:
            return by_key[bare.casefold()] or None
        return None if is_blank(bare) or bare in empty else bare

    return Column({"": per_distinct(cells, answer)})


def text(cells: pl.Series, replaces: Mapping[str, str], empty: frozenset[str]) -> Column:
    """Free text, as it stands but for blanks around it."""
    bare = replaced(cells, replaces).str.strip_chars()
    nothing = [*BLANKS, *(word.casefold() for word in empty)]
    kept = pl.select(pl.when(~bare.str.to_lowercase().is_in(nothing)).then(bare)).to_series()
    return Column({"": kept})
