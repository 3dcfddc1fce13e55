"""One device, vehicle or person in two places too far apart for the time between, whatever the uncertainties hide."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from workbench.model.moving import FASTEST, moves
from workbench.questions.across.disagreements import Disagreement, Side
from workbench.questions.held import Held
from workbench.questions.placed import placed


def too_far(held: Held) -> list[Disagreement]:
    """Of the moves of everyone from one sighting to the next those that nothing can make. Cells count where a register
    says where they stand, with their reach taken off; addresses do not count, for they are not placed here."""
    seen = placed(held)
    found = []
    for _, mine in seen.group_by("who", maintain_order=True):
        at = mine["at"].to_numpy()
        if len(at) < 2:
            continue
        made = moves(
            at, mine["latitude"].to_numpy(), mine["longitude"].to_numpy(), mine["uncertain"].to_numpy(),
            mine["unsure"].to_numpy(),
        )  # fmt: skip
        for number in made.impossible.nonzero()[0].tolist():
            sides = tuple(_side(held, mine.row(n, named=True)) for n in (number, number + 1))
            kilometres, minutes = made.metres[number] / 1000, made.most[number] / 60
            apart = f"+ {kilometres:,.0f} km apart within {minutes:,.1f} minutes at the most"
            fast = f"+ {made.at_least[number]:,.0f} km/h at the least; {FASTEST:,.0f} would be an airliner"
            moments = (int(at[number]), int(at[number + 1]) + 1)
            between = sides[0].readings != sides[1].readings
            found.append(Disagreement(int(mine["who"][0]), sides, (apart, fast), moments, between))
    return _flown(_once(held, found))


def _once(held: Held, found: list[Disagreement]) -> list[Disagreement]:
    """A move told by the same records of a device, its SIM and its number is one; the device's, if there is one."""
    same: dict[tuple[int, ...], list[Disagreement]] = {}
    for one in found:
        same.setdefault(one.refs, []).append(one)
    rank = {kind: number for number, kind in enumerate(("device", "sim", "vehicle", "person"))}
    made = []
    for mine in same.values():
        mine.sort(key=lambda one: (rank.get(held.kind(one.about), len(rank)), one.about))
        made.append(replace(mine[0], also=tuple(one.about for one in mine[1:])))
    return made


def _flown(found: list[Disagreement]) -> list[Disagreement]:
    """With a word of doubt where several fly to or from one cell: its register may place it wrongly."""
    often = Counter(side.entity for one in found for side in one.sides if side.entity)
    made = []
    for one in found:
        doubts = [
            f"~ {often[side.entity]} such moves lead to or from {side.said}: it may stand elsewhere than stated"
            for side in one.sides
            if often[side.entity] > 1
        ]
        made.append(replace(one, why=(*one.why, *doubts)))
    return made


def _side(held: Held, row: dict[str, int]) -> Side:
    place = row["place"]
    said = held.caption(place) if place else f"{row['latitude']:.4f}, {row['longitude']:.4f}"
    return Side(said, (row["reading"],), (row["ref"],), place)
