"""What is to be fetched? The edge of the case, as lists for a connected machine or a letter to a bank."""

from __future__ import annotations

from typing import Any

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.fetching import ADDRESSES, TRANSACTIONS, at_the_edge
from workbench.questions.money.moved import LIMITS, TAKES, Moved, Told
from workbench.questions.money.prices import shown
from workbench.questions.money.sources_of import banks
from workbench.questions.money.tracing import ACCOUNT, BACKWARD, FORWARD, Trace
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

STATEMENTS = "statements to ask for"


@question(
    "What is to be fetched?",
    "money",
    does="Lists what would carry a trace further: addresses whose coins nobody in the case spends yet, transactions "
    "the case only knows from those that spend them, and accounts whose own statements it does not hold. The lists can "
    "be written to files for a connected machine or a letter; what comes back is imported, and the trace goes on.",
    method="The money is followed forward and backward by the rule that is named, to where the records end. Ranked by "
    "how much of it waits there. Without a name of whose money, every such address and transaction of the case is "
    "listed, by amount.",
    innocent=("A coin may be unspent because it is kept, not because a record is missing.",),
    parameters=(
        Parameter(
            "origin",
            "Whose money",
            "entities",
            takes=TAKES,
            help="empty for everything at the edge of the case",
        ),
        *LIMITS,
        Parameter("most", "How many to show", "whole", 500, least=1, most=1_000_000),
    ),
    steady="What is missing is read off the records; taking some away would only make more missing.",
    words="fetch missing edge frontier request esplora node next hop import",
)
def what_to_fetch(held: Held, origin: tuple[int, ...], rule: str, most: int, **limits: Any) -> Answer:
    known = Moved(held)
    if not len(known.coins) and not known.legs.frame.height:
        return Answer(
            "The case holds no payments and no transactions: bring in statements or transactions of a chain."
        )
    rows: list[Row] = []
    if origin:
        for backward in (False, True):
            for asset, by_rule in known.traces(Told(origin, **limits), backward, (rule,)).items():
                rows += _edge(known, by_rule[rule], asset, backward) + _accounts(
                    held, by_rule[rule], asset, backward
                )
    else:
        rows = _everything(known)
    rows.sort(
        key=lambda row: (
            known.assets.index(row.cells[3].asset), -row.cells[3].units, row.cells[0], row.cells[1], row.cells[2]
        )
    )  # fmt: skip
    found, more = strongest(rows, most)
    lists: dict[str, list[str]] = {}
    for row in rows:
        lists.setdefault(row.cells[1], []).append(held.value(row.cells[0]))
    lists = {name: list(dict.fromkeys(lines)) for name, lines in lists.items()}
    counts = " and ".join(f"{len(lines):,} {name}" for name, lines in lists.items())
    first = (
        f", first {held.caption(rows[0].cells[0])} with {shown(rows[0].cells[3].units, rows[0].cells[3].asset)}"
        if rows
        else ""
    )
    return Answer(
        f"There are {counts}{first}." if rows else "Nothing is missing at the edge of this trace.",
        (
            Column("what", "What", "entity"), Column("kind", "List"), Column("way", "Why"),
            Column("amount", "Waiting there", "money"), Column("last", "Last seen", "moment"),
        ),
        found,
        left_out=more,
        sure="Certain that the case holds nothing further of these; whether there is anything, the answer will say.",
        lists=lists,
    )  # fmt: skip


def _edge(known: Moved, traced: Trace, asset: str, backward: bool) -> list[Row]:
    flow = traced.flows
    rows = []
    way = "where the coins came from" if backward else "where the coins went on to"
    for kind, found in zip((ADDRESSES, TRANSACTIONS), at_the_edge(known.coins, [traced]), strict=True):
        for entity, amount in found.items():
            mine = (flow.wallet == entity) if kind == ADDRESSES else (_end_of(known, flow, entity))
            items = [i for i in mine.nonzero()[0].tolist() if traced.found.traced[i] > 0]
            last = max((int(flow.left[i]) for i in items), default=None)
            refs = traced.refs(sorted(items, key=lambda i: (-int(traced.found.traced[i]), i)))
            rows.append(Row((entity, kind, way, Money(amount, asset), last), (entity,), (), refs))
    return rows


def _end_of(known: Moved, flow: Any, transaction: int) -> Any:
    """The items whose making or spending is that transaction."""
    refs = set(known.coins.inputs.filter(pl.col("spent") == transaction)["ref"].to_list())
    spent = pl.Series(flow.taken).is_in(list(refs)).to_numpy()
    place = flow.target
    here = (place >= 0) & (flow.places[place] == transaction) if len(flow.places) else place >= 0
    return spent | here


def _accounts(held: Held, traced: Trace, asset: str, backward: bool) -> list[Row]:
    """Accounts where money stays, or came from before the records, and whose own records are not held."""
    why = (BACKWARD if backward else FORWARD)[ACCOUNT]
    known = banks(held)
    rows = []
    for end in traced.ends:
        if end.why != why or not end.entity or end.entity in held.own:
            continue
        last = max((int(traced.flows.left[i]) for i in traced.arrived(end)), default=None)
        cells = (
            end.entity,
            STATEMENTS,
            f"{why}; {known.get(end.entity, 'no bank named')}",
            Money(end.amount, asset),
            last,
        )
        rows.append(Row(cells, (end.entity,), (), traced.refs(traced.behind(end))))
    return rows


def _everything(known: Moved) -> list[Row]:
    """Every unspent output's wallet and every transaction only seen by what spends it, by asset."""
    rows = []
    unspent = known.coins.outputs.filter(
        (pl.col("spender") == 0) & (pl.col("wallet") > 0) & pl.col("amount").is_not_null()
    )
    before = known.coins.inputs.filter(
        (pl.col("made") == 0) & (pl.col("spent") > 0) & pl.col("amount").is_not_null()
    )
    for frame, column, kind, way in (
        (unspent, "wallet", ADDRESSES, "holds coins that nobody in the case spends"),
        (before, "spent", TRANSACTIONS, "made coins that the case only sees spent"),
    ):
        grouped = frame.group_by(column, "asset").agg(
            pl.col("amount").sum(),
            last=pl.col("at").max(),
            refs=pl.col("ref").sort_by("amount", descending=True),
        )
        for entity, asset, amount, last, refs in grouped.iter_rows():
            rows.append(Row((entity, kind, way, Money(int(amount), asset), last), (entity,), (), tuple(refs)))
    return rows
