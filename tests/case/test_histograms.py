"""Bars say how many there are, and how many of them every other filter leaves."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from tests.case.slow_filters import DAY, PHONES, call
from tests.case.stories import take_in
from workbench.case import behind, graphs, notes, segments
from workbench.case.cases import Case
from workbench.case.filtering import chosen
from workbench.case.histograms import histograms
from workbench.model.filters import BY, Filter
from workbench.model.graph import Graph

CELL = ("cell", "234-10-1-1")


@pytest.fixture(params=["in memory", "from the file"])
def filled(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Case:
    if request.param == "from the file":
        monkeypatch.setattr(behind, "BUDGET", 0)
    monkeypatch.setattr(segments, "ROWS", 3)
    calls = [
        call(0, 1, 0, service="voice"), call(0, 1, 12 * 3600, duration=0, caller_cell=CELL, callee_cell=CELL),
        call(1, 0, DAY, service="voice", outcome="missed"), call(0, 2, DAY + 1, duration=400),
        call(2, 3, 2 * DAY, duration=None, callee_cell=CELL), call(0, 1, 3 * DAY),
    ]  # fmt: skip
    paid = {"kind": "payment", "at": DAY * 10**6, "payer": ("card", "c1"), "payee": ("account", "a1")}
    take_in(case, tmp_path, "calls", calls)
    take_in(
        case, tmp_path, "payments",
        [paid | {"amount": (units, "EUR")} for units in (150, 2_000, 250_000)] + [paid | {"amount": (5, "BTC")}],
    )  # fmt: skip
    return case


def spread(
    case: Case, by: str, *filters: Filter, moments: tuple[int, int] | None = None
) -> dict[str, tuple[int, int]]:
    graph = graphs.read(case)
    [found] = histograms(case, graph, filters, moments, _all(graph), [by])
    return {
        ",".join(b.test.keep) if b.test.keep and b.test.low is b.test.high is None else f"{b.test.low}-{b.test.high}":
        (b.here, b.all) for b in found.bars if b.all
    }  # fmt: skip


def _all(graph: Graph) -> np.ndarray:
    return np.arange(len(graph), dtype=np.int32)


def test_every_field_is_spread_over_its_values(filled: Case) -> None:
    assert spread(filled, "kind") == {"phone": (4, 4), "account": (1, 1), "card": (1, 1), "cell": (1, 1)}
    assert spread(filled, "link_kind") == {"called": (4, 4), "paid": (1, 1)}
    assert spread(filled, "standing") == {"stated": (5, 5)}
    assert spread(filled, "direction") == {"both ways": (1, 1), "one way": (3, 3)}
    assert spread(filled, "count") == {"1-2": (2, 2), "2-5": (2, 2)}
    assert spread(filled, "source") == {"1": (6, 6), "2": (4, 4)}
    assert spread(filled, "type") == {
        "payment": (4, 4), "call": (4, 4), "call/voice": (1, 1), "call/voice/missed": (1, 1)
    }  # fmt: skip
    assert spread(filled, "hour") == {"1": (9, 9), "13": (1, 1)}  # London was an hour ahead in January 1970
    assert spread(filled, "weekday") == {"thu": (2, 2), "fri": (6, 6), "sat": (1, 1), "sun": (1, 1)}
    assert spread(filled, "duration") == {"0": (1, 1), "30-60": (3, 3), "300-600": (1, 1), "": (1, 1)}
    assert spread(filled, "cell") == {CELL[1]: (2, 2)}
    assert spread(filled, "amount") == {"1-10": (1, 1), "10-100": (1, 1), "1000-10000": (1, 1), "BTC": (1, 1)}
    times = spread(filled, "time")
    assert sum(n for n, _ in times.values()) == 10 and len(times) > 3
    assert spread(filled, "text") == spread(filled, "tag") == {}


def test_a_bar_says_what_all_other_filters_leave(filled: Case) -> None:
    answered = Filter("duration", low=1)
    assert spread(filled, "duration", answered) == {
        "0": (1, 1),
        "30-60": (3, 3),
        "300-600": (1, 1),
        "": (1, 1),
    }
    assert spread(filled, "weekday", answered)["thu"] == (1, 2)
    assert spread(filled, "type", answered, Filter("kind", drop=("phone",)))["payment"] == (4, 4)
    assert spread(filled, "type", Filter("kind", drop=("phone",)))["call"] == (0, 4)
    stretch = (DAY * 10**6, 2 * DAY * 10**6)
    assert spread(filled, "source", moments=stretch) == {"1": (2, 6), "2": (4, 4)}
    assert spread(filled, "time", moments=stretch) == spread(filled, "time")
    assert spread(filled, "count", Filter("duration", keep=("0",))) == {"1-2": (1, 2), "2-5": (1, 2)}


def test_a_bar_selects_what_it_counts(filled: Case) -> None:
    graph = graphs.read(filled)
    with filled.edit("Tag") as db:
        notes.tag(db, int(graph.ids[0]), "courier")
    assert spread(filled, "tag") == {"courier": (1, 1), "": (6, 6)}
    entities, links = chosen(filled, graph, [], None, _all(graph), [Filter("tag", keep=("courier",))])
    assert entities == [int(graph.ids[0])] and links == []
    entities, links = chosen(
        filled, graph, [], None, _all(graph), [Filter("hour", keep=("13",)), Filter("hour", keep=("5",))]
    )
    assert entities == [] and [_ends(graph, k) for k in links] == [(PHONES[0][1], PHONES[1][1])]
    on = [Filter("duration", drop=("0",))]
    assert chosen(filled, graph, on, None, _all(graph), [Filter("hour", keep=("13",))]) == ([], [])


def _ends(graph: Graph, link: int) -> tuple[str, str]:
    k = graph.link_of[link]
    return graph.values[graph.start[k]], graph.values[graph.end[k]]


def test_what_is_not_listed_is_counted(filled: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.case import record_bars

    monkeypatch.setattr(record_bars, "MOST", 2)
    graph = graphs.read(filled)
    [found] = histograms(filled, graph, [], None, _all(graph), ["type"])
    assert len(found.bars) == 2 and found.left_out == 2


def test_there_are_bars_for_all_there_is_to_filter_by(filled: Case) -> None:
    graph = graphs.read(filled)
    found = histograms(filled, graph, [], None, _all(graph), BY)
    assert Counter(h.by for h in found) == Counter(BY)
