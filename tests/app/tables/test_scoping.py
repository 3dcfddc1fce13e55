from __future__ import annotations

import pytest

from tests.app.tables.conftest import A, B, C
from workbench.app.seen import seen
from workbench.app.session import Selection
from workbench.app.tables.asking import Wish, made
from workbench.app.tables.scoping import ALL, CHART, SELECTION, among
from workbench.case import charts
from workbench.case.cases import Case

JUNE = 1_780_272_000_000_000  # 1 June 2026, 00:00 UTC
DAY = 86_400_000_000

NOTHING = Selection()


def rows(
    case: Case, graph, noun: str, scope: str, chosen: Selection = NOTHING, moments=None
) -> list[int] | None:
    chart = charts.read(case, charts.listed(case)[0][0])
    table = made(case, noun, graph)
    found = among(case, table, graph, seen(case, graph, chart, moments), chosen, scope, lambda done, of: None)
    return None if found is None else found.tolist()


def test_all_is_all(made_case: Case, graph) -> None:
    assert rows(made_case, graph, "records", ALL) is None
    assert rows(made_case, graph, "rejects", SELECTION) is None


def test_of_a_chart_are_the_records_behind_its_links(made_case: Case, graph) -> None:
    assert rows(made_case, graph, "records", CHART) == [0, 1, 2]
    assert rows(made_case, graph, "records", CHART, moments=(JUNE + DAY, JUNE + 2 * DAY)) == [1]
    assert len(rows(made_case, graph, "entities", CHART) or []) == 3
    assert len(rows(made_case, graph, "links", CHART) or []) == 3


@pytest.mark.parametrize(
    ("values", "found"), [([A], [0, 1, 2]), ([A, B], [0, 1]), ([C], [2, 3, 5]), ([], [])]
)
def test_of_a_selection_are_those_that_name_it_or_join_it(
    made_case: Case, graph, values: list[str], found: list[int]
) -> None:
    ids = {str(v): int(i) for v, i in zip(graph.values[:], graph.ids, strict=True)}
    chosen = Selection(frozenset(ids[v] for v in values))
    assert rows(made_case, graph, "records", SELECTION, chosen) == found


def test_of_selected_links_are_those_behind_them(made_case: Case, graph) -> None:
    link = int(graph.link_ids[0])
    chosen = Selection(links=frozenset([link]))
    assert rows(made_case, graph, "records", SELECTION, chosen) == [0]
    assert rows(made_case, graph, "links", SELECTION, chosen) == [0]
    late = Selection(links=frozenset([link]), moments=(JUNE + DAY, JUNE + 2 * DAY))
    assert rows(made_case, graph, "records", SELECTION, late) == []


def test_a_wish_has_usual_answers() -> None:
    assert Wish.__dataclass_fields__["scope"].default == ALL
