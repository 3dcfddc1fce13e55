"""What lies at the edge of the case: addresses and transactions whose records would carry a trace further."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from workbench.kernels.taint import FOLLOWED
from workbench.questions.held import Held
from workbench.questions.money.coins import Coins
from workbench.questions.money.items import COIN
from workbench.questions.money.tracing import Trace

ADDRESSES, TRANSACTIONS = "addresses to fetch", "transactions to fetch"


def at_the_edge(coins: Coins, traces: Iterable[Trace]) -> tuple[dict[int, int], dict[int, int]]:
    """Wallets and transactions to fetch, each with how much followed money waits there (in the asset's units).

    Forward: wallets whose coins nobody in the case spends, and transactions whose outputs the case does not hold.
    Backward: transactions that made coins the case only sees spent.
    """
    wallets: dict[int, int] = {}
    transactions: dict[int, int] = {}
    spent = dict(zip(coins.inputs["ref"].to_list(), coins.inputs["spent"].to_list(), strict=True))
    made = set(coins.outputs["transaction"].to_list())
    for traced in traces:
        flow = traced.flows
        onward = flow.source if traced.backward else flow.target
        open_ends = (
            (traced.found.traced > 0) & (traced.found.why == FOLLOWED) & (onward < 0) & (flow.form == COIN)
        )
        for i in np.flatnonzero(open_ends).tolist():
            amount = int(traced.found.traced[i])
            if not traced.backward:
                wallets[int(flow.holder[i])] = wallets.get(int(flow.holder[i]), 0) + amount
                continue
            before = int(spent.get(int(flow.taken[i]), 0) or 0)
            if before:
                transactions[before] = transactions.get(before, 0) + amount
            else:
                wallets[int(flow.wallet[i])] = wallets.get(int(flow.wallet[i]), 0) + amount
        if traced.backward:
            continue
        for place in np.flatnonzero((traced.kept > 0) & flow.chain).tolist():
            if int(flow.places[place]) not in made:
                entity = int(flow.places[place])
                transactions[entity] = transactions.get(entity, 0) + int(traced.kept[place])
    wallets.pop(0, None)
    return wallets, transactions


def edges(held: Held, coins: Coins, traces: Iterable[Trace]) -> dict[str, list[str]]:
    """The same as lists to carry to a connected machine: identifiers, most money first, none where there is nothing."""
    lists = {}
    for name, found in zip((ADDRESSES, TRANSACTIONS), at_the_edge(coins, traces), strict=True):
        ranked = sorted(found, key=lambda entity: (-found[entity], entity))
        if ranked:
            lists[name] = [held.value(entity) for entity in ranked]
    return lists
