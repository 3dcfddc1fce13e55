"""Which records name an entity: as many as looking at each tells, in every role, and by stretch of time."""

from __future__ import annotations

from pathlib import Path

from tests.case import stories
from workbench.case import graphs, included, told
from workbench.case.cases import Case
from workbench.case.named import named

DAY = 86_400_000_000
A, B, C = (("phone", f"+44770090000{n}") for n in range(3))
ROWS: list[stories.Row] = [
    {"kind": "call", "start": n * DAY, "caller": (A, B, C)[n % 3], "callee": (B, C, A)[n % 3], "duration": n}
    for n in range(20)
] + [{"kind": "listing", "vendor": ("handle", "m:x"), "title": "t", "contact": A}]


def id_of(case: Case, value: str) -> int:
    graph = graphs.read(case)
    return int(graph.ids[list(graph.values).index(value)])


def test_every_record_and_role_is_there_once(case: Case, tmp_path: Path) -> None:
    stories.take_in(case, tmp_path, "one.csv", ROWS)
    for value in (A[1], B[1], C[1]):
        entity = id_of(case, value)
        found = named(case, [entity])
        for role in ("caller", "callee"):
            calls = told.told(case, "call", [role])
            assert sorted(found.filter(role=role)["ref"]) == sorted(
                calls.filter(calls[role] == entity)["ref"]
            )
    assert named(case, [id_of(case, A[1])]).filter(kind="listing")["at"].to_list() == [None]


def test_a_stretch_of_time_and_several_entities(case: Case, tmp_path: Path) -> None:
    stories.take_in(case, tmp_path, "one.csv", ROWS)
    both = [id_of(case, A[1]), id_of(case, B[1])]
    found = named(case, both, (3 * DAY, 6 * DAY)).filter(kind="call")
    assert set(found["at"]) == {3 * DAY, 4 * DAY, 5 * DAY} and set(found["entity"]) == set(both)


def test_what_another_source_repeats_or_is_switched_off_does_not_count(case: Case, tmp_path: Path) -> None:
    stories.take_in(case, tmp_path, "one.csv", ROWS)
    once = named(case, [id_of(case, A[1])]).height
    stories.take_in(case, tmp_path, "again.csv", ROWS)
    assert named(case, [id_of(case, A[1])]).height == once
    entity = id_of(case, A[1])
    with case.edit("Off") as db:
        included.turn(db, off=included.readings(db))
    assert named(case, [entity]).is_empty() and named(case, []).is_empty()
