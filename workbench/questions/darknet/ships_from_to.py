"""Where is it sent from, and to? What listings and profiles state."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.darknet.goods import goods
from workbench.questions.darknet.vendors import profiles
from workbench.questions.darknet.what_is_sold import FILE, once
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("from", "From"),
    Column("to", "To"),
    Column("listings", "Listings", "count"),
    Column("vendors", "Vendors", "count"),
    Column("goods", "Mostly"),
    Column("who", "Vendors, most listings first", "entities"),
)
SEVERAL = (
    Column("vendor", "Vendor", "entity"),
    Column("from", "Sends from"),
    Column("listings", "Listings", "count"),
)  # fmt: skip
UNSTATED = "not stated"


@question(
    "Where is it sent from, and to?",
    "darknet",
    does="The routes that listings state, with how many listings and vendors and the goods, and vendors who state "
    "several places they send from.",
    method="Listings are counted once for each vendor, market, title and page, by what they state as sent from and "
    "sent to, as written save for case. Goods are told from titles as in 'What is sold?'.",
    innocent=(
        "What is stated is what the buyer is to read: some state another country than their own.",
        "A vendor who states several places may have several stores, or resell.",
    ),
    parameters=(
        FILE,
        Parameter("substance", "Only this substance", "text"),
        Parameter("most", "How many routes to show", "whole", 100, least=1, most=10_000),
    ),
    words="route origin destination country ships from",
)
def ships_from_to(held: Held, more: Path | None, substance: str, most: int) -> Answer:
    frame = once(goods(held, more))
    shown = profiles(held)
    if not frame.height and not shown.height:
        return Answer("No listings or profiles are held: bring in what a market offered.")
    if substance:
        frame = frame.filter(pl.col("substance").str.to_lowercase() == substance.strip().casefold())
    frame = frame.with_columns(_place("ships_from"), _place("ships_to"))
    silent = frame.filter((pl.col("ships_from") == UNSTATED) & (pl.col("ships_to") == UNSTATED))[
        "ref"
    ].n_unique()
    told = frame.filter((pl.col("ships_from") != UNSTATED) | (pl.col("ships_to") != UNSTATED))
    rows = []
    for (origin, to), group in told.group_by("ships_from", "ships_to", maintain_order=True):
        goods_told = (
            group["substance"]
            .drop_nulls()
            .value_counts()
            .sort(["count", "substance"], descending=[True, False])
        )
        sellers = (
            group.group_by("vendor")
            .agg(n=pl.col("ref").n_unique())
            .sort(["n", "vendor"], descending=[True, False])
        )
        who = tuple(sellers["vendor"].to_list())
        mostly = ", ".join(goods_told["substance"].head(3).to_list())
        refs = tuple(group["ref"].unique(maintain_order=True).to_list())
        cells = (origin, to, len(refs), len(who), mostly, who)
        rows.append(Row(cells, who, refs=refs, claim=f"{origin} {to}"))
    rows.sort(key=lambda row: (-row.cells[2], row.cells[0], row.cells[1]))
    sentence = (
        f"{len(rows):,} routes are stated; most listings, {rows[0].cells[2]:,}, are sent from {rows[0].cells[0]} to "
        f"{rows[0].cells[1]}."
        if rows
        else "No listing states where it is sent from or to."
    )
    return Answer(
        sentence,
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{silent:,} listings that state neither." if silent else "",
                f"{len(rows) - most:,} further routes." if len(rows) > most else "",
            )
            if text
        ),
        sure="Statements of vendors, nothing more. Where parcels really came from is for the shipments to say.",
        tables=(Table("several", "Vendors who state several places", SEVERAL, _several(told, shown)),),
    )


def _place(name: str) -> pl.Expr:
    said = pl.col(name).str.strip_chars()
    return (
        pl.when(said.str.len_chars() > 0)
        .then(said.str.to_uppercase())
        .otherwise(pl.lit(UNSTATED))
        .alias(name)
    )


def _several(told: pl.DataFrame, shown: pl.DataFrame) -> tuple[Row, ...]:
    stated = pl.concat(
        [told.select("vendor", "ships_from", "ref"), shown.select("vendor", "ships_from", "ref")]
    )
    stated = stated.with_columns(_place("ships_from")).filter(pl.col("ships_from") != UNSTATED)
    by = stated.group_by("vendor").agg(pl.col("ships_from").unique().sort(), pl.col("ref").unique().sort())
    rows = [
        Row((vendor, ", ".join(places), len(refs)), (vendor,), refs=tuple(refs))
        for vendor, places, refs in by.iter_rows()
        if len(places) > 1
    ]
    return tuple(sorted(rows, key=lambda row: (-row.cells[1].count(","), row.cells[0])))
