"""What an analyst does to reports, each driving the real function with choices made by the test."""

from __future__ import annotations

from random import Random

from workbench.case import reports
from workbench.case.cases import Case
from workbench.case.reports import Report


def _report(case: Case, random: Random) -> Report:
    """A report there is, made first where there is none."""
    listed = reports.listed(case)
    if listed:
        return random.choice(listed)
    with case.edit("New report") as db:
        made = reports.create(case, db, "First", {"purpose": "for court"})
    return reports.get(case, made)


def new_report(case: Case, random: Random) -> None:
    with case.edit("New report") as db:
        reports.create(case, db, f"Report {random.randint(1, 9)}", {"handling": "Secret"})


def describe_report(case: Case, random: Random) -> None:
    report = _report(case, random)
    with case.edit("Describe the report") as db:
        reports.describe(db, report.id, f"Renamed {random.random()}", {"author": 'O\'Brien "x"\n\u202e'})


def add_part(case: Case, random: Random) -> None:
    report = _report(case, random)
    before = random.choice([None, *(p.id for p in report.parts)])
    with case.edit("Add to the report") as db:
        reports.add(db, report.id, random.choice(reports.SORTS), {"text": "x", "n": random.random()}, before)


def change_part(case: Case, random: Random) -> None:
    report = _report(case, random)
    with case.edit("Change a part") as db:
        for part in report.parts[:1]:
            reports.change(db, part.id, {"text": f"{random.random()}"})


def move_parts(case: Case, random: Random) -> None:
    report = _report(case, random)
    order = [p.id for p in report.parts]
    random.shuffle(order)
    with case.edit("Move parts") as db:
        reports.arrange(db, report.id, order)


def drop_part(case: Case, random: Random) -> None:
    report = _report(case, random)
    with case.edit("Take out") as db:
        for part in report.parts[-1:]:
            reports.drop(db, part.id)


def remove_report(case: Case, random: Random) -> None:
    report = _report(case, random)
    with case.edit("Remove the report") as db:
        reports.remove(db, report.id)


REPORTS = (new_report, describe_report, add_part, change_part, move_parts, drop_part, remove_report)
