"""Who slept and then moved?"""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.movements import METHOD, NOTHING, movements, refs_of
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

DAY = 86_400


@question(
    "Who slept and then moved?",
    "money",
    does="Finds accounts and wallets that pay again after a long time without any movement, and says how long they "
    "slept and what moved in the days after. Where their own records are not held for the whole time, the silence is "
    "only that of the sources at hand, and it says so.",
    method=METHOD
    + "The longest time between two movements of an entity in one asset, in either direction, that ends "
    "with, or is followed within the days given by, a payment out. What woke it is the first movement after.",
    innocent=(
        "Savings are touched rarely and for good reasons, such as a house or a funeral.",
        "The sources may simply not cover the time between.",
    ),
    parameters=(
        Parameter("asleep", "Slept at least", "duration", 90 * DAY, least=1, help="such as 90 d"),
        Parameter("after", "Moved within", "duration", 7 * DAY, least=1, help="such as 7 d"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="dormant active reactivated sleeping old coins awakened",
)
def slept(held: Held, asleep: int, after: int, most: int) -> Answer:
    found = movements(held)
    if not len(found):
        return Answer(NOTHING)
    frame = found.frame
    both = pl.concat(
        [frame.with_columns(who="payer", out=True), frame.with_columns(who="payee", out=False)]
    ).filter(pl.col("who") > 0)
    both = both.with_columns(who=pl.when(pl.col("out")).then("payer").otherwise("payee")).sort(
        "who", "asset", "at", "ref", maintain_order=True
    )
    gap = pl.col("at") - pl.col("at").shift(1).over("who", "asset")
    both = both.with_columns(gap=gap)
    woke = both.filter(pl.col("gap") >= asleep * 1_000_000)
    woke = woke.sort("gap", "at", descending=[True, False]).filter(
        pl.struct("who", "asset").is_first_distinct()
    )
    rows = []
    mine = both.join(woke.select("who", "asset"), on=["who", "asset"], how="semi", maintain_order="left")
    parts = dict(mine.group_by("who", "asset", maintain_order=True))
    for who, asset, at, quiet in woke.select("who", "asset", "at", "gap").iter_rows():
        part = parts[who, asset]
        moved = part.filter(pl.col("out") & (pl.col("at") >= at) & (pl.col("at") <= at + after * 1_000_000))
        if not moved.height:
            continue
        last = part.filter(pl.col("at") == at - quiet)
        covered = any(begin <= at - quiet and at <= end for begin, end in held.covered(who))
        first = part.filter(pl.col("at") == at).row(0, named=True)
        cells = (
            who, quiet // 1_000_000, at - quiet, at, "it pays" if first["out"] else "it is paid",
            Money(int(moved["amount"].sum()), asset), moved.height, covered,
        )  # fmt: skip
        others = [e for e in moved["payee"].unique(maintain_order=True).to_list() if e]
        why = (
            "its own records are held for all of the time"
            if covered
            else "whether it moved in other sources is not known",
        )
        rows.append(Row(cells, (who, *others), (), refs_of(moved) + refs_of(last), why, (at - quiet, at)))
    rows.sort(key=lambda row: (not row.cells[7], -row.cells[1], row.cells[0]))
    shown, more = strongest(rows, most)
    if not rows:
        return Answer(f"Nothing slept {asleep / DAY:g} days and then paid.", left_out=more)
    first_row = rows[0].cells
    return Answer(
        f"{held.caption(first_row[0])} slept {many(round(first_row[1] / DAY), 'day')}"
        + ("" if first_row[7] else ", as far as the sources tell,")
        + f" and then moved; {len(rows):,} did so.",
        (
            Column("entity", "Who", "entity"), Column("asleep", "Slept", "duration"),
            Column("before", "Last before", "moment"), Column("woke", "Woke", "moment"), Column("how", "By what"),
            Column("moved", "Then paid", "money"), Column("payments", "Payments", "count"),
            Column("covered", "Own records held throughout", "yes"),
        ),
        shown,
        left_out=more,
        sure="A silence is certain only where the last column says yes.",
    )  # fmt: skip
