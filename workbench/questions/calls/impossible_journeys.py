"""Who was in two places too far apart? Moves that nothing can make, whatever the uncertainties hide."""

from __future__ import annotations

import numpy as np
import polars as pl

from workbench.model.moving import FASTEST, moves
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.talk import heads
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.placed import placed
from workbench.questions.question import question
from workbench.questions.wording import many

MISSING = (
    "Nothing of the case was seen at a place whose coordinates are known. Bring in records with cells and the "
    "register that says where these cells stand, or records that state coordinates."
)
COLUMNS = (
    Column("who", "Who", "entity"),
    Column("begin", "There", "entity"),
    Column("left", "There at", "moment"),
    Column("end", "And there", "entity"),
    Column("reached", "And there at", "moment"),
    Column("kilometres", "Kilometres between", "number"),
    Column("least", "Kilometres at the least", "number"),
    Column("speed", "Kilometres an hour at the least", "number"),
    Column("sources", "By different sources", "yes"),
)


@question(
    "Who was in two places too far apart?",
    "calls",
    does="Lists moves from one sighting to the next of the same number, SIM or handset that are faster than anything "
    "that flies: then it was two devices, a copy, a forwarded call, or a wrong time or register.",
    method="Each sighting at a cell whose place a register states, or at stated coordinates, is compared with the next "
    "of the same one. From the distance the reach of both antennas is taken off, to the time what is unsure about both "
    "moments is added; what still needs more than the given speed cannot have been one thing in one place.",
    innocent=(
        "The number's calls were forwarded, or made over the internet through another network.",
        "A second card with the same number, in a car or a watch.",
        "A clock that is wrong by hours or a zone, or a cell whose place the register has wrong.",
    ),
    parameters=(
        Parameter("who", "Only these", "entities", help="empty for everybody"),
        Parameter("fastest", "Faster than (km/h)", "number", FASTEST, least=1, most=100_000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="impossible travel clone cloned SIM speed two places at once",
)
def impossible_journeys(held: Held, who: tuple[int, ...], fastest: float, most: int) -> Answer:
    seen = placed(held)
    if who:
        seen = seen.filter(pl.col("who").is_in(heads(held, who)))
    if not seen.height:
        return Answer(MISSING)
    ids, at = seen["who"].to_numpy(), seen["at"].to_numpy()
    made = moves(
        at, *(seen[name].to_numpy() for name in ("latitude", "longitude", "uncertain", "unsure"))
    )  # fmt: skip
    same = ids[1:] == ids[:-1]
    found = []
    for k in np.flatnonzero(same & (made.at_least > fastest)).tolist():
        one, other = seen.row(k, named=True), seen.row(k + 1, named=True)
        metres, least, speed = float(made.metres[k]), float(made.least[k]), float(made.at_least[k])
        between = one["reading"] != other["reading"]
        cells = (
            one["who"], one["place"] or None, one["at"], other["place"] or None, other["at"], metres / 1000,
            least / 1000, speed if np.isfinite(speed) else None, between,
        )  # fmt: skip
        took = clock.lasted(float(made.most[k]))
        why = (
            f"! {least / 1000:,.0f} km at the least within {took} at the most"
            + (f": {speed:,.0f} km/h." if np.isfinite(speed) else "."),
            f"~ {clock.said(one['at'])} and {clock.said(other['at'])}, by "
            + ("different sources." if between else "the same source."),
        )
        places = tuple(p for p in (one["place"], other["place"]) if p)
        found.append(
            Row(
                cells,
                (one["who"], *places),
                refs=(one["ref"], other["ref"]),
                why=why,
                moments=(one["at"], other["at"] + 1),
            )
        )
    found.sort(key=lambda r: (-(r.cells[7] or np.inf), -r.cells[6], r.cells[0], r.cells[2]))
    rows, left = strongest(found, most)
    return Answer(
        _sentence(held, rows, len(found)),
        COLUMNS,
        rows,
        left_out=left,
        sure=f"{many(int(same.sum()), 'move')} of "
        f"{many(seen['who'].n_unique(), 'number, SIM or handset', 'numbers, SIMs and handsets')} were looked at. "
        "As good as the register of cells and the clocks.",
    )


def _sentence(held: Held, rows: tuple[Row, ...], found: int) -> str:
    if not rows:
        return "Nobody was in two places that were too far apart for the time between."
    who, _, left, _, reached, kilometres = rows[0].cells[:6]
    return (
        f"{held.caption(who)} was seen {kilometres:,.0f} km apart at {clock.said(left)} and {clock.said(reached)}; "
        f"{many(found, 'such move')} in all."
    )
