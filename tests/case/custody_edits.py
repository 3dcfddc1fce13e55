"""The edits an analyst makes about exhibits and what is thought of persons and of information."""

from __future__ import annotations

from random import Random

from workbench.case import drawn, exhibits, gradings, involvement
from workbench.case.cases import Case
from workbench.case.exhibits import Described, HandedOver
from workbench.model import grading


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


SCHEME = grading.parse(
    "own",
    """
name = "Our own"
taken_from = "the agency"
[[part]]
id = "source"
name = "Source"
codes = { A = "good", B = "bad" }
[[part]]
id = "handling"
name = "Handling"
handling = true
codes = { 1 = "all", 2 = "few" }
""",
)


def involve(case: Case, random: Random) -> None:
    """Says how one of two people is involved, or takes it back."""
    with case.edit("Involvement") as db:
        who = drawn.draw_entity(case, db, "person", f"Person {random.randint(1, 2)}", "", "seen")
        category = random.choice([*involvement.CATEGORIES, involvement.UNKNOWN])
        involvement.involve(case, db, who, category, "said so")


def grade(case: Case, random: Random) -> None:
    """Grades the case or a source, again where it is graded already."""
    with case.edit("Grade") as db:
        subject, number = random.choice([("case", gradings.CASE), ("source", 1)])
        gradings.grade(
            case,
            db,
            subject,
            number,
            SCHEME,
            {"source": random.choice("AB"), "handling": random.choice("12")},
        )


CUSTODY = (exhibit, handover, involve, grade)
