"""The pairs of records that may be one and the same, strongest first, with what each field weighs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from workbench.questions.likeness import blocking, comparing, table, weighing
from workbench.questions.likeness.field import Field
from workbench.questions.likeness.table import Numbers, Said
from workbench.questions.likeness.weighing import Shares, Weights

DECIDES, LITTLE = 7.0, 1.0  # bits
Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Part:
    """What one field adds to a pair: `bits` for (above nought) or against, `says` how alike, `left` and `right` what
    the two records say there as they write it, `shared` what both say. `mark` is + (for), - (against), ~ (little
    either way) or ! (outweighs all else)."""

    field: Field
    mark: str
    bits: float
    says: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Alike:
    """Pairs by falling chance of being one and the same: `left` and `right` number records, `chance` is from 0 to 1,
    `bits` the sum of the weights of all fields. `worth` pairs from the first on are the answer: the cut at which
    misses and mistakes together are expected to be fewest. `compared` pairs were looked at."""

    told: Sequence[Said]
    left: Numbers
    right: Numbers
    chance: Shares
    bits: Shares
    levels: npt.NDArray[np.int8]  # pair, field
    weights: Shares  # pair, field
    worth: int
    compared: int
    too_common: int
    dropped: int
    learnt: Weights | None

    def __len__(self) -> int:
        return len(self.left)

    @property
    def expected(self) -> float:
        """The share of true pairs expected among those that are the answer."""
        return float(self.chance[: self.worth].mean()) if self.worth else 0.0

    def parts(self, pair: int) -> list[Part]:
        """What each field that both speak of adds to a pair, the heaviest first."""
        found = []
        whole = float(np.abs(self.weights[pair]).sum())
        for number, said in enumerate(self.told):
            level, bits = int(self.levels[pair, number]), float(self.weights[pair, number])
            if level < 0:
                continue
            mark = "~" if abs(bits) < LITTLE else "+" if bits > 0 else "-"
            if bits >= DECIDES and bits > whole - abs(bits):
                mark = "!"
            ours, theirs = said.of(int(self.left[pair])), said.of(int(self.right[pair]))
            shared = tuple(text for code, text in ours.items() if code in theirs)
            says, ours_said, theirs_said = (
                said.field.levels[level],
                tuple(ours.values()),
                tuple(theirs.values()),
            )
            found.append(Part(said.field, mark, bits, says, ours_said, theirs_said, shared))
        return sorted(found, key=lambda part: (-abs(part.bits), part.field.name))


def alike(
    records: pl.DataFrame,
    fields: Sequence[Field],
    *,
    sides: Numbers | None = None,
    once: bool = False,
    tell: Tell = lambda done, total, text: None,
) -> Alike:
    """Pairs of `records`, a column for each field (a text or a list of texts, null where nothing is said).

    With `sides`, one number a record, only records of different sides make pairs; with `once` each record is in one
    pair at most, for where each side names everybody once. Nobody says which pairs are true: weights and cut are
    learnt from the records alone.
    """
    told = table.lay_out(records, fields)
    worth = blocking.pairs(told, sides, lambda: tell(0, len(fields) + 2, "finding what is worth comparing"))
    compared = []
    for number, said in enumerate(told):
        tell(number + 1, len(fields) + 2, f"comparing {said.field.label}")
        compared.append(comparing.levels(said, worth.left, worth.right))
    if not len(worth.left):
        none, empty = np.zeros(0, np.int64), np.zeros(0)
        flat = np.zeros((0, len(fields)))
        return Alike(
            told, none, none, empty, empty, flat.astype(np.int8), flat, 0, 0, worth.too_common, worth.dropped, None
        )  # fmt: skip
    levels = [level for level, _ in compared]
    learnt = weighing.learnt(levels, fields)
    weights = np.stack(
        [
            np.append(learnt.bits(number), 0.0)[level]
            + weighing.rarity(told[number], level, agreed, float(learnt.other[number][-1]))
            for number, (level, agreed) in enumerate(compared)
        ],
        1,
    )
    bits = weights.sum(1)
    chance = weighing.chance(bits, learnt.share)
    order = np.lexsort((worth.right, worth.left, -bits))
    order = order[~_apart(levels, fields)[order]]
    if once:
        order = _each_once(order, worth.left, worth.right)
    return Alike(
        told, worth.left[order], worth.right[order], chance[order], bits[order], np.stack(levels, 1)[order],
        weights[order], best_cut(chance[order]), len(worth.left), worth.too_common, worth.dropped, learnt,
    )  # fmt: skip


def _apart(found: Sequence[npt.NDArray[np.int8]], fields: Sequence[Field]) -> npt.NDArray[np.bool_]:
    """The pairs that are less alike in a field than they must be."""
    apart = np.zeros(len(found[0]), bool)
    for levels, field in zip(found, fields, strict=True):
        apart |= (levels >= 0) & (levels < field.least)
    return apart


def likely(chance: float) -> str:
    """A chance in words that never claim certainty."""
    return "over 99.9%" if chance >= 0.9995 else f"{chance:.1%}" if chance >= 0.99 else f"{chance:.0%}"


def best_cut(chance: Shares) -> int:
    """How many of the first pairs to take so that the expected F1 is highest; `chance` falls."""
    if not len(chance):
        return 0
    right = np.cumsum(chance)
    expected = 2 * right / (np.arange(1, len(chance) + 1) + right[-1])
    best = int(np.argmax(expected)) + 1
    return best if chance[0] >= 0.5 else 0


def _each_once(order: Numbers, left: Numbers, right: Numbers) -> Numbers:
    """The strongest pairs that name each record once."""
    taken: set[int] = set()
    kept = []
    for pair, one, other in zip(order.tolist(), left[order].tolist(), right[order].tolist(), strict=True):
        if one not in taken and other not in taken:
            taken |= {one, other}
            kept.append(pair)
    return np.array(kept, np.int64)
