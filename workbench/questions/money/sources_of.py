"""Which source tells a record, and where accounts are held."""

from __future__ import annotations

import polars as pl

from workbench.case import sources
from workbench.questions.held import Held
from workbench.questions.money.stated import stated


def names(held: Held) -> dict[int, str]:
    """The name of the file behind each reading."""
    return {source.reading: source.name for source in sources.listed(held.case)}


def banks(held: Held) -> dict[int, str]:
    """Where each account is held: the bank that records name for it, else the statements whose records it is in."""
    paid = stated(held, "payment", ("payer", "payer_bank", "payee", "payee_bank"))
    sides = pl.concat(
        [
            paid.select("reading", who="payer", bank="payer_bank"),
            paid.select("reading", who="payee", bank="payee_bank"),
        ]
    ).filter(pl.col("who") > 0)
    files = names(held)
    found: dict[int, str] = {}
    for who, bank in (
        sides.filter(pl.col("bank") > 0).unique(maintain_order=True).select("who", "bank").iter_rows()
    ):
        found.setdefault(who, held.caption(bank))
    for who, reading in sides.select("who", "reading").unique(maintain_order=True).iter_rows():
        found.setdefault(who, f"as {files.get(reading, 'a statement')} has it")
    return found
