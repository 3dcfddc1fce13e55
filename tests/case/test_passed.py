"""What the records that pass filters say of links that two of them make together."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.case.test_joined import SECOND, _take_in
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.case.passed import passed
from workbench.model.graph import Graph


def test_derived_links_say_when_those_of_their_records_were_that_pass(case: Case, tmp_path: Path) -> None:
    """A pays at 1 and 3, C is paid at 4 and 6; in the first five seconds only T1 joins them."""
    _take_in(case, tmp_path, "in", [(1, "A", "T1", "T0", 0), (3, "A", "T2", "T1", 0)], [])
    _take_in(case, tmp_path, "out", [], [(4, "C", "T1", 0), (6, "C", "T2", 0)])
    graph = graphs.read(case, ["paid_through"])
    everyone = np.arange(len(graph), dtype=np.int32)
    link = int(np.flatnonzero(graph.link_kind == list(graph.link_kinds).index("paid_through"))[0])
    early = (0, 5 * SECOND)
    seen = np.flatnonzero(filtered(case, graph, (), early, nodes=everyone).links).astype(np.int32)
    found = passed(case, graph, everyone, (), early, seen)
    assert (graph.first[link], graph.last[link]) == (SECOND, 6 * SECOND)
    assert (found.first[link], found.last[link]) == (SECOND, 4 * SECOND)
    assert {r for r, there in found.link_readings.items() if there[link]} == {1, 2}
    assert found.records[[graph.start[link], graph.end[link]]].tolist() == [-1, -1]
    nothing = passed(case, graph, everyone, (), early, np.zeros(0, np.int32))
    assert (nothing.last == Graph.NO_TIME).all() and not nothing.records.any()
