"""Edits of the days by which to review, and of holds."""

from __future__ import annotations

from random import Random

from workbench.case import reviews
from workbench.case.cases import Case


def review(case: Case, random: Random) -> None:
    with case.edit("Set a review date") as db:
        reviews.settle(case, db, random.choice([None, 1, 2]), f"2027-{random.randint(1, 12):02}-01")


def hold(case: Case, random: Random) -> None:
    with case.edit("Hold for review") as db:
        reviews.hold(case, db, random.choice([None, 1]), random.choice(["", "trial at Leeds, O'Brien"]))


REVIEWS = (review, hold)
