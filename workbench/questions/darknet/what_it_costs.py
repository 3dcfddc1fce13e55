"""What does it cost? Prices of a gram, millilitre or piece, by substance and size of the offer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from workbench.model.values.assets import decimals
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.darknet.goods import goods
from workbench.questions.darknet.what_is_sold import FILE
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("substance", "Substance"),
    Column("size", "Size of the offer"),
    Column("measure", "Price of one"),
    Column("asset", "In"),
    Column("median", "Median", "number"),
    Column("lower", "A quarter costs less than", "number"),
    Column("upper", "A quarter costs more than", "number"),
    Column("listings", "Listings", "count"),
    Column("vendors", "Vendors", "count"),
    Column("cheapest", "Cheapest at", "entity"),
)
EDGES = (2.0, 10.0, 100.0, 1000.0)  # g, ml or pieces: for oneself, to share, to sell on, wholesale


@question(
    "What does it cost?",
    "darknet",
    does="The price of a gram, a millilitre or a piece of each substance, by the size of the offer: half of the "
    "listings cost less than the median.",
    method="Of each listing whose title names one substance and states one quantity, the price is divided by the "
    "quantity. Each vendor's offer counts once for each price it was seen at. Prices in different currencies are never "
    "added up or converted. Quartiles are the nearest price actually asked. Larger offers cost less for each gram, so "
    "sizes are kept apart.",
    innocent=(
        "Prices are what is asked, not what was paid; postage and the market's share may come on top.",
        "A very high price often hides a listing that is sold out; a very low one is bait.",
        "How pure the goods are is not in the title.",
    ),
    parameters=(
        FILE,
        Parameter("substance", "Only this substance", "text", help="as 'What is sold?' names it"),
        Parameter("least", "From how many listings on", "whole", 3, least=1, most=1000),
    ),
    words="price per gram wholesale retail quartile median",
)
def what_it_costs(held: Held, more: Path | None, substance: str, least: int) -> Answer:
    frame = goods(held, more)
    if not frame.height:
        return Answer("No listings are held: bring in what a market offered to see what it cost.")
    priced = _priced(frame)
    if substance:
        priced = priced.filter(pl.col("substance").str.to_lowercase() == substance.strip().casefold())
    rows = sorted(
        _rows(priced, least), key=lambda row: (-row.cells[7], row.cells[0], row.cells[1], row.cells[3])
    )
    few = priced.height - sum(row.cells[7] for row in rows)
    silent = frame.filter(pl.col("substance").is_not_null())["ref"].n_unique() - priced["ref"].n_unique()
    sentence = (
        f"{rows[0].cells[0]}, {rows[0].cells[1]}: half cost less than {rows[0].cells[4]:,.6g} {rows[0].cells[3]} "
        f"for one {rows[0].cells[2]}, over {rows[0].cells[7]:,} listings."
        if rows
        else "No substance is offered often enough with a price and a quantity to say what one unit of it costs."
    )
    return Answer(
        sentence,
        COLUMNS,
        tuple(rows),
        left_out=tuple(
            said
            for said in (
                f"{few:,} listings of which fewer than {least} are alike in substance, size and currency."
                if few else "",
                f"{silent:,} listings of a substance without one quantity and a price, of two substances, or seen "
                "again at the same price." if silent > 0 and not substance else "",
            )
            if said
        ),
        sure="As good as the titles: quantities are read from them, and a dose is told from a pack by rule.",
    )  # fmt: skip


def _priced(frame: pl.DataFrame) -> pl.DataFrame:
    """Listings of one substance with a price and a quantity, each price of an offer once, with its unit price."""
    alone = frame.filter(pl.len().over("ref") == 1)
    told = alone.filter(
        pl.col("substance").is_not_null() & pl.col("price").is_not_null() & (pl.col("amount") > 0)
    ).filter(pl.col("price") > 0)
    offered = ["vendor", "market", "title", "page", "price", "price.asset"]
    told = told.sort("seen", "ref", nulls_last=True).unique(offered, keep="first", maintain_order=True)
    places = {asset: 10 ** decimals(asset) for asset in told["price.asset"].unique().to_list() if asset}
    whole = pl.col("price.asset").replace_strict(places, default=1, return_dtype=pl.Float64)
    size = pl.sum_horizontal(pl.col("amount") >= edge for edge in EDGES)
    return told.with_columns(unit=pl.col("price").cast(pl.Float64) / whole / pl.col("amount"), size=size)


def _rows(priced: pl.DataFrame, least: int) -> Iterator[Row]:
    for (substance, measure, asset, size), group in priced.group_by(
        "substance", "measure", "price.asset", "size", maintain_order=True
    ):
        if group.height < least:
            continue
        ordered = group.sort("unit", "ref")
        quarter = [ordered["unit"].quantile(share, "nearest") for share in (0.25, 0.5, 0.75)]
        cells = (
            substance, _size(int(str(size)), str(measure)), measure, asset or "no currency stated", quarter[1],
            quarter[0], quarter[2], group.height, group["vendor"].n_unique(), int(ordered["vendor"][0]),
        )  # fmt: skip
        who = tuple(dict.fromkeys(ordered["vendor"].to_list()))
        claim = f"{substance} {cells[1]} {asset}"
        yield Row(cells, who, refs=tuple(ordered["ref"].to_list()), claim=claim)


def _size(number: int, measure: str) -> str:
    if number == 0:
        return f"under {EDGES[0]:g} {measure}"
    if number == len(EDGES):
        return f"{EDGES[-1]:g} {measure} and more"
    return f"{EDGES[number - 1]:g} to {EDGES[number]:g} {measure}"
