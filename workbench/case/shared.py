"""Which entities two cases both know: the same kind and value in records or drawings of each."""

from __future__ import annotations

import polars as pl

from workbench.case.cases import Case
from workbench.case.entities import Presence

BOTH = {"kind": pl.String, "value": pl.String, "here": pl.Int64, "there": pl.Int64}


def known_to_both(case: Case, other: Case) -> pl.DataFrame:
    """The entities that count in both cases: `BOTH`, with the id in each, by kind and value."""
    both = _known(case).join(_known(other), on=["kind", "value"], suffix="_other")
    return both.select("kind", "value", here="id", there="id_other").sort("kind", "value")


def _known(case: Case) -> pl.DataFrame:
    rows = case.db.conn.execute("SELECT id, kind, value FROM entity ORDER BY id").fetchall()
    every = pl.DataFrame(rows, schema={"id": pl.Int64, "kind": pl.String, "value": pl.String}, orient="row")
    presence = Presence(case.db)
    return every.filter(
        pl.Series([presence.visible(entity) for entity in every["id"].to_list()], dtype=pl.Boolean)
    )
