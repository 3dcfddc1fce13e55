"""How much is sold, over time? Listings, vendors and, where stated, sales and ratings as a lower bound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from workbench.questions.answer import Answer, Column, Curve, Row, Table
from workbench.questions.darknet.vendors import offers, profiles
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("period", "From", "moment"),
    Column("market", "Market", "entity"),
    Column("listings", "Different listings", "count"),
    Column("vendors", "Vendors", "count"),
    Column("new", "Vendors not seen before", "count"),
    Column("sold", "Sold at least", "count"),
)
BY_VENDOR = (
    Column("vendor", "Vendor", "entity"),
    Column("sold", "Sold at least, while watched", "count"),
    Column("stated", "Largest number stated", "count"),
    Column("basis", "Stated as"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
STATED: dict[str, pl.DataType | type[pl.DataType]] = {
    "vendor": pl.Int64, "market": pl.Int64, "seen": pl.Int64, "basis": pl.String, "what": pl.String,
    "count": pl.Int64, "ref": pl.Int64,
}  # fmt: skip
EVERY = {"day": "1d", "week": "1w", "month": "1mo"}
_WORDS = r"(?:ratings?|reviews?|feedbacks?|sales|deals|votes|отзыв\w*|сдел\w*|продаж\w*)"
_COUNT = re.compile(rf"[(\[]\s*(\d[\d ,.]*)\s*{_WORDS}?\s*[)\]]|(\d[\d ,.]*)\s*{_WORDS}", re.IGNORECASE)


@question(
    "How much is sold over time?",
    "darknet",
    does="Listings, vendors and new vendors by market and period, and how many sales or ratings were added while the "
    "market was watched, which is the least that was sold.",
    method="Different listings and vendors seen in each period (UTC) are counted. Where a profile states sales, or a "
    "rating states of how many, the increase from one sighting to the next is counted into the period of the later: "
    "a lower bound, for not every buyer rates. A number that falls, as after a reset, counts nothing. Of sales and "
    "ratings of one vendor on one market the larger increase counts, never both.",
    innocent=(
        "Numbers rise and fall with how often a market was read, not only with trade.",
        "Vendors buy from themselves to be rated, and markets carry ratings over from others.",
    ),
    parameters=(
        Parameter(
            "by", "By", "choice", "week", choices=(("day", "Day"), ("week", "Week, from Monday"), ("month", "Month"))
        ),
        Parameter("market", "Only this market", "entity", takes=("site",)),
    ),
    words="volume turnover sales ratings reviews trend growth",
)  # fmt: skip
def sales_over_time(held: Held, by: str, market: int) -> Answer:
    listed = offers(held).filter(pl.col("seen").is_not_null() & (pl.col("vendor") > 0))
    stated = _stated(held)
    if market:
        only = held.whole.grouped.get(market, market)
        listed, stated = (f.filter(pl.col("market") == only) for f in (listed, stated))
    if not listed.height and not stated.height:
        return Answer(
            "No dated listings or profiles are held: bring in what a market showed, with the day it was read."
        )
    sold = _sold(stated)
    rows = tuple(_rows(held, listed, sold, EVERY[by]))
    vendors = _by_vendor(stated, sold)
    whole = sum(row.cells[1] for row in vendors)
    undated = offers(held)["seen"].null_count()
    return Answer(
        f"{listed['vendor'].n_unique():,} vendors in {len(rows):,} {by}s of markets; at least {whole:,} sales while "
        "they were watched."
        if stated.height
        else f"{listed['vendor'].n_unique():,} vendors in {len(rows):,} {by}s of markets; no sales or ratings are "
        "stated.",
        COLUMNS,
        rows,
        left_out=(f"{undated:,} listings without a date.",) if undated else (),
        sure="Listings and vendors are those that were read; sales are a lower bound.",
        tables=(Table("vendors", "Stated sales and ratings by vendor", BY_VENDOR, vendors),),
        curves=(_curve(held, rows),) if rows else (),
    )  # fmt: skip


def _stated(held: Held) -> pl.DataFrame:
    """Every dated statement of how much a vendor sold or was rated: `STATED`."""
    shown = profiles(held)
    rated = pl.concat(
        [
            shown.select("vendor", "market", "seen", "rating", "ref", what=pl.lit("")),
            offers(held).select(
                "vendor", "market", "seen", "rating", "ref", what=pl.col("title").fill_null("")
            ),
        ]
    ).filter(pl.col("rating").is_not_null())
    counts = {text: _count(text) for text in rated["rating"].unique().to_list()}
    ratings = rated.with_columns(
        count=pl.col("rating").replace_strict(counts, default=None, return_dtype=pl.Int64),
        basis=pl.lit("ratings"),
    )
    sales = shown.with_columns(count=pl.col("sales").cast(pl.Int64), basis=pl.lit("sales"), what=pl.lit(""))
    made = pl.concat([f.select(pl.col(n).cast(t) for n, t in STATED.items()) for f in (sales, ratings)])
    return made.filter(pl.col("count").is_not_null() & pl.col("seen").is_not_null())


def _count(text: str) -> int | None:
    """Of how many a rating is, where it says so."""
    found = _COUNT.search(text)
    digits = re.sub(r"\D", "", found[1] or found[2]) if found else ""
    return int(digits) if digits else None


def _sold(stated: pl.DataFrame) -> pl.DataFrame:
    """What was added from each sighting to the next: vendor, market, seen, count, ref; the larger basis of a vendor on
    a market counts, its listings' ratings being added up."""
    ordered = stated.sort("seen", "ref")
    steps = ordered.with_columns(
        added=(pl.col("count") - pl.col("count").shift(1))
        .over("vendor", "market", "basis", "what")
        .clip(lower_bound=0)
    ).filter(pl.col("added") > 0)
    sums = steps.with_columns(whole=pl.col("added").sum().over("vendor", "market", "basis"))
    best = sums.filter(pl.col("whole") == pl.col("whole").max().over("vendor", "market"))
    one = best.filter(
        pl.col("basis") == pl.col("basis").max().over("vendor", "market")
    )  # sales before ratings
    return one.select("vendor", "market", "seen", "ref", count="added")


