"""Following money from or to somebody by one rule: what is reached, where it rests, and by which way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from workbench.kernels import taint
from workbench.kernels.taint import Items, Limits, Steps
from workbench.kernels.taint_order import FIRST_IN, LAST_IN
from workbench.kernels.taint_rules import follow
from workbench.questions.money.flows import Flows, Ints
from workbench.questions.money.items import CHANGED_AWAY, COIN, FEE_PAID

HAIRCUT, POISON, LOWEST = taint.HAIRCUT, taint.POISON, taint.LOWEST
RULES = {
    "haircut": (HAIRCUT, "Haircut"),
    "poison": (POISON, "Poison"),
    "fifo": (FIRST_IN, "First in, first out"),
    "lifo": (LAST_IN, "Last in, first out"),
    "lowest": (LOWEST, "Lowest intermediate balance"),
}
SERVICE, MASKED, MIXED = taint.CLOSED, taint.CLOSED + 1, taint.CLOSED + 2
WHY = {
    taint.HOPS: "at the limit of hops",
    taint.LATER: "moved after the time followed",
    taint.RESTED: "lay longer than the limit",
    taint.SMALL: "below the least amount",
    SERVICE: "at a service",
    MASKED: "a number with hidden digits, which several may share",
    MIXED: "mixed with the coins of others",
}
STAYS, FEES, CHANGED, OUTSIDE, ACCOUNT, LOST = (
    "not spent",
    "fee",
    "changed",
    "outside",
    "account",
    "transaction",
)
FORWARD = {
    STAYS: "not spent, as far as the case holds",
    FEES: "paid in fees",
    CHANGED: "changed into another asset",
    OUTSIDE: "left to somebody the records do not name",
    ACCOUNT: "still in the account when the records end",
    LOST: "fees of transactions, or outputs the case does not hold",
}
BACKWARD = {
    STAYS: "from coins whose making the case does not hold",
    FEES: "fee",
    CHANGED: "changed from another asset",
    OUTSIDE: "from somebody the records do not name",
    ACCOUNT: "held before the records begin",
    LOST: "newly mined, or inputs the case does not tell",
}
FAR = taint.ENDLESS


@dataclass(frozen=True)
class End:
    """Where followed money rests: with whom, why it is not followed on, how much, and the items it arrived in (or none
    where it is what is left of a place)."""

    entity: int
    why: str
    amount: int
    items: tuple[int, ...]
    place: int = -1


@dataclass(frozen=True)
class Trace:
    """Money followed by one rule through the flows of an asset; `found` says of each item what the kernels found."""

    flows: Flows
    rule: int
    backward: bool
    seed: Any
    found: Any
    kept: Any

    @cached_property
    def followed(self) -> int:
        """How much was followed, each coin and payment that it began with once."""
        return int(sum(self.flows.amount[self.seed > 0].tolist()))

    @cached_property
    def came_back(self) -> int:
        """How much of it came back to where it began, and is counted anew from there."""
        return int(self.found.back[0])

    @cached_property
    def ends(self) -> list[End]:
        """Where the money rests, most first."""
        flows, found = self.flows, self.found
        onward = flows.source if self.backward else flows.target
        words = BACKWARD if self.backward else FORWARD
        groups: dict[tuple[int, str], list[int]] = {}
        for i in np.flatnonzero(found.traced > 0).tolist():
            if found.why[i] == taint.FOLLOWED and onward[i] >= 0:
                continue
            groups.setdefault((self.entity(i), self._why(i, words)), []).append(i)
        ends = [
            End(entity, why, sum(int(found.traced[i]) for i in items), tuple(sorted(items, key=self._most)))
            for (entity, why), items in groups.items()
        ]
        for place in np.flatnonzero(self.kept > 0).tolist():
            why = words[LOST if flows.chain[place] else ACCOUNT]
            entity = 0 if flows.chain[place] else int(flows.places[place])
            ends.append(End(entity, why, int(self.kept[place]), (), place))
        return sorted(_merged(ends), key=lambda end: (-end.amount, end.entity, end.why))

    def entity(self, i: int) -> int:
        """Who has an item's money where it is not followed on: its holder, or going back who gave it."""
        flows = self.flows
        if not self.backward:
            return int(flows.holder[i])
        if flows.form[i] == COIN and not flows.giver[i]:
            return int(flows.wallet[i])
        return int(flows.giver[i])

    def _most(self, i: int) -> tuple[int, int]:
        return -int(self.found.traced[i]), i

    def _why(self, i: int, words: dict[str, str]) -> str:
        if self.found.why[i]:
            return WHY[int(self.found.why[i])]
        form = int(self.flows.form[i])
        if form == FEE_PAID:
            return words[FEES]
        if form == CHANGED_AWAY:
            return words[CHANGED]
        return words[STAYS if form == COIN else OUTSIDE]

    def arrived(self, end: End) -> list[int]:
        """The items in which money of an end came to it."""
        return list(end.items) or self._into(end.place)

    def way(self, end: End) -> list[int]:
        """The items of the way that brought most to an end, from where the money was followed."""
        found = self.found
        item = end.items[0] if end.items else self._most_into(end.place)
        path: list[int] = []
        while item >= 0 and item not in path:
            path.append(item)
            item = int(found.behind[item]) - 1
        return path[::-1]

    def behind(self, end: End) -> list[int]:
        """Every item through which money of an end came, the strongest way first, then by amount."""
        first = self.way(end)
        waiting = self.arrived(end)
        seen = set(waiting) | set(first)
        while waiting:
            item = waiting.pop()
            place = int(self._from[item])
            if place < 0 or self.seed[item]:
                continue
            for other in self._into(place):
                if other not in seen and self._before(other, item):
                    seen.add(other)
                    waiting.append(other)
        return first[::-1] + sorted(seen - set(first), key=self._most)

    @property
    def _from(self) -> Ints:
        return self.flows.target if self.backward else self.flows.source

    def _before(self, one: int, item: int) -> bool:
        if self.backward:
            return bool(self.flows.left[one] >= self.flows.came[item])
        return bool(self.flows.came[one] <= self.flows.left[item])

    @cached_property
    def _arriving(self) -> tuple[Ints, Ints]:
        """The followed items in order of the places they come to, and those places."""
        to = self.flows.source if self.backward else self.flows.target
        going = np.flatnonzero((self.found.traced > 0) & (self.found.why == taint.FOLLOWED) & (to >= 0))
        order = np.argsort(to[going], kind="stable")
        return going[order], to[going[order]]

    def _into(self, place: int) -> list[int]:
        items, places = self._arriving
        begin, end = np.searchsorted(places, [place, place + 1])
        found: list[int] = items[begin:end].tolist()
        return found

    def _most_into(self, place: int) -> int:
        return min(self._into(place), key=self._most, default=-1)

    def refs(self, items: Collection[int]) -> tuple[int, ...]:
        """The records behind some items, in their order."""
        flows = self.flows
        found = [int(of[i]) for i in items for of in (flows.made, flows.taken, flows.also)]
        return tuple(dict.fromkeys(ref for ref in found if ref))

    def entities(self, items: Collection[int]) -> tuple[int, ...]:
        """Whom and which transactions a chart of some items shows, in the order of the way."""
        flows = self.flows
        found: list[int] = []
        for i in items:
            source, target = int(flows.source[i]), int(flows.target[i])
            found += [int(flows.places[source])] if source >= 0 else []
            found += [int(flows.giver[i]), int(flows.wallet[i]), int(flows.holder[i])]
            found += [int(flows.places[target])] if target >= 0 else []
        return tuple(dict.fromkeys(e for e in found if e))


