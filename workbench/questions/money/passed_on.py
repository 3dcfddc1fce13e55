"""Who passes money on within hours?"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.movements import METHOD, NOTHING, PUT_IN, movements
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@dataclass
class Passage:
    """What passed through somebody: amounts, waits weighted by amount, whom it came from and went to, and the records:
    1 for what came, 0 for what left."""

    came: int = 0
    passed: int = 0
    waited: int = 0
    refs: dict[int, int] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0


@question(
    "Who passes money on within hours?",
    "money",
    does="Finds accounts, cards, wallets, phones and brokers through which money only passes: what comes in leaves "
    "again within hours (layering). It says how much of what came in was passed on in that time, to whom, and how "
    "long it lay.",
    method=METHOD
    + "For each entity and asset, every payment out is set against what came in before it, first in first "
    "out, as far as this came within the time given. The share passed on is the amount so matched of all that came in. "
    "The wait is the mean, by amount.",
    innocent=(
        "A household account empties with rent and bills when the salary comes.",
        "Change of a wallet that is not used again looks passed on.",
        "Exchanges, brokers and payment services pass money on for a living.",
    ),
    parameters=(
        Parameter("within", "Within", "duration", 86_400, least=1, help="such as 24 h"),
        Parameter("share", "At least this share passed on", "share", 0.8),
        Parameter("times", "At least so many payments in", "whole", 2, least=1, most=1_000_000),
        Parameter("common", "Also common services", "yes", False),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="layering pass-through transit mule velocity rapid movement money laundering",
)
def passed_on(held: Held, within: int, share: float, times: int, common: bool, most: int) -> Answer:
    found = movements(held, common=common)
    if not len(found):
        return Answer(NOTHING)
    both = found.frame.filter((pl.col("payer") > 0) & (pl.col("payee") > 0))
    passing = set(both["payer"].to_list()) & set(both["payee"].to_list())
    through = both.filter(pl.col("payer").is_in(list(passing)) | pl.col("payee").is_in(list(passing)))
    held.tell(0, 2, "setting what leaves against what came")
    deposits = set(both.filter(pl.col("form") == PUT_IN)["payer"].to_list())
    rows: list[Row] = []
    for (entity, asset), one in sorted(_passages(through, within * 1_000_000).items()):
        if entity in deposits:
            continue
        if one.passed and one.passed >= share * one.came and sum(one.refs.values()) >= times:
            rows.append(_row(entity, asset, one))
    rows.sort(key=lambda row: (-round(row.cells[3], 2), -len(row.refs), row.cells[0], row.cells[1].asset))
    shown, more = strongest(rows, most)
    if not rows:
        return Answer("Nobody passes on as much as that within that time.", left_out=more)
    first = rows[0]
    return Answer(
        f"{held.caption(first.cells[0])} passed on {first.cells[3]:.0%} of what came in, on average after "
        f"{first.cells[4] / 3600:.1f} hours; {many(len(rows), 'does', 'do')} so.",
        (
            Column("entity", "Who", "entity"), Column("came", "Came in", "money"),
            Column("passed", "Passed on in time", "money"), Column("share", "Share", "share"),
            Column("wait", "Lay on average", "duration"), Column("payers", "Payers", "count"),
            Column("payees", "Payees", "count"), Column("first", "First", "moment"), Column("last", "Last", "moment"),
        ),
        shown,
        left_out=(*more, *([f"{len(deposits):,} deposit addresses, which pass on by nature."] if deposits else [])),
        sure="Exact for what the case holds; payments no source tells would make the share smaller or larger.",
    )  # fmt: skip


def _passages(frame: pl.DataFrame, within: int) -> dict[tuple[int, str], Passage]:
    """By entity and asset, what came and what of it left in time, first in first out."""
    waiting: dict[tuple[int, str], deque[list[int]]] = {}
    found: dict[tuple[int, str], Passage] = {}
    columns = ("payer", "payee", "at", "amount", "asset", "ref")
    for payer, payee, at, exact, asset, ref in frame.select(columns).iter_rows():
        amount = int(exact)
        queue, one = waiting.get((payer, asset)), found.get((payer, asset))
        rest = amount
        while queue and one and rest:
            since, left, source, came_by = queue[0]
            if at - since > within:
                queue.popleft()
                continue
            part = min(rest, left)
            rest -= part
            queue[0][1] -= part
            if not queue[0][1]:
                queue.popleft()
            one.passed += part
            one.waited += part * (at - since)
            one.refs[came_by] = 1
            one.refs.setdefault(ref, 0)
            one.before[source] = one.before.get(source, 0) + part
            one.after[payee] = one.after.get(payee, 0) + part
            one.first, one.last = min(one.first or since, since), max(one.last, at)
        waiting.setdefault((payee, asset), deque()).append([at, amount, payer, ref])
        found.setdefault((payee, asset), Passage()).came += amount
    return found


def _row(entity: int, asset: str, one: Passage) -> Row:
    others = sorted(
        {**one.before, **one.after}, key=lambda e: (-one.before.get(e, 0) - one.after.get(e, 0), e)
    )
    cells = (
        entity, Money(one.came, asset), Money(one.passed, asset), one.passed / one.came,
        one.waited // one.passed // 1_000_000, len(one.before), len(one.after), one.first, one.last,
    )  # fmt: skip
    return Row(cells, (entity, *others), (), tuple(one.refs), (), (one.first, one.last))
