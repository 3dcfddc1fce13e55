"""The edits an analyst makes about exhibits and what is thought of persons and of information."""

from __future__ import annotations

from random import Random

from workbench.case import exhibits
from workbench.case.cases import Case
from workbench.case.exhibits import Described, HandedOver


def exhibit(case: Case, random: Random) -> None:
    """Describes one of three exhibits, again where it is described already, or takes it out."""
    name = f"EX-{random.randint(1, 3)}"
    with case.edit("Exhibit") as db:
        found = exhibits.find(db, name)
        if found is not None and random.random() < 0.3:
            exhibits.remove(db, found)
        else:
            exhibits.describe(
                case, db, name, Described("a \u202e phone; DROP", seal=f"S-{random.randint(1, 9)}")
            )


def handover(case: Case, random: Random) -> None:
    """Hands an exhibit over, somewhere in its chain."""
    with case.edit("Handover") as db:
        number = exhibits.describe(case, db, f"EX-{random.randint(1, 3)}", Described())
        chain = [0, *(h.id for h in exhibits.handovers(case, number, db=db))]
        said = HandedOver(
            "A", "B", "2026-06-03 10:00", "+02:00", seal_state=random.choice(exhibits.SEAL_STATES)
        )
        exhibits.hand_over(case, db, number, said, after=random.choice(chain))


CUSTODY = (exhibit, handover)
