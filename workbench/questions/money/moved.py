"""The money that moves in a case, read once, and what tracing it is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from workbench.kernels.taint import Limits
from workbench.questions.held import Held
from workbench.questions.money import mixing
from workbench.questions.money.coins import Coins, coins
from workbench.questions.money.flows import assets, flows
from workbench.questions.money.listed import Tag, listed
from workbench.questions.money.payments import Legs, legs
from workbench.questions.money.tracing import FAR, RULES, Trace, closed, seeds, trace
from workbench.questions.parameter import Parameter

TAKES = (
    "wallet",
    "account",
    "card",
    "phone",
    "person",
    "organisation",
    "transaction",
    "masked_number",
    "handle",
)
RULE = Parameter(
    "rule", "Rule", "choice", "haircut", choices=tuple((word, name) for word, (_, name) in RULES.items()),
    help="the rule your agency uses; the others stand beside it for comparison",
)  # fmt: skip
LIMITS = (
    RULE,
    Parameter("since", "Only money from", "moment"),
    Parameter("until", "Only money until", "moment"),
    Parameter("hops", "At most so many hops", "whole", 10, least=1, most=10_000),
    Parameter(
        "within", "Followed for at most", "duration", help="counted from 'Only money until' or the last of it"
    ),
    Parameter("rest", "Stop where it rests longer than", "duration", help="such as 30 d; empty for no limit"),
    Parameter("least", "Stop below this share", "share", 0.0, "of all that is followed, such as 0.1 %"),
    Parameter("services", "Stop at services", "yes", True, "common services and whatever a list attributes"),
    Parameter(
        "mixed", "Follow through mixing", "yes", False, "through transactions that look like a CoinJoin"
    ),
)
METHOD = (
    "Coins are followed from output to input to output as the chain states them, payments from account to "
    "account; what an exchange books for a customer goes to his account. Poison: everything touched. Haircut: "
    "each payment takes its share of the balance, rounded down to the smallest unit, the rest of the rounding "
    "stays in the balance. First in, first out and last in, first out: by the order of units, inputs and outputs "
    "in the order of the transaction. Lowest intermediate balance: other money goes first, so that no more can be "
    "left than the lowest balance in between; of a transaction, what it pays back to its payers counts as the "
    "balance. An account is taken to have held at the beginning the least with which its payments are possible. "
    "Payments of one moment are taken in the order of the source. Amounts are whole numbers of the smallest unit "
    "and never added across assets."
)
INNOCENT = (
    "Money passes through shops, exchanges and employers who know nothing of where it came from.",
    "Poison marks whatever was touched by any of the money and says nothing about amounts.",
    "An output back to the payer (change) looks like a payment to a new wallet.",
)


@dataclass(frozen=True)
class Told:
    """What tracing is told: the entities it starts from and its limits, as the question's parameters have them."""

    origin: tuple[int, ...]
    since: int | None = None
    until: int | None = None
    hops: int = 10
    within: int | None = None
    rest: int | None = None
    least: float = 0.0
    services: bool = True
    mixed: bool = False


class Moved:
    """The coins, payments and attributions of a case, read once for several traces."""

    def __init__(self, held: Held) -> None:
        self.held = held
        self.coins: Coins = coins(held)
        self.legs: Legs = legs(held)
        self.tags: dict[int, list[Tag]] = listed(held)
        self.mixed = [one.transaction for one in mixing.mixers(self.coins)]
        self.common = frozenset(held.whole.ids[held.whole.common].tolist())
        self.masked = frozenset(held.of_kind("masked_number"))
        self.assets = assets(self.coins, self.legs)

    @property
    def services(self) -> frozenset[int]:
        """Common services and whoever a list or an analyst attributes."""
        return self.common | frozenset(self.tags)

    def traces(
        self, told: Told, backward: bool, rules: Collection[str] = tuple(RULES)
    ) -> dict[str, dict[str, Trace]]:
        """By asset and rule, what becomes of the money of the origin; assets it never had are not there."""
        found: dict[str, dict[str, Trace]] = {}
        heads = self.held.whole.grouped
        origin = frozenset(heads.get(entity, entity) for entity in told.origin)
        stops = self.services - origin if told.services else frozenset()
        for number, asset in enumerate(self.assets):
            self.held.tell(number, len(self.assets), f"following {asset}")
            flow = flows(self.coins, self.legs, asset)
            seed = seeds(flow, origin, backward, told.since, told.until)
            if not seed.any():
                continue
            shut = closed(flow, stops, self.masked - origin, [] if told.mixed else self.mixed, backward)
            limits = _limits(told, backward, flow.left[seed > 0], sum(flow.amount[seed > 0].tolist()))
            found[asset] = {}
            for rule in rules:
                self.held.tell(number, len(self.assets), f"following {asset} by {RULES[rule][1]}")
                found[asset][rule] = trace(flow, RULES[rule][0], seed, shut, limits, backward)
        return found


def _limits(told: Told, backward: bool, begun: np.ndarray, followed: int) -> Limits:
    least = int(-(-followed * Fraction(str(told.least)) // 1))
    latest = FAR
    if told.within is not None:
        span = told.within * 1_000_000
        edge = told.since if backward else told.until
        if backward:
            latest = (int(begun.min()) if edge is None else edge) - span
        else:
            latest = (int(begun.max()) if edge is None else edge) + span
    return Limits(told.hops, latest, FAR if told.rest is None else told.rest * 1_000_000, least)
