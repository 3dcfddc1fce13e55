"""Who collects from many, and who pays many?"""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.movements import METHOD, NOTHING, movements, refs_of
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLLECTS, SPREADS = "collects", "pays out"


@question(
    "Who collects from many, who pays many?",
    "money",
    does="Ranks accounts, cards, wallets, phones and brokers by how many different others pay them, or are paid by "
    "them, within a stretch of time such as a day, and says what they took or gave altogether.",
    method=METHOD
    + "For each entity and asset the different payers (payees) within every stretch of the length given are counted, "
    "a stretch beginning at each payment; the most is shown, with all payments of the whole time beside it.",
    innocent=(
        "A shop, a landlord, a charity or an employer collects from many or pays many.",
        "Whose own statement is held has all its partners; others only those whose statements are held.",
    ),
    parameters=(
        Parameter(
            "within", "Within", "duration", 86_400, least=1, help="the length of the stretch, such as 24 h"
        ),
        Parameter("others", "At least so many others", "whole", 5, least=2, most=1_000_000),
        Parameter("common", "Also common services", "yes", False),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="fan-in fan-out smurfing mule collector money mule hub gather scatter",
)
def fan_in_fan_out(held: Held, within: int, others: int, common: bool, most: int) -> Answer:
    found = movements(held, common=common)
    if not len(found):
        return Answer(NOTHING)
    rows: list[Row] = []
    for way, me, other in ((COLLECTS, "payee", "payer"), (SPREADS, "payer", "payee")):
        frame = found.frame.filter((pl.col(me) > 0) & (pl.col(other) > 0))
        many = frame.group_by(me, "asset").agg(n=pl.col(other).n_unique()).filter(pl.col("n") >= others)
        groups = frame.join(many.select(me, "asset"), on=[me, "asset"], how="semi", maintain_order="left")
        for key, part in groups.group_by(me, "asset", maintain_order=True):
            row = _row(int(key[0]), str(key[1]), part, way, other, within, others)
            rows += [row] if row else []
    rows.sort(key=lambda row: (-row.cells[2], -row.cells[3], row.cells[0], row.cells[1]))
    shown, more = strongest(rows, most)
    if not rows:
        return Answer(f"Nobody is paid by, or pays, {others} others or more within that time.", left_out=more)
    first = rows[0]
    partners = "payers" if first.cells[1] == COLLECTS else "payees"
    return Answer(
        f"{held.caption(first.cells[0])} {first.cells[1]} most: {first.cells[2]:,} different {partners} in one "
        f"stretch, {first.cells[3]:,} altogether.",
        (
            Column("entity", "Who", "entity"), Column("way", "What"),
            Column("at_once", "Others in one stretch", "count"), Column("others", "Others altogether", "count"),
            Column("payments", "Payments", "count"), Column("total", "Amount", "money"),
            Column("first", "First of the stretch", "moment"), Column("last", "Last of the stretch", "moment"),
        ),
        shown,
        left_out=(*more, *([f"{found.mixed:,} transactions that mix coins."] if found.mixed else [])),
        sure="Exact for what the case holds.",
    )  # fmt: skip


def _row(
    me: int, asset: str, part: pl.DataFrame, way: str, other: str, within: int, others: int
) -> Row | None:
    moments, partners = part["at"].to_list(), part[other].to_list()
    counts: dict[int, int] = {}
    best, begin, stretch = 0, 0, (0, 0)
    for end, partner in enumerate(partners):
        counts[partner] = counts.get(partner, 0) + 1
        while moments[end] - moments[begin] > within * 1_000_000:
            gone = partners[begin]
            counts[gone] -= 1
            if not counts[gone]:
                del counts[gone]
            begin += 1
        if len(counts) > best:
            best, stretch = len(counts), (moments[begin], moments[end])
    if best < others:
        return None
    ranked = part.group_by(other).agg(pl.col("amount").sum()).sort("amount", other, descending=[True, False])
    cells = (
        me, way, best, ranked.height, part.height, Money(int(part["amount"].sum()), asset), *stretch,
    )  # fmt: skip
    return Row(cells, (me, *ranked[other].to_list()), (), refs_of(part), (), stretch)
