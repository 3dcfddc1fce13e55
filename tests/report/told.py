"""A small case with something of everything that a format may lose: see `told`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import assessments, charts, drawn, entities, graphs, notes, opening
from workbench.case.cases import Case
from workbench.model.graph import Graph
from workbench.model.kinds import Kinds
from workbench.report.extract import Extract, extract

A, B, C, D = (f"+4477009000{n:02}" for n in range(1, 5))
JUNE = 1_780_272_000  # 1 June 2026, 00:00 UTC
CALLS = [
    (2, A, B, JUNE + 3_600), (3, A, B, JUNE + 90_000), (4, B, A, JUNE + 180_000), (5, B, C, JUNE + 200_011),
    (6, C, D, JUNE + 300_000),
]  # fmt: skip
HOSTILE = '=cmd|" /C calc"!A0 <b>&\x01'


@dataclass(frozen=True)
class Told:
    """The case, its graph, its chart, and who is in it by what they are called here."""

    case: Case
    graph: Graph
    chart: charts.Chart
    ids: dict[str, int]

    def extract(self, *names: str, **more: object) -> Extract:
        """What the case says of some, or of all."""
        wanted = [self.ids[name] for name in names] or None
        return extract(self.case, self.graph, wanted, **more)  # type: ignore[arg-type]


def tell(folder: Path, kinds: Kinds) -> Told:
    """Five calls between four phones; a victim whose the fourth is; a firm drawn by hand and tied to the first; tags,
    notes and a chart with places for three of them."""
    case = opening.create(
        folder / "told.case", kinds, "A. Nalyst", title=f"Told {HOSTILE}", country="GB", zone="Europe/London"
    )
    take_in(case, folder, "calls.csv", CALLS)
    ids = {name: entities.resolve(case, value) for name, value in zip("ABCD", (A, B, C, D), strict=True)}
    with case.edit("Draw") as db:
        ids["victim"] = drawn.draw_entity(case, db, "person", "Rhea Kettlewell", basis="her statement")
        ids["firm"] = drawn.draw_entity(case, db, "organisation", "Northgate Storage", basis="register")
        drawn.draw_link(case, db, "associated", ids["A"], ids["firm"], HOSTILE, "seen together")
        assessments.attribute(case, db, ids["D"], ids["victim"], basis="she gave the number")
        db.conn.execute(
            "INSERT INTO involvement(entity, category, basis, analyst, at) VALUES(?, 'victim', 'statement', 'A', 1)",
            (ids["victim"],),
        )
        notes.tag(db, ids["A"], "courier")
        notes.write(case, db, f"asked twice {HOSTILE}", entity=ids["A"])
        chart = charts.create(db, "Three")
        charts.show(db, chart, [ids["A"], ids["B"], ids["firm"]])
        charts.place(db, chart, [(ids["A"], 0.0, 0.0), (ids["B"], 2.0, 1.5), (ids["firm"], -2.0, 0.5)])
    return Told(case, graphs.read(case), charts.read(case, chart), ids)


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Iterator[Told]:
    made = tell(tmp_path_factory.mktemp("told"), kinds)
    yield made
    made.case.close()
