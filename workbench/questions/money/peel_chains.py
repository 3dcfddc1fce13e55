"""Where are small amounts peeled off a large one, again and again?"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money import mixing
from workbench.questions.money.coins import Coins, coins
from workbench.questions.money.prices import shown
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@dataclass(frozen=True)
class Link:
    """A transaction of a chain: its large output, which the next one spends, and the small ones peeled off."""

    transaction: int
    at: int | None
    large: int
    large_ref: int
    asset: str
    wallet: int
    taken: int
    next: int
    peeled: tuple[tuple[int, int, int], ...]


@question(
    "Where is money peeled off in small amounts?",
    "money",
    does="Finds peel chains: a large coin is spent, a small part goes to somebody and the large rest to a new wallet, "
    "which does the same again, many times over. It lists who was paid on the way, with how much.",
    method="A transaction with few inputs and exactly two outputs, of which one holds at least the share given of "
    "both, is a step; a chain goes on where the large output is spent by a transaction that is a step too and has no "
    "larger input. Steps in which the large rest returns to the wallet it came from count only where asked for. "
    "Transactions that look like a CoinJoin are no steps.",
    innocent=(
        "Every wallet that pays small sums from one large coin makes such a chain: a salary spent over a month.",
        "Services pay customers out this way.",
    ),
    parameters=(
        Parameter("steps", "At least so many steps", "whole", 4, least=2, most=100_000),
        Parameter("share", "The rest is at least", "share", 0.8),
        Parameter("inputs", "At most so many inputs", "whole", 1, least=1, most=1000),
        Parameter("same", "Also where the rest returns to the same wallet", "yes", False),
        Parameter("most", "How many to show", "whole", 50, least=1, most=1_000_000),
    ),
    words="peel chain peeling layering change",
)
def peel_chains(held: Held, steps: int, share: float, inputs: int, same: bool, most: int) -> Answer:
    known = coins(held)
    if not known.outputs.height:
        return Answer("The case holds no outputs of transactions: bring in transactions of a chain.")
    links = _links(known, share, inputs, same)
    follows = {link.next for link in links.values() if link.next in links}
    chains = []
    for begin in sorted(set(links) - follows):
        chain, at = [], begin
        while at in links:
            chain.append(links[at])
            at = links[at].next
        if len(chain) >= steps:
            chains.append(chain)
    rows = [_row(chain) for chain in chains]
    rows.sort(key=lambda row: (-row.cells[2], row.cells[0]))
    found, more = strongest(rows, most)
    if not rows:
        return Answer(
            f"No chain of {steps} steps or more peels small amounts off a large one.", left_out=more
        )
    first = rows[0].cells
    return Answer(
        f"{many(len(rows), 'peel chain')}; the longest has {first[2]:,} steps and peels "
        f"{shown(first[4].units, first[4].asset)} off {shown(first[3].units, first[3].asset)}.",
        (
            Column("begin", "Begins at", "entity"), Column("end", "Rest lies at", "entity"),
            Column("steps", "Steps", "count"), Column("large", "At the beginning", "money"),
            Column("peeled", "Peeled off", "money"), Column("rest", "Rest", "money"),
            Column("first", "First", "moment"), Column("last", "Last", "moment"),
            Column("paid", "Paid on the way", "entities"),
        ),
        found,
        left_out=more,
        sure="The form is exact; that the large output is the payer's own change is likely, not certain.",
    )  # fmt: skip


def _links(known: Coins, share: float, inputs: int, same: bool) -> dict[int, Link]:
    mixed = [one.transaction for one in mixing.mixers(known)]
    out = known.outputs.filter(
        pl.col("amount").is_not_null()
        & (pl.len().over("transaction") == 2)
        & ~pl.col("transaction").is_in(mixed)
    ).sort("transaction", "amount", "ref", descending=[False, True, False])
    put = known.inputs.group_by("transaction").agg(
        n=pl.len(), payers=pl.col("wallet"), refs=pl.col("ref"), most=pl.col("amount").max()
    )
    sizes = {t: (n, set(payers), most) for t, n, payers, _, most in put.iter_rows()}
    links: dict[int, Link] = {}
    for key, pair in out.group_by("transaction", maintain_order=True):
        large, small = pair.row(0, named=True), pair.row(1, named=True)
        n, payers, _ = sizes.get(key[0], (0, set(), 0))
        whole = int(large["amount"]) + int(small["amount"])
        enough = int(large["amount"]) >= share * whole and large["asset"] == small["asset"]
        if not 1 <= n <= inputs or not enough or (large["wallet"] in payers and not same):
            continue
        spender = sizes.get(large["spender"])
        onward = (
            large["spender"] if spender and spender[2] is not None and spender[2] <= large["amount"] else 0
        )
        links[int(key[0])] = Link(
            int(key[0]), large["at"], int(large["amount"]), large["ref"], large["asset"], large["wallet"],
            large["taken"], onward, ((small["wallet"], int(small["amount"]), small["ref"]),),
        )  # fmt: skip
    return links


def _row(chain: list[Link]) -> Row:
    first, last = chain[0], chain[-1]
    peeled = sum(amount for link in chain for _, amount, _ in link.peeled)
    begun = first.large + sum(amount for _, amount, _ in first.peeled)
    moments = [link.at for link in chain if link.at is not None]
    span = (min(moments), max(moments)) if moments else None
    paid = tuple(dict.fromkeys(wallet for link in chain for wallet, _, _ in link.peeled if wallet))
    refs = [
        r for link in chain for r in (link.large_ref, link.taken, *(ref for _, _, ref in link.peeled)) if r
    ]
    entities = [e for link in chain for e in (link.transaction, link.wallet) if e]
    cells = (
        first.transaction, last.wallet or None, len(chain), Money(begun, first.asset), Money(peeled, first.asset),
        Money(last.large, first.asset), *(span or (None, None)), paid,
    )  # fmt: skip
    return Row(cells, tuple(dict.fromkeys([*entities, *paid])), (), tuple(dict.fromkeys(refs)), (), span)
