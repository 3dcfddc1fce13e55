"""What a chart marks of people: a letter for how they are involved, and a sign for what stands in no record."""

from __future__ import annotations

import numpy as np
import pytest

from tests.app.conftest import Driven
from workbench.app import charting
from workbench.app.actions.charts import show_entities
from workbench.app.involved import BADGES
from workbench.app.tables import entities as table_of_entities
from workbench.case import assessments, drawn, entities, involvement
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.drawing.chart import ChartData
from workbench.drawing.legend import badges_used
from workbench.report import page


@pytest.fixture
def people(filled: Driven) -> tuple[ChartData, list[int]]:
    """Ana the suspect, Ben the victim and Cora of whom nothing is said, entered by hand, and a phone of a record."""
    made: list[int] = []

    def enter(case: Case, db: Database) -> None:
        for name, category in (("Ana", "suspect"), ("Ben", "victim"), ("Cora", "unknown")):
            who = drawn.draw_entity(case, db, "person", name, basis="heard")
            involvement.involve(case, db, who, category, "said so")
            made.append(who)

    filled.edit("People", enter)
    filled.settle()
    show_entities(filled, [*made, entities.resolve(filled.open_case, "+447700900001")])
    filled.settle()
    return charting.draw(filled.open_case, filled.graph, filled.chart).chart, made


def test_each_has_a_letter_of_its_own() -> None:
    assert len({b.sign for b in BADGES}) == len({b.colour for b in BADGES}) == len(involvement.CATEGORIES)


def test_who_is_involved_has_a_badge(people: tuple[ChartData, list[int]]) -> None:
    chart, (ana, ben, cora) = people
    badge = dict(zip(chart.ids.tolist(), chart.badge.tolist(), strict=True))
    named = {e: chart.badges[k - 1].name if k else "" for e, k in badge.items()}
    assert (named[ana], named[ben], named[cora]) == ("suspect", "victim", "")
    assert set(chart.ids[chart.by_hand].tolist()) == {ana, ben, cora} and len(chart) == 4
    assert [b.name for b in badges_used(chart)] == ["suspect", "victim", "entered by hand, in no record"]
    said = page.compose(chart, "Case", {})
    assert "suspect" in said and "entered by hand, in no record" in said


def test_of_those_judged_one_the_weightier_shows(people: tuple[ChartData, list[int]], filled: Driven) -> None:
    ana, ben, _ = people[1]
    filled.edit("Judge", lambda case, db: assessments.judge(case, db, ana, ben, "same", "one face"))
    filled.settle()
    chart = charting.draw(filled.open_case, filled.graph, filled.chart).chart
    shown = sorted(chart.badges[k - 1].name for k in chart.badge.tolist() if k)
    assert shown == ["suspect"] and len(chart) == 3


def test_the_table_tells_what_is_stated_and_what_is_assessed(
    people: tuple[ChartData, list[int]], filled: Driven
) -> None:
    ana = people[1][0]
    table = table_of_entities.table(filled.open_case, filled.graph)
    said = table.texts(np.arange(len(filled.graph)), ["involvement", "standing"]).rows()
    assert said[filled.graph.node_of[ana]] == ("suspect", "assessed")
    others = [said[n] for n in range(len(filled.graph)) if filled.graph.records[n]]
    assert set(others) == {("", "stated")}
