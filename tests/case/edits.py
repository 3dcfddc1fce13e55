"""Every edit an analyst can make, each driving the real function with choices made by the test."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np

from tests.case.custody_edits import CUSTODY
from tests.case.report_edits import REPORTS
from tests.case.request_edits import REQUESTS
from tests.case.review_edits import REVIEWS
from workbench.case import assessments, charts, disclosures, drawn, findings, included, notes, sources, twins
from workbench.case.cases import Case, describe
from workbench.case.links import DRAWN

Edit = Callable[[Case, Random], None]


def _entities(case: Case) -> list[int]:
    """A handful, so that edits often meet at the same rows."""
    return [e for (e,) in case.db.conn.execute("SELECT id FROM entity ORDER BY id LIMIT 5")]


def _links(case: Case) -> list[int]:
    return [k for (k,) in case.db.conn.execute("SELECT id FROM link ORDER BY id")]


def _chart(case: Case, random: Random) -> int:
    """A chart there is, made first where there is none."""
    listed = charts.listed(case)
    if not listed:
        with case.edit("New chart") as db:
            return charts.create(db, "First")
    return random.choice(listed)[0]


def _shown(case: Case, chart: int) -> list[int]:
    found = charts.read(case, chart)
    return found.shown + found.hidden


def _some(random: Random, among: list[int]) -> list[int]:
    return random.sample(among, random.randint(1, len(among))) if among else []


def draw_entity(case: Case, random: Random) -> None:
    with case.edit("Draw an entity") as db:
        drawn.draw_entity(
            case, db, "person", f"Person {random.randint(1, 3)}", random.choice(["", "Boss"]), "seen"
        )


def draw_link(case: Case, random: Random) -> None:
    one, other = random.sample(_entities(case), 2)
    with case.edit("Draw a link") as db:
        drawn.draw_link(case, db, "associated", one, other, "x'y\"z\n\u202e", "heard")


def erase(case: Case, random: Random) -> None:
    links = [DRAWN + i for (i,) in case.db.conn.execute("SELECT id FROM drawn_link")]
    with case.edit("Erase") as db:
        drawn.erase(db, random.choice(_entities(case)), random.choice(links) if links else None)


def attribute(case: Case, random: Random) -> None:
    one, other = random.sample(_entities(case), 2)
    span = sorted((random.randint(-(1 << 60), 1 << 60), random.randint(-(1 << 60), 1 << 60)))
    with case.edit("Attribute") as db:
        assessments.attribute(
            case,
            db,
            one,
            other,
            role=random.choice(["user", "owner"]),
            first=span[0],
            last=span[1],
            basis="register",
        )


def judge(case: Case, random: Random) -> None:
    one, other = random.sample(_entities(case), 2)
    with case.edit("Judge") as db:
        assessments.judge(case, db, one, other, random.choice(assessments.VERDICTS), "the same handwriting")


def mark_common(case: Case, random: Random) -> None:
    entity = random.choice(_entities(case))
    with case.edit("Common service") as db:
        if entity in assessments.common_services(case):
            assessments.unmark_common(db, entity)
        else:
            assessments.mark_common(case, db, entity, "a taxi rank")


def mark_again(case: Case, random: Random) -> None:
    with case.edit("Common service again") as db:
        assessments.mark_common(case, db, random.choice(_entities(case)), "")


def note(case: Case, random: Random) -> None:
    with case.edit("Note") as db:
        if random.random() < 0.5:
            notes.write(case, db, "watch this", entity=random.choice(_entities(case)))
        else:
            notes.write(case, db, "and this", link=random.choice(_links(case)))


def tag(case: Case, random: Random) -> None:
    with case.edit("Tag") as db:
        basis = random.choice(["", "seen by a neighbour"])
        notes.tag(
            db, random.choice(_entities(case)), random.choice(["suspect", "family"]), basis, case.analyst
        )


def new_chart(case: Case, random: Random) -> None:
    with case.edit("New chart") as db:
        charts.create(db, f"Chart {random.randint(1, 9)}")


def rename_chart(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Rename chart") as db:
        charts.rename(db, chart, f"Renamed {random.random()}")
        charts.set_look(db, chart, {"demanded": ["at_cell"], "zoom": random.random()})


def remove_chart(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Remove chart") as db:
        charts.remove(db, chart)


def show(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Show") as db:
        charts.show(db, chart, _some(random, _entities(case)))


def hide(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Hide") as db:
        charts.hide(db, chart, _some(random, _shown(case, chart)), random.random() < 0.7)


def take_off(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Take off") as db:
        charts.take_off(db, chart, _some(random, _shown(case, chart)))


def place(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Move") as db:
        charts.place(db, chart, [(e, random.uniform(-1e9, 1e9), 0.1) for e in _some(random, _entities(case))])


def pin(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    with case.edit("Pin") as db:
        where = [(e, random.random(), random.random()) for e in _some(random, _entities(case))]
        charts.pin(db, chart, where, random.random() < 0.6)


def layout(case: Case, random: Random) -> None:
    chart = _chart(case, random)
    ids = np.array(_entities(case), np.int64)
    xy = np.array([[random.random(), random.random()] for _ in ids], np.float32)
    with case.edit("Lay out") as db:
        charts.keep_layout(db, chart, ids, xy)


def include(case: Case, random: Random) -> None:
    """Leaves a reading out, or includes it again."""
    every = [r for (r,) in case.db.conn.execute("SELECT id FROM reading WHERE sealed ORDER BY id")]
    reading = random.choice(every)
    if reading in included.readings(case.db):
        included.switch(case, "Leave out", off=[reading])
    else:
        included.switch(case, "Include", on=[reading])


def coverage(case: Case, random: Random) -> None:
    with case.edit("Coverage") as db:
        sources.cover(db, 1, None, random.randint(0, 1 << 50), subject=random.choice(_entities(case)))


def finding(case: Case, random: Random) -> None:
    with case.edit("Finding") as db:
        findings.state(case, db, "They know each other", "likely", _some(random, _links(case)), [(1, 2, 0)])


def withdraw(case: Case, random: Random) -> None:
    found = findings.listed(case)
    with case.edit("Withdraw") as db:
        for one in found[:1]:
            findings.withdraw(db, one.id)


def about(case: Case, random: Random) -> None:
    with case.edit("Describe the case") as db:
        describe(
            db, title=f"Operation {random.randint(1, 99)}", zone="Europe/Paris", officer="O'Brien; DROP TABLE"
        )


def split(case: Case, random: Random) -> None:
    sealed = [r for (r,) in case.db.conn.execute("SELECT id FROM reading WHERE sealed")]
    pairs = [(r, e) for r in sealed for e in sealed if e <= r]
    if not pairs or random.random() < 0.3:
        twins.join(case, pairs)
    else:
        twins.split(case, [random.choice(pairs)])


def disclosure(case: Case, random: Random) -> None:
    subject, number = random.choice(
        [("source", 1), ("entity", random.choice(_entities(case))), ("link", random.choice(_links(case)))]
    )
    with case.edit("Mark for disclosure") as db:
        if random.random() < 0.3:
            disclosures.unmark(db, subject, number)
        else:
            disclosures.mark(case, db, subject, number, random.choice(disclosures.MARKS), "it says 'no'")


EDITS: dict[str, Edit] = {
    e.__name__: e
    for e in (
        draw_entity, draw_link, erase, attribute, judge, mark_common, mark_again, note, tag, new_chart, rename_chart,
        remove_chart, show, hide, take_off, place, pin, layout, include, split, coverage, finding,
        withdraw, about, disclosure, *CUSTODY, *REQUESTS, *REPORTS, *REVIEWS,
    )
}  # fmt: skip
