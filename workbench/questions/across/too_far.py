"""One device, vehicle or person in two places too far apart for the time between, whatever the uncertainties hide."""

from __future__ import annotations

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
            apart = f"+ {kilometres:,.0f} km apart within {minutes:,.0f} minutes at the most"
            fast = f"+ {made.at_least[number]:,.0f} km/h at the least; {FASTEST:,.0f} would be an airliner"
            moments = (int(at[number]), int(at[number + 1]) + 1)
            between = sides[0].readings != sides[1].readings
            found.append(Disagreement(int(mine["who"][0]), sides, (apart, fast), moments, between))
    return found


def _side(held: Held, row: dict[str, int]) -> Side:
    place = row["place"]
    said = held.caption(place) if place else f"{row['latitude']:.4f}, {row['longitude']:.4f}"
    return Side(said, (row["reading"],), (row["ref"],), place)
