"""Weighs what speaks for and against two vendors being one: marks they both publish, and ways in which they are
alike, each by how rarely vendors known to be different have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log2

import polars as pl

from workbench.questions.darknet import error_rates, likenesses
from workbench.questions.darknet.error_rates import Known, Measured
from workbench.questions.darknet.vendors import Vendors

FLOOR = {"name": 0.6, "text": 0.05, "prices": 0.05}  # likeness below which no bound falls
KEY_ID, UNMEASURED = 16.0, 5.0  # bits of a key id, and of a mark where no two vendors are known to differ
OTHER_KEY = -5.0  # bits taken away where both publish keys and none in common
SORTS = ("key", "key id", "contact", "wallet", "image")


@dataclass
class Pair:
    """What was found for two vendors: marks both publish (sort -> the mark and its entity, 0 for none), figures by way,
    and its weight in bits."""

    marks: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    alike: dict[str, float] = field(default_factory=dict)
    bits: float = 0.0
    why: list[str] = field(default_factory=list)

    @property
    def certain(self) -> bool:
        """Whether a key decides."""
        return "key" in self.marks


@dataclass(frozen=True)
class Weighing:
    """All pairs that anything speaks for, with what it was measured on. `common` are marks that too many publish."""

    vendors: Vendors
    known: Known
    ways: dict[str, Measured]
    bounds: dict[str, float]
    pairs: dict[tuple[int, int], Pair]
    rates: dict[str, tuple[int, int, int, int]]
    common: dict[tuple[str, str], int]


def weigh(vendors: Vendors, errs: float, sharing: int) -> Weighing:
    """Weighs all pairs. A likeness counts that at most the share `errs` of different vendors reach; a mark that more
    than `sharing` names publish joins nobody."""
    known = error_rates.known(vendors, sharing)
    pairs: dict[tuple[int, int], Pair] = {}
    common = _marked(vendors, sharing, pairs)
    ways, bounds = {}, {}
    for way in likenesses.likenesses(vendors):
        ways[way.name] = one = error_rates.measured(way, known)
        bounds[way.name] = bound = max(one.bound(errs), FLOOR[way.name])

        def tell(done: int, total: int, says: str = way.says) -> None:
            vendors.held.tell(done, total, f"comparing {says}")

        if bound <= 1:
            for a, b, scores in way.above(bound, tell):
                for x, y, score in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True):
                    pairs.setdefault((x, y), Pair()).alike[way.name] = score
    rates = {what: known.sharing(vendors.published(what)) for what in SORTS}
    made = Weighing(vendors, known, ways, bounds, pairs, rates, common)
    for ends, pair in pairs.items():
        _weigh(made, ends, pair)
    return made


def _marked(vendors: Vendors, sharing: int, pairs: dict[tuple[int, int], Pair]) -> dict[tuple[str, str], int]:
    """Puts marks that two publish into the pairs; gives those that too many do."""
    common = {}
    once = vendors.marks.unique(["vendor", "what", "mark"], maintain_order=True)
    for (what, mark), group in once.group_by("what", "mark", maintain_order=True):
        numbers = sorted(vendors.number[v] for v in group["vendor"].to_list())
        if len(numbers) < 2:
            continue
        entity = int(group["entity"][0])
        if len(numbers) > sharing or vendors.held.is_common(entity):
            common[str(what), str(mark)] = len(numbers)
            continue
        for place, a in enumerate(numbers):
            for b in numbers[place + 1 :]:
                pairs.setdefault((a, b), Pair()).marks.setdefault(str(what), []).append((str(mark), entity))
    return common


def _weigh(weighing: Weighing, ends: tuple[int, int], pair: Pair) -> None:
    """Adds up the bits and writes the reasons, the strongest first."""
    held = weighing.vendors.held
    said: list[tuple[float, str]] = []
    for what, marks in pair.marks.items():
        shown = ", ".join(held.caption(entity) if entity else mark for mark, entity in marks)
        if what == "key":
            said.append((1000.0, f"! both publish the PGP key {shown}"))
        elif what == "key id" and not pair.certain:
            said.append((KEY_ID, f"+ both publish a key with the id of {shown}"))
        elif what != "key id":
            apart, shared, _, _ = weighing.rates[what]
            bits = -log2((shared + 1) / (apart + 1)) if apart else UNMEASURED
            known = f"{shared:,} of {apart:,} pairs of different vendors who give one share theirs"
            said.append((bits, f"{_sign(bits)} both {_GIVEN[what]} {shown} ({known})"))
    for way, score in pair.alike.items():
        one_way = weighing.ways[way]
        reached, among = one_way.reached(score), len(one_way.apart)
        bits = -log2(one_way.rate(score))
        told = f"{reached:,} of {among:,} pairs of different vendors are as alike ({reached / among:.1%})"
        said.append((bits, f"{_sign(bits)} {_ALIKE[way]}: {score:.2f} of 1; {told}"))
    keys = [weighing.vendors.marks_of(n, "key") for n in ends]
    if all(keys) and not pair.certain:
        said.append((OTHER_KEY, "- each publishes a PGP key, and none is the same"))
    said.sort(key=lambda s: (-abs(s[0]), s[1]))
    pair.bits = sum(bits for bits, _ in said if bits < 1000)
    pair.why = [why for _, why in said]


def _sign(bits: float) -> str:
    return "+" if bits >= log2(20) else "~"


_GIVEN = {
    "contact": "give the contact",
    "wallet": "give the wallet",
    "image": "show the picture with the hash",
}
_ALIKE = {
    "name": "their names are alike",
    "text": "they write alike",
    "prices": "their price lists are alike",
}


def refs(vendors: Vendors, one: int, other: int, pair: Pair) -> list[int]:
    """The records behind a pair: those with the marks that both publish, then all that both offer."""
    ids = [vendors.ids[one], vendors.ids[other]]
    marked = vendors.marks.filter(pl.col("vendor").is_in(ids))
    found: list[int] = []
    for what in SORTS:
        common = [mark for mark, _ in pair.marks.get(what, [])]
        found += marked.filter((pl.col("what") == what) & pl.col("mark").is_in(common))["ref"].to_list()
    offered = vendors.offers.filter(pl.col("vendor").is_in(ids))["ref"].to_list()
    return list(dict.fromkeys(found + offered))
