"""What is sold? Listings sorted by substance and precursor against a list of names."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.darknet.goods import goods
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("substance", "Substance"),
    Column("class", "Class"),
    Column("listings", "Listings", "count"),
    Column("vendors", "Vendors", "count"),
    Column("markets", "Markets", "count"),
    Column("sure", "by a name that means nothing else", "count"),
    Column("words", "Named as"),
    Column("largest", "Largest offer"),
    Column("who", "Vendors, most listings first", "entities"),
)
OTHER = (
    Column("category", "Category"),
    Column("listings", "Listings", "count"),
    Column("titles", "For example"),
)
FILE = Parameter(
    "more", "A list of your own names", "file",
    help="CSV with the columns substance, class and name, for what the supplied list lacks",
)  # fmt: skip


@question(
    "What is sold?",
    "darknet",
    does="Sorts the listings by the substances and precursors their titles name, with who sells them and how much at "
    "the most.",
    method="The words of each title are compared with a supplied list of substances, precursors and their street names "
    "in many languages, whole words without case, accents and script, the longest name first. A street name that also "
    "means ordinary things counts only where the category is one of drugs, or where the title states a quantity and "
    "no category is given. A listing seen several times counts once: the same vendor, market, title and page.",
    innocent=(
        "A title says what is offered, not what is sent: some take the money and send nothing.",
        "A name can stand in a title to be found, or to say what is not in it.",
        "Books, tests and seeds are offered under the same names.",
    ),
    parameters=(
        FILE,
        Parameter("sort", "Only this class", "text", help="such as opioid or precursor"),
        Parameter("most", "How many substances to show", "whole", 200, least=1, most=10_000),
    ),
    words="drugs substances precursors goods catalogue slang street names",
)
def what_is_sold(held: Held, more: Path | None, sort: str, most: int) -> Answer:
    frame = once(goods(held, more))
    if not frame.height:
        return Answer("No listings are held: bring in what a market offered to see what was sold.")
    known = frame.filter(pl.col("substance").is_not_null())
    if sort:
        known = known.filter(pl.col("class") == sort.strip().casefold())
    by = known.group_by("substance", "class").agg(
        listings=pl.len(), vendors=pl.col("vendor").n_unique(),
        markets=pl.col("market").filter(pl.col("market") > 0).n_unique(),
        sure=pl.col("sure").sum(), words=pl.col("word").unique().sort(),
    ).sort(["listings", "substance"], descending=[True, False])  # fmt: skip
    rows = tuple(_row(said, known) for said in by.head(most).iter_rows(named=True))
    unknown = frame.filter(pl.col("substance").is_null())
    whole = frame["ref"].n_unique()
    told_of = whole - unknown["ref"].n_unique()
    first = (
        f"; {rows[0].cells[0]} is offered most often, in {rows[0].cells[2]:,} listings by {rows[0].cells[3]:,} vendors"
        if rows
        else ""
    )
    return Answer(
        f"{told_of:,} of {whole:,} different listings name {by.height:,} substances or precursors{first}.",
        COLUMNS,
        rows,
        left_out=tuple(
            said
            for said in (
                f"{unknown.height:,} listings whose titles name nothing on the list; see the table below."
                if unknown.height
                else "",
                f"{by.height - most:,} further substances with fewer listings." if by.height > most else "",
            )
            if said
        ),
        sure="Street names are guesses where only the category speaks for them; names that mean nothing else are "
        "counted apart.",
        tables=(
            Table("other", "Listings that name nothing on the list, by category", OTHER, _others(unknown)),
        ),
    )


def once(frame: pl.DataFrame) -> pl.DataFrame:
    """Each listing once: a market scraped daily shows the same offer every day. The first time it was seen counts."""
    ordered = frame.sort("seen", "ref", nulls_last=True, maintain_order=True)
    return ordered.unique(
        ["vendor", "market", "title", "page", "substance"], keep="first", maintain_order=True
    )


def _row(said: dict[str, object], known: pl.DataFrame) -> Row:
    mine = known.filter(pl.col("substance") == said["substance"])
    sellers = (
        mine.group_by("vendor")
        .agg(n=pl.len())
        .sort(["n", "vendor"], descending=[True, False])["vendor"]
        .to_list()
    )
    words = said["words"]
    cells = (
        said["substance"], said["class"], said["listings"], said["vendors"], said["markets"], said["sure"],
        ", ".join(words) if isinstance(words, list) else "", _largest(mine), tuple(sellers),
    )  # fmt: skip
    seen = mine["seen"].drop_nulls()
    return Row(
        cells,
        (*sellers, *sorted(e for e in mine["market"].unique().to_list() if e)),
        refs=tuple(mine.sort("sure", descending=True, maintain_order=True)["ref"].to_list()),
        moments=(int(seen.min()), int(seen.max())) if len(seen) else None,  # type: ignore[arg-type]
        claim=str(said["substance"]),
    )


def _largest(mine: pl.DataFrame) -> str:
    """The largest quantity stated in each measure."""
    by = (
        mine.filter(pl.col("amount").is_not_null())
        .group_by("measure")
        .agg(pl.col("amount").max())
        .sort("measure")
    )
    return ", ".join(f"{amount:,.6g} {measure}" for measure, amount in by.iter_rows())


def _others(unknown: pl.DataFrame) -> tuple[Row, ...]:
    by = unknown.group_by("category").agg(
        listings=pl.len(), titles=pl.col("title").unique(maintain_order=True).head(3), refs=pl.col("ref")
    )
    ordered = by.sort(["listings", "category"], descending=[True, False], nulls_last=True)
    return tuple(
        Row(
            (category or "none stated", listings, "; ".join(t for t in titles if t)),
            refs=tuple(refs),
            claim=category or "",
        )
        for category, listings, titles, refs in ordered.iter_rows()
    )
