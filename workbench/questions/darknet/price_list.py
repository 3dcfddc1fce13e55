"""Price lists of vendors: which goods at which exact price, and how alike two lists are."""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy import sparse

from workbench.questions import ngrams
from workbench.questions.likeness.spelling import latin

LEAST = 3  # priced offers below which a list says nothing


def lists(offers: pl.DataFrame, number: dict[int, int]) -> tuple[sparse.csr_matrix, list[bool]]:
    """Price lists as unit rows over (title, price, asset), the rarer an entry the more it weighs; and which vendors
    have offers enough to say something. `number` gives the row of each vendor."""
    size = len(number)
    priced = offers.filter(pl.col("price").is_not_null() & pl.col("title").is_not_null())
    titles = {t: latin(t) for t in priced["title"].unique().to_list()}
    once = priced.select(
        "vendor", "price", "price.asset",
        title=pl.col("title").replace_strict(titles, default="", return_dtype=pl.String),
    ).unique(maintain_order=True)  # fmt: skip
    entries = once.select("title", "price", "price.asset").unique(maintain_order=True).with_row_index("entry")
    once = once.join(entries, on=["title", "price", "price.asset"], how="left")
    rows = once["vendor"].replace_strict(number, default=0, return_dtype=pl.Int64).to_numpy()
    columns = once["entry"].cast(pl.Int64).to_numpy()
    shape = (size, max(entries.height, 1))
    made = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    made.sum_duplicates()
    enough = (np.diff(made.indptr) >= LEAST).tolist()
    return ngrams.weighed(made), enough