def _merged(ends: list[End]) -> list[End]:
    """Money that rests in several transactions, with nobody, is one end."""
    whole: dict[tuple[int, str], End] = {}
    for end in ends:
        key = end.entity, end.why
        known = whole.get(key)
        if known is None:
            whole[key] = end
        else:
            most = known if known.amount >= end.amount else end
            whole[key] = End(
                end.entity, end.why, known.amount + end.amount, known.items + end.items, most.place
            )
    return list(whole.values())


def seeds(flows: Flows, origin: Collection[int], backward: bool, since: int | None, until: int | None) -> Any:
    """Which items are the money of some wallets, accounts or transactions: what they held, paid, or (backward) got."""
    wanted = np.array(sorted(origin), np.int64)
    coin = flows.form == COIN
    place = flows.target if backward else flows.source
    accounts = np.isin(flows.holder if backward else flows.giver, wanted)
    entity = np.r_[flows.places, 0][place]
    through = (place >= 0) & np.r_[flows.chain, False][place] & np.isin(entity, wanted)
    seed = np.where(accounts | through, 2, 0)
    seed = np.where(coin & np.isin(flows.wallet, wanted), 1, seed)
    begin, end = -FAR if since is None else since, FAR if until is None else until
    return np.where((flows.left >= begin) & (flows.left < end), seed, 0).astype(np.int32)


def closed(
    flows: Flows, services: Collection[int], masked: Collection[int], mixed: Collection[int], backward: bool
) -> Any:
    """Why each item is not followed on, 0 where it is: services, numbers with hidden digits, mixing transactions."""
    unheld = (flows.form == COIN) & (flows.giver == 0)
    who = np.where(unheld, flows.wallet, flows.giver) if backward else flows.holder
    found = np.zeros(len(flows), np.uint8)
    found[np.isin(who, np.array(sorted(masked), np.int64))] = MASKED
    found[np.isin(who, np.array(sorted(services), np.int64))] = SERVICE
    place = flows.source if backward else flows.target
    through = np.isin(np.r_[flows.places, 0][place], np.array(sorted(mixed), np.int64)) & (place >= 0)
    found[through] = MIXED
    return found


def trace(flows: Flows, rule: int, seed: Any, closed: Any, limits: Limits, backward: bool) -> Trace:
    """Follows the money of the seeds by a rule; `limits.latest` is a moment, backward the earliest one."""
    steps = flows.kept_last if rule == LOWEST else flows.steps
    opening, left = flows.opening, flows.left
    if backward:
        turned = [part[::-1].copy() for part in steps]
        steps = Steps(turned[0], turned[1], ~turned[2], turned[3])
        opening, left = flows.closing, -flows.left
        limits = limits._replace(latest=-limits.latest if abs(limits.latest) < FAR else FAR)
    items = Items(flows.amount, left, seed, closed)
    found, kept = follow(rule, steps, items, limits, opening, any_size=flows.any_size)
    return Trace(flows, rule, backward, seed, found, kept)