def _rows(held: Held, listed: pl.DataFrame, sold: pl.DataFrame, every: str) -> Iterator[Row]:
    def dated(frame: pl.DataFrame) -> pl.DataFrame:
        at = pl.from_epoch("seen", "us").dt.truncate(every)
        return frame.with_columns(period=at.dt.epoch("us"))

    first = listed.group_by("vendor", "market").agg(first=pl.col("seen").min())
    by = dated(listed.join(first, on=["vendor", "market"], maintain_order="left"))
    added = {
        (period, market): (int(n), refs)
        for period, market, n, refs in dated(sold)
        .group_by("period", "market")
        .agg(pl.col("count").sum(), pl.col("ref"))
        .iter_rows()
    }
    seen: dict[tuple[int, int], dict[str, Any]] = {}
    for (period, market), group in by.group_by("period", "market"):
        seen[int(str(period)), int(str(market))] = {
            "listings": group.select("vendor", "title", "page").unique().height, "vendors": group["vendor"].n_unique(),
            "new": group.filter(pl.col("seen") == pl.col("first"))["vendor"].n_unique(),
            "refs": group.sort("ref")["ref"].to_list(), "last": int(str(group["seen"].max())),
        }  # fmt: skip
    for period, market in sorted({*seen, *added}):
        held.tell(0, 1, "counting")
        told = seen.get((period, market), {"listings": 0, "vendors": 0, "new": 0, "refs": [], "last": period})
        n, refs = added.get((period, market), (None, []))
        cells = (period, market or None, told["listings"], told["vendors"], told["new"], n)
        entities = (market,) if market else ()
        behind = tuple(dict.fromkeys([*refs, *told["refs"]]))
        yield Row(cells, entities, refs=behind, moments=(period, told["last"]), claim=f"{period} {market}")


def _by_vendor(stated: pl.DataFrame, sold: pl.DataFrame) -> tuple[Row, ...]:
    added = dict(sold.group_by("vendor").agg(pl.col("count").sum()).iter_rows())
    rows = []
    for (vendor,), group in stated.group_by("vendor"):
        top = group.sort(["count", "seen", "ref"], descending=[True, False, False]).row(0, named=True)
        entity = int(str(vendor))
        cells = (
            entity, int(added.get(entity, 0)), top["count"], top["basis"], group["seen"].min(), group["seen"].max(),
        )  # fmt: skip
        rows.append(
            Row(
                cells,
                (entity,),
                refs=tuple(group.sort("seen", "ref")["ref"].unique(maintain_order=True).to_list()),
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.cells[1], -row.cells[2], row.cells[0])))


def _curve(held: Held, rows: tuple[Row, ...]) -> Curve:
    lines: dict[str, tuple[list[float], list[float]]] = {}
    for row in rows:
        name = held.caption(row.cells[1]) if row.cells[1] else "no market stated"
        across, up = lines.setdefault(name, ([], []))
        across.append(float(row.cells[0]))
        up.append(float(row.cells[3]))
    return Curve("vendors", "Vendors seen", "UTC microseconds", "vendors", lines)
