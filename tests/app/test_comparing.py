"""Two charts or two sources held against each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.app.conftest import CALLS, Driven
from tests.app.somewhere import located_case
from workbench.app import charting
from workbench.app.actions import comparing
from workbench.app.actions.action import REGISTERED
from workbench.app.actions.charts import show_entities
from workbench.app.actions.filters import add_filter
from workbench.app.actions.tabs import copy_chart, copy_to_chart, remove_chart
from workbench.app.importing import import_files
from workbench.app.library import Library
from workbench.app.session import GRAPH_TABLES
from workbench.case import alone, charts, on_demand, sources
from workbench.case.links import DRAWN
from workbench.model.changes import Changes
from workbench.model.filters import Filter
from workbench.model.problems import Problem

MORE = """caller,callee,start,duration
+447700900001,+447700900002,2026-06-01 10:00:00,60
+447700900004,+447700900005,2026-06-08 10:00:00,60
"""


def _phone(session: Driven, last: int) -> int:
    graph = session.graph
    return next(int(graph.ids[n]) for n in range(len(graph)) if graph.values[n] == f"+44770090000{last}")


def _said(session: Driven) -> dict[str, str]:
    """What stands under each phone of the chart, by its last digit."""
    graph, chart = session.graph, charting.draw(session.open_case, session.graph, session.chart).chart
    values = [graph.values[graph.node_of[int(e)]][-1] for e in chart.ids]
    return dict(zip(values, chart.sub_captions, strict=True))


def _pills(session: Driven) -> dict[str, str]:
    graph, chart = session.graph, charting.draw(session.open_case, session.graph, session.chart).chart
    values = [graph.values[graph.node_of[int(e)]][-1] for e in chart.ids]
    return {
        "".join(sorted(values[e] for e in ends)): said
        for ends, said in zip(chart.ends.tolist(), chart.label, strict=True)
    }


def _legend(session: Driven) -> list[str]:
    drawn = charting.draw(session.open_case, session.graph, session.chart)
    colours = set(drawn.chart.link_colour.tolist())
    legend = charting.legend(session.open_case, drawn, session.graph)
    assert {colour for _, colour, _ in legend} == colours
    return [name for name, _, _ in legend]


def test_charts_are_compared_as_their_filters_leave_them(filled: Driven) -> None:
    told: list[str] = []
    filled.told = told.append
    show_entities(filled, [_phone(filled, n) for n in (1, 2, 3)])
    filled.settle()
    first = filled.chart.id
    filled.select([_phone(filled, n) for n in (1, 2)])
    copy_to_chart(filled)
    filled.settle()
    show_entities(filled, [_phone(filled, 4)])
    filled.settle()
    add_filter(filled, Filter("duration", high=50))
    filled.settle()
    second = filled.chart.id
    comparing.compare_charts(filled, str(first), str(second))
    filled.settle()
    # phone 4 has no link on the second chart, so no filter hides it; 3 stands on the first only
    assert _said(filled) == {
        "1": "≠ linked differently", "2": "≠ linked differently", "3": "− only in Chart 1", "4": "+ only in Chart 2",
    }  # fmt: skip
    assert _pills(filled) == {"12": "2 → 1", "23": "1 → 0", "34": ""}
    assert _legend(filled) == ["− only in Chart 1", "≠ in both, other numbers of records", "· in neither"]
    assert told[-1] == ("Chart 1 and Chart 2: 1 only in Chart 2, 1 only in Chart 1, 2 linked differently.")
    assert [title for _, title in charts.listed(filled.open_case)][-1] == "Chart 1 and Chart 2"
    with pytest.raises(Problem, match="one and the same"):
        comparing.compare_charts(filled, str(first), str(first))
    remove_chart(filled)  # the comparison itself stands in front
    filled.settle()
    assert [title for _, title in charts.listed(filled.open_case)] == ["Chart 1", "Chart 2"]
    filled.undo()
    filled.settle()
    filled.show_chart(charts.listed(filled.open_case)[-1][0])
    filled.settle()
    assert _said(filled)["1"] == "≠ linked differently"
    REGISTERED["stop_comparing"].run(filled)
    filled.settle()
    assert not charting.draw(filled.open_case, filled.graph, filled.chart).chart.sub_captions


def test_sources_are_compared_by_what_each_says_alone(
    filled: Driven, tmp_path: Path, library: Library
) -> None:
    path = tmp_path / "more.csv"
    path.write_text(MORE)
    assert [o.problem for o in import_files(filled.open_case, [path], library)] == [""]
    filled.reread(Changes("Import", frozenset(GRAPH_TABLES)))
    filled.settle()
    show_entities(filled, filled.graph.ids.tolist())
    filled.settle()
    comparing.compare_sources(filled, "1", "2")
    filled.settle()
    assert _said(filled) == {
        "1": "≠ linked differently", "2": "≠ linked differently", "3": "− only in calls.csv",
        "4": "≠ linked differently", "5": "+ only in more.csv",
    }  # fmt: skip
    assert _pills(filled) == {"12": "2 → 1", "23": "1 → 0", "34": "1 → 0", "45": "0 → 1"}
    assert _legend(filled) == [
        "+ only in more.csv", "− only in calls.csv", "≠ in both, other numbers of records",
    ]  # fmt: skip


def test_what_neither_source_names_is_said_to_be_in_neither(
    filled: Driven, tmp_path: Path, library: Library
) -> None:
    for name, text in (("more.csv", MORE), ("third.csv", MORE.replace("90000", "90010"))):
        (tmp_path / name).write_text(text)
        assert [o.problem for o in import_files(filled.open_case, [tmp_path / name], library)] == [""]
    filled.reread(Changes("Import", frozenset(GRAPH_TABLES)))
    filled.settle()
    show_entities(
        filled,
        [n for n in filled.graph.ids.tolist() if "90010" in filled.graph.values[filled.graph.node_of[n]]],
    )
    filled.settle()
    comparing.compare_sources(filled, "1", "2")
    filled.settle()
    assert set(_said(filled).values()) == {"· in neither"}
    assert set(_pills(filled).values()) == {""} and _legend(filled) == ["· in neither"]


def test_the_same_in_both_is_told_from_what_neither_says_in_one_line(
    filled: Driven, tmp_path: Path, library: Library
) -> None:
    """A line bundles links both ways; that of the other direction, which no compared source tells, changes nothing."""
    back = "caller,callee,start,duration\n+447700900002,+447700900001,2026-07-01 10:00:00,60\n"
    for name, text in (("twice.csv", CALLS), ("back.csv", back)):
        (tmp_path / name).write_text(text + "\n")
        assert [o.problem for o in import_files(filled.open_case, [tmp_path / name], library)] == [""]
    filled.reread(Changes("Import", frozenset(GRAPH_TABLES)))
    filled.settle()
    show_entities(filled, [_phone(filled, n) for n in (1, 2)])
    filled.settle()
    comparing.compare_sources(filled, "1", "2")
    filled.settle()
    assert set(_said(filled).values()) == {"= in both"}
    assert set(_pills(filled).values()) == {""} and _legend(filled) == ["= the same in both"]


def test_links_counted_on_demand_are_compared_too(tmp_path: Path, library: Library) -> None:
    with located_case(tmp_path, library) as case:
        counted = on_demand.counted(case, ["at_cell"])
        ids, by_source = counted["id"].to_numpy(), []
        for source in sources.listed(case):
            found = alone.of_source(case, source.id, ["at_cell"])
            by_source.append(found.records(ids))
            assert found.records(np.array([DRAWN + 1])).tolist() == [0]
            assert not alone.of_source(case, source.id).records(ids).any()
        assert len(ids) > 3 and sum(by_source).tolist() == counted["count"].to_list()


def test_a_copy_of_a_chart_goes_its_own_way(filled: Driven) -> None:
    show_entities(filled, [_phone(filled, n) for n in (1, 2, 3)])
    filled.settle()
    first, stood = filled.chart, dict(filled.chart.positions)
    add_filter(filled, Filter("duration", high=50))
    filled.settle()
    copy_chart(filled)
    filled.settle()
    assert filled.chart.id != first.id and filled.chart.title == "Chart 1 (copy)"
    assert filled.chart.shown == first.shown and filled.chart.positions == stood
    assert len(filled.chart.looked.filters) == 1
    comparing.compare_charts(filled, str(first.id), str(filled.chart.id))
    filled.settle()
    compared = filled.chart.id
    filled.show_chart(first.id)
    filled.settle()
    remove_chart(filled)
    filled.settle()
    filled.show_chart(compared)
    filled.settle()
    assert not charting.draw(filled.open_case, filled.graph, filled.chart).chart.sub_captions
