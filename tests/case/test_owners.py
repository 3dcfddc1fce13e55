"""Whose an identifier was when: records go to the owner of their moment, whatever is imported later."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.case.stories import take_in
from workbench.case import assessments, drawn, graphs, owners
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.model.filters import Filter
from workbench.model.graph import Graph

DAY = 86_400_000_000
PHONES = [("phone", f"+4477009000{n:02}") for n in range(6)]


def _row(caller: int, callee: int, day: int, seconds: int = 60) -> dict[str, object]:
    return {
        "kind": "call", "caller": PHONES[caller], "callee": PHONES[callee], "start": day * DAY, "duration": seconds,
    }  # fmt: skip


def _node(graph: Graph, value: str) -> int:
    return next(n for n in range(len(graph)) if graph.values[n] == value)


def _person(case: Case, name: str) -> int:
    with case.edit(f"Draw {name}") as db:
        return drawn.draw_entity(case, db, "person", name, basis="test")


def _own(case: Case, phone: str, owner: int, first: int | None = None, last: int | None = None) -> None:
    entity = case.db.conn.execute("SELECT id FROM entity WHERE value = ?", (phone,)).fetchone()[0]
    with case.edit("Attribute") as db:
        assessments.attribute(
            case, db, entity, owner, basis="register", first=None if first is None else first * DAY,
            last=None if last is None else last * DAY,
        )  # fmt: skip


def _pieces(
    case: Case, filters: tuple[Filter, ...] = (), moments: tuple[int, int] | None = None
) -> dict[tuple[str, str], int]:
    """Records of calls between those who had the phones, by their values."""
    graph = graphs.read(case)
    nodes = np.arange(len(graph), dtype=np.int32)
    left = filtered(case, graph, filters, moments)
    links = np.flatnonzero(left.links).astype(np.int32)
    had = owners.periods(case, graph, nodes)
    found = owners.pieces(case, graph, nodes, links, left.count, had, filters, moments)
    said: dict[tuple[str, str], int] = {}
    for link, start, end, count in zip(found.link, found.start, found.end, found.count, strict=True):
        if graph.link_kinds[graph.link_kind[link]] == "called":
            ends = graph.values[int(start)], graph.values[int(end)]
            said[ends] = said.get(ends, 0) + int(count)
    return {ends: n for ends, n in said.items() if n}


def test_a_phone_that_changed_hands_is_counted_for_each(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls.csv", [_row(0, 1, day) for day in range(10)])
    ann, ben = _person(case, "Ann"), _person(case, "Ben")
    _own(case, PHONES[0][1], ann, None, 3)
    _own(case, PHONES[0][1], ben, 5, None)
    graph = graphs.read(case)
    ann_is, ben_is = (graph.values[graph.node_of[p]] for p in (ann, ben))
    other = PHONES[1][1]
    assert _pieces(case) == {(ann_is, other): 4, (PHONES[0][1], other): 1, (ben_is, other): 5}
    assert _pieces(case, moments=(2 * DAY, 6 * DAY)) == {
        (ann_is, other): 2, (PHONES[0][1], other): 1, (ben_is, other): 1,
    }  # fmt: skip


def test_two_owners_at_once_leave_it_with_the_phone(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls.csv", [_row(0, 1, day) for day in range(4)])
    ann, ben = _person(case, "Ann"), _person(case, "Ben")
    _own(case, PHONES[0][1], ann, None, 1)
    _own(case, PHONES[0][1], ben, 1, None)
    graph = graphs.read(case)
    ann_is, ben_is = (graph.values[graph.node_of[p]] for p in (ann, ben))
    other = PHONES[1][1]
    assert _pieces(case) == {(ann_is, other): 1, (PHONES[0][1], other): 1, (ben_is, other): 2}


def test_a_later_import_is_counted_in_the_same_way(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls.csv", [_row(0, 1, 1)])
    ann = _person(case, "Ann")
    _own(case, PHONES[0][1], ann, 0, 5)
    take_in(case, tmp_path, "more.csv", [_row(0, 1, 2), _row(0, 1, 9)])
    graph = graphs.read(case)
    name = graph.values[graph.node_of[ann]]
    assert _pieces(case) == {(name, PHONES[1][1]): 2, (PHONES[0][1], PHONES[1][1]): 1}


@pytest.mark.parametrize("seed", range(8))
def test_pieces_equal_a_slow_count(case: Case, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    rows = [
        _row(*random.sample(range(6), 2), random.randrange(30), random.choice((0, 10, 60))) for _ in range(120)
    ]  # fmt: skip
    rows = list({tuple(sorted((k, str(v)) for k, v in row.items())): row for row in rows}.values())
    take_in(case, tmp_path, "calls.csv", rows)
    people = [_person(case, name) for name in ("Ann", "Ben", "Cid")]
    graph = graphs.read(case)
    names = [graph.values[graph.node_of[p]] for p in people]
    said: list[tuple[str, int, int, int]] = []
    for _ in range(6):
        phone, who = PHONES[random.randrange(5)][1], random.randrange(3)
        first = random.randrange(25)
        last = first + random.randrange(8)
        said.append((phone, who, first, last))
        _own(case, phone, people[who], first, last)

    def owner(phone: str, day: int) -> str:
        found = {who for p, who, first, last in said if p == phone and first <= day <= last}
        return names[found.pop()] if len(found) == 1 else phone

    wanted: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["duration"] == 0:
            continue
        day = int(row["start"]) // DAY  # type: ignore[call-overload]
        ends = owner(row["caller"][1], day), owner(row["callee"][1], day)  # type: ignore[index]
        wanted[ends] = wanted.get(ends, 0) + 1
    assert _pieces(case, (Filter("duration", drop=("0",)),)) == wanted
