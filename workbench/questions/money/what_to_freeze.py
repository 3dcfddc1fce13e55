"""What could be frozen, where and how much?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.moved import INNOCENT, LIMITS, METHOD, TAKES, Moved, Told
from workbench.questions.money.prices import PRICES, Prices, read, shown
from workbench.questions.money.sources_of import banks
from workbench.questions.money.tracing import ACCOUNT, FORWARD, RULES, SERVICE, STAYS, WHY, End, Trace
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

KEY = "in a wallet: whoever holds its key"


@question(
    "What could be frozen, and where?",
    "money",
    does="Lists where followed money still lies: balances of accounts with their bank or exchange, wallets at listed "
    "services, and unspent coins whose key must be found; how much by the rule named, the least and the most by all "
    "rules, and the records that trace it there.",
    method="The money is followed forward. What stays in an account at the end of its records, what was paid to a "
    "wallet that a list attributes, and coins nobody in the case spends are listed. An account is never listed with "
    "more than "
    "the balance its records leave. " + METHOD,
    innocent=("The records end on a day; what lay there then may be gone.", *INNOCENT),
    parameters=(
        Parameter("origin", "Whose money", "entities", required=True, takes=TAKES),
        *LIMITS,
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
        PRICES,
    ),
    words="freeze seize confiscate restraint asset recovery balance",
)
def what_to_freeze(
    held: Held, origin: tuple[int, ...], rule: str, most: int, prices: Path | None, **limits: Any
) -> Answer:
    known, table = Moved(held), read(prices)
    where = banks(held)
    rows = []
    for asset, by_rule in known.traces(Told(origin, **limits), False).items():
        others = {word: _lying(traced) for word, traced in by_rule.items()}
        for (entity, why), end in others[rule].items():
            amounts = [of[entity, why].amount if (entity, why) in of else 0 for of in others.values()]
            rows.append(_row(held, known, where, by_rule[rule], end, amounts, asset, table))
    found, more = strongest(rows, most)
    if not rows:
        return Answer("Nothing of that money still lies where the records end.", left_out=more)
    best = rows[0].cells
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.cells[2].asset] = totals.get(row.cells[2].asset, 0) + row.cells[2].units
    return Answer(
        f"By {RULES[rule][1].lower()}, {', '.join(shown(units, asset) for asset, units in totals.items())} still lie "
        f"in {many(len(rows), 'place')}, most with {held.caption(best[0])}: {shown(best[2].units, best[2].asset)}.",
        (
            Column("entity", "What", "entity"), Column("where", "Where"), Column("amount", "How much", "money"),
            Column("least", "At least, by all rules", "money"), Column("greatest", "At most, by all rules", "money"),
            Column("balance", "Balance by the records", "money"), Column("last", "Last came", "moment"),
            Column("hops", "Hops", "count"), *([Column("worth", "Worth then", "money")] if table else []),
        ),
        found,
        left_out=(*more, *([table.said()] if table else [])),
        sure="A list of where to ask and act, not of what is there today: ask for the balance before relying on it.",
    )  # fmt: skip


def _lying(traced: Trace) -> dict[tuple[int, str], End]:
    """The ends where money still lies with somebody."""
    still = (FORWARD[STAYS], FORWARD[ACCOUNT], WHY[SERVICE])
    return {(end.entity, end.why): end for end in traced.ends if end.entity and end.why in still}


def _row(
    held: Held, known: Moved, where: dict[int, str], traced: Trace, end: End, amounts: list[int], asset: str,
    table: Prices | None,
) -> Row:  # fmt: skip
    flow, way = traced.flows, traced.way(end)
    tags = known.tags.get(end.entity, [])
    named = next((held.caption(tag.label) for tag in tags if tag.label), "")
    place = named or where.get(end.entity, "") or (KEY if end.why == FORWARD[STAYS] else "a common service")
    balance = Money(int(flow.closing[end.place]), asset) if end.place >= 0 else None
    items = traced.arrived(end)
    last = max((int(flow.came[i] if end.place >= 0 else flow.left[i]) for i in items), default=None)
    hops = min((int(traced.found.hop[i]) for i in items), default=0)
    worth = [table.total([(end.amount, asset, last)]) if last is not None else None] if table else []
    cells = (
        end.entity, place, Money(end.amount, asset), Money(min(amounts), asset), Money(max(amounts), asset), balance,
        last, hops, *worth,
    )  # fmt: skip
    why = (f"{shown(end.amount, asset)} of {shown(traced.followed, asset)} followed", end.why)
    entities = tuple(dict.fromkeys((end.entity, *traced.entities(way))))
    refs = traced.refs(traced.behind(end)) + tuple(tag.ref for tag in tags if tag.ref)
    return Row(cells, entities, (), refs, why, (last, last) if last is not None else None)
