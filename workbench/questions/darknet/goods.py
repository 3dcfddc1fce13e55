"""What listings offer: the substance, how much of it, and what a gram or a piece costs."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.questions.darknet.quantity import quantity
from workbench.questions.darknet.substances import Substances, substances
from workbench.questions.darknet.vendors import offers
from workbench.questions.held import Held

GOODS: dict[str, pl.DataType | type[pl.DataType]] = {
    "title": pl.String, "category": pl.String, "substance": pl.String, "class": pl.String, "word": pl.String,
    "sure": pl.Boolean, "amount": pl.Float64, "measure": pl.String,
}  # fmt: skip


def goods(held: Held, more: Path | None) -> pl.DataFrame:
    """Every listing with what its title says it offers: the columns of `vendors.OFFERS` and substance, class, word,
    sure, amount and measure, null where the title does not say. A listing that names two substances is there twice."""
    listed = offers(held).filter(pl.col("vendor") > 0)
    said = listed.select("title", "category").unique(maintain_order=True)
    known = substances(more)
    rows = [row for title, category in said.iter_rows() for row in _rows(known, title, category)]
    table = pl.DataFrame(rows, schema=GOODS, orient="row")
    return listed.join(table, on=["title", "category"], how="left", nulls_equal=True, maintain_order="left")


def _rows(known: Substances, title: str | None, category: str | None) -> list[tuple[object, ...]]:
    much = quantity(title or "")
    stated = (much.amount, much.measure) if much else (None, None)
    named = known.named(title or "", category, much is not None)
    if not named:
        return [(title, category, None, None, None, None, *stated)]
    return [(title, category, n.substance, n.sort, n.word, n.sure, *stated) for n in named]
