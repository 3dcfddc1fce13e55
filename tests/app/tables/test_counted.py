"""Tables of a chart count what its filters and the chosen time leave, and say so where they are handed out."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.app.tables.conftest import A, B, C
from tests.app.tables.test_scoping import DAY, JUNE
from workbench.app.jobs import Job
from workbench.app.seen import seen
from workbench.app.session import Selection
from workbench.app.tables import copying, handing
from workbench.app.tables.asking import Wish, answered
from workbench.app.tables.scoping import ALL, CHART
from workbench.app.tables.table import Look, Shown
from workbench.case import charts
from workbench.case.cases import Case
from workbench.model.filters import Filter
from workbench.model.looks import ChartLook
from workbench.model.tabular import Test

Ask = Callable[..., Shown]
LONG = Filter("duration", low=60)


@pytest.fixture
def ask(made_case: Case, graph) -> Ask:
    chart = charts.read(made_case, charts.listed(made_case)[0][0])

    def asked(
        noun: str, *filters: Filter, moments=None, scope: str = CHART, look: Look | None = None, known=None
    ) -> Shown:
        looked = replace(chart, look=ChartLook(filters=filters).written())
        here = seen(made_case, graph, looked, moments)
        chosen = Selection(moments=moments)
        wish = Wish(noun, graph, here, looked, chosen, scope, look or Look(), known)
        return answered(made_case, wish, Job("table", lambda job: None))

    return asked


def lines(shown: Shown, *names: str) -> list[tuple[str, ...]]:
    return shown.table.texts(shown.at(0, len(shown)), names).rows()


def test_without_filters_the_case_is_counted(ask: Ask) -> None:
    shown = ask("links")
    assert lines(shown, "records") == [("1",)] * 3 and not shown.table.recounted
    assert not ask("links", replace(LONG, on=False)).table.recounted


def test_links_count_what_passes(ask: Ask) -> None:
    shown = ask("links", LONG)
    assert lines(shown, "start", "end", "records", "seconds", "first", "last", "sources") == [
        (A, B, "1", "60", "2026-06-01 11:00:00+01:00", "2026-06-01 11:00:00+01:00", "calls.csv"),
        (A, C, "1", "900", "2026-05-03 13:00:00+01:00", "2026-05-03 13:00:00+01:00", "calls.csv"),
    ]


def test_entities_count_the_records_behind_their_lines(ask: Ask) -> None:
    names = ("value", "records", "links", "first", "last", "sources")
    first, last = "2026-05-03 13:00:00+01:00", "2026-06-01 11:00:00+01:00"
    assert lines(ask("entities", LONG), *names) == [
        (A, "2", "2", first, last, "calls.csv"), (B, "1", "1", last, last, "calls.csv"),
        (C, "1", "1", first, first, "calls.csv"),
    ]  # fmt: skip


def test_a_chosen_time_counts_too_and_leaves_those_without_records(ask: Ask) -> None:
    second = (JUNE + DAY, JUNE + 2 * DAY)
    names = ("value", "records", "links", "first", "sources")
    at = "2026-06-02 12:00:00+01:00"
    assert lines(ask("entities", moments=second), *names) == [
        (A, "1", "1", at, "calls.csv"), (B, "1", "1", at, "calls.csv"), (C, "0", "0", "", ""),
    ]  # fmt: skip


def test_a_column_is_sorted_and_tested_by_what_it_shows(ask: Ask) -> None:
    shown = ask("entities", LONG, look=Look((Test("records", low=2),), "records", True))
    assert lines(shown, "value") == [(A,)]


def test_the_whole_case_stays_counted_as_a_whole(ask: Ask) -> None:
    filtered = ask("links", LONG)
    everything = ask("links", LONG, scope=ALL, known=filtered.table)
    assert not everything.table.recounted and lines(everything, "records")[0] == ("1",)
    assert sum(int(n) for (n,) in lines(everything, "records")) == 6
    back = ask("links", known=everything.table)
    assert len(back) == 3 and back.table is everything.table  # what was read stays read


def test_every_number_is_what_the_records_of_a_link_say(made_case: Case, graph, ask: Ask) -> None:
    from workbench.case import records

    shown = ask("links", Filter("hour", low=11, high=13), Filter("duration", low=20, high=100))
    ids = graph.link_ids[shown.at(0, len(shown))].tolist()
    for id, (count, seconds) in zip(ids, lines(shown, "records", "seconds"), strict=True):
        behind = [
            r for r in records.behind(made_case, [id])
            if r.at[11:13] in ("10", "11") and 20 <= int(r.fields["duration"]) < 100
        ]  # fmt: skip
        assert int(count) == len(behind) and int(seconds) == sum(int(r.fields["duration"]) for r in behind)
    assert ids


def test_what_is_handed_out_is_what_is_seen_and_says_so(ask: Ask, tmp_path: Path) -> None:
    shown = ask("links", LONG)
    columns = [c for c in shown.table.columns if c.id in ("start", "records", "seconds")]
    titles = copying.titled(shown.table, columns)
    assert titles == ["From", "Records (filtered)", "Seconds in all (filtered)"]
    handing.write(shown, columns, titles, tmp_path / "t.csv")
    written = list(csv.reader((tmp_path / "t.csv").read_text("utf-8-sig").splitlines()))
    assert written == [titles, [f"'{A}", "1", "60"], [f"'{A}", "1", "900"]]
    copied = copying.as_text(shown.table, np.array([0], np.int32), columns)
    assert copied.splitlines()[0].split("\t") == titles
