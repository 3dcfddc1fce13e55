"""What was it worth at the time?"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.movements import METHOD, NOTHING, movements, refs_of
from workbench.questions.money.prices import PRICES, read, shown
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

IN, OUT = "came in", "went out"


@question(
    "What was it worth at the time?",
    "money",
    does="Says what came in to, and went out from, accounts and wallets in ordinary money, each payment at the price "
    "of its own day by a table of prices that you supply, named with its SHA-256.",
    method=METHOD + "Each amount is multiplied by the price of one whole unit on its UTC day, or of the last day "
    "before within a week, and rounded half to even to the smallest unit of the currency; then the payments are added "
    "up. Amounts without a price are counted and left out of the worth; worths in several currencies stand apart.",
    innocent=("A price of the day is not what was paid: prices differ between exchanges and hours.",),
    parameters=(
        PRICES,
        Parameter("origin", "Only these", "entities"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="price value turnover exchange rate fiat worth",
)  # fmt: skip
def worth_then(held: Held, prices: Path | None, origin: tuple[int, ...], most: int) -> Answer:
    table, found = read(prices), movements(held, common=True)
    if not len(found):
        return Answer(NOTHING)
    if table is None:
        return Answer(
            "No table of prices is given: name a CSV with the columns date, asset, currency and price."
        )
    heads = held.whole.grouped
    wanted = {heads.get(entity, entity) for entity in origin}
    rows = []
    unpriced = 0
    for way, me in ((IN, "payee"), (OUT, "payer")):
        frame = found.frame.filter(pl.col(me) > 0)
        frame = frame.filter(pl.col(me).is_in(list(wanted))) if wanted else frame
        for key, part in frame.group_by(me, "asset", maintain_order=True):
            entity, asset = int(key[0]), str(key[1])
            worth: dict[str, int] = {}
            priced = 0
            for amount, at in part.select("amount", "at").iter_rows():
                one = table.worth(int(amount), asset, at)
                if one is not None:
                    worth[one.asset] = worth.get(one.asset, 0) + one.units
                    priced += 1
            unpriced += part.height - priced
            first, last = int(part["at"].min()), int(part["at"].max())  # type: ignore[arg-type]
            for currency, units in worth.items() or [("", 0)]:
                money = Money(units, currency) if currency else None
                total = Money(int(part["amount"].sum()), asset)
                cells = (entity, way, total, money, part.height, priced, first, last)
                rows.append(Row(cells, (entity,), (), refs_of(part), (), (first, last)))
    rows.sort(key=_rank)
    top, more = strongest(rows, most)
    best = next((row.cells for row in rows if row.cells[3]), None)
    said = (
        f"Most worth, {best[1]}, is that of {held.caption(best[0])}: {shown(best[2].units, best[2].asset)}, then "
        f"{shown(best[3].units, best[3].asset)}." if best else "The table has no price for any payment here."
    )  # fmt: skip
    return Answer(
        said,
        (
            Column("entity", "Who", "entity"), Column("way", "Way"), Column("amount", "Amount", "money"),
            Column("worth", "Worth then", "money"), Column("payments", "Payments", "count"),
            Column("priced", "of them with a price", "count"), Column("first", "First", "moment"),
            Column("last", "Last", "moment"),
        ),
        top,
        left_out=(
            *more, table.said(),
            *([f"{many(unpriced, 'payment')} without a price, not in the worth."] if unpriced else []),
        ),
        sure="Exact by the table; as true as its prices are.",
    )  # fmt: skip


def _rank(row: Row) -> tuple[bool, str, int, int, str, str]:
    """Most worth first, currency by currency; then what has no price."""
    entity, way, amount, worth = row.cells[:4]
    return (
        worth is None,
        worth.asset if worth else "",
        -worth.units if worth else 0,
        entity,
        way,
        amount.asset,
    )
