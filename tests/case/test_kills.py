"""Killed imports: thirty times, mostly inside a segment's write; no partial reading seen, no sealed one lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.importing_to_death import rows
from tests.case.stories import recount, take_in
from tests.faults.victims import Nursery
from workbench.case import graphs, opening, verifying
from workbench.case.cases import Case
from workbench.model.kinds import Kinds

PLAN = [("segment", 1 + 7 * n % 60) for n in range(21)] + [("sealing", n) for n in (1, 2, 4, 6, 8, 12)]
PLAN += [("sealed", 0)] * 3
WHOLE_EVERY = 8  # kills after which one import is let through


def check(path: Path, kinds: Kinds, sealed: list[int], *, fully: bool) -> None:
    """The case shows exactly the sealed files, before and after what was interrupted is removed."""
    expected = recount(kinds, [rows(n) for n in sealed], set(range(len(sealed)))).count
    with opening.open_case(path) as case:
        _shows(case, sealed, dict(expected))
    with opening.open_case(path, "A", write=True) as case:
        _shows(case, sealed, dict(expected))
        assert case.db.conn.execute("SELECT count(*) FROM reading WHERE NOT sealed").fetchone() == (0,)
        for table in ("segment", "reject", "entity", "link"):
            strays = f"SELECT count(*) FROM {table} WHERE reading NOT IN (SELECT id FROM reading)"
            assert case.db.conn.execute(strays).fetchone() == (0,), table
    failed = [c for c in verifying.verify(path) if not c.ok] if fully else []
    assert not failed, failed


def _shows(case: Case, sealed: list[int], expected: dict[object, int]) -> None:
    graph = graphs.read(case)
    entities = [("phone", v) for v in graph.values]
    said = {
        ("called", entities[s], entities[e]): int(n)
        for s, e, n in zip(graph.start.tolist(), graph.end.tolist(), graph.count.tolist(), strict=True)
    }
    assert said == expected
    names = case.db.conn.execute(
        "SELECT name FROM included JOIN reading ON reading.id = reading "
        "JOIN source ON source.id = source ORDER BY reading"
    ).fetchall()
    assert [n for (n,) in names] == [f"{n}.csv" for n in sealed]


@pytest.mark.slow
def test_thirty_kills_show_no_half_of_a_reading_and_lose_no_whole_one(tmp_path: Path, kinds: Kinds) -> None:
    assert len(PLAN) == 30 and sum(w == "segment" for w, _ in PLAN) >= 20
    assert sum(w == "sealing" for w, _ in PLAN) >= 5
    path = tmp_path / "killed.case"
    opening.create(path, kinds, "A").close()
    sealed: list[int] = []
    killed = {"segment": 0, "sealing": 0, "sealed": 0}
    with Nursery(tmp_path) as nursery:
        for number, (where, at) in enumerate(PLAN):
            victim = nursery.start("import", path, (number, where, at))
            victim.ready()
            victim.kill()
            killed[where] += 1
            sealed += [number] if where == "sealed" else []
            check(path, kinds, sealed, fully=where != "segment" or number % 4 == 0)
            if number % WHOLE_EVERY == WHOLE_EVERY - 1:
                with opening.open_case(path, "A", write=True) as case:
                    take_in(case, tmp_path, f"{100 + number}.csv", rows(100 + number))
                sealed.append(100 + number)
                check(path, kinds, sealed, fully=True)
    assert killed == {"segment": 21, "sealing": 6, "sealed": 3} and len(sealed) == 6
