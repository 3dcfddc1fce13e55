"""Killed imports: thirty times, mostly inside a segment's write; no partial reading seen, no sealed one lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case.importing_to_death import rows
from tests.case.stories import recount, take_in
from tests.conftest import ROOT
from workbench.case import graphs, opening, verifying
from workbench.case.cases import Case
from workbench.model.kinds import Kinds

PLAN = [("segment", 1 + 7 * n % 60) for n in range(21)] + [("sealing", n) for n in (1, 2, 4, 6, 8, 12)]
PLAN += [("sealed", 0)] * 3
WHOLE_EVERY = 8  # kills after which one import is let through
AHEAD = 3  # processes that are already started and wait for their job, to save the wait for theirs


def victims() -> Iterator[subprocess.Popen[str]]:
    """Processes ready for a job, started ahead of need."""
    waiting: list[subprocess.Popen[str]] = []
    try:
        for number in range(len(PLAN)):
            while len(waiting) < min(AHEAD, len(PLAN) - number):
                waiting.append(
                    subprocess.Popen(
                        [sys.executable, "-m", "tests.case.importing_to_death"],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
                    )
                )  # fmt: skip
            with waiting.pop(0) as victim:
                yield victim
    finally:
        for victim in waiting:
            victim.kill()
            victim.communicate()


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
    for number, ((where, at), victim) in enumerate(zip(PLAN, victims(), strict=True)):
        assert victim.stdin is not None and victim.stdout is not None
        victim.stdin.write(json.dumps([str(path), str(tmp_path), number, where, at]) + "\n")
        victim.stdin.flush()
        assert victim.stdout.readline() == "ready\n", f"kill {number} ({where} {at}) never came to its place"
        victim.kill()
        assert victim.wait() < 0 or sys.platform == "win32"
        killed[where] += 1
        sealed += [number] if where == "sealed" else []
        check(path, kinds, sealed, fully=where != "segment" or number % 4 == 0)
        if number % WHOLE_EVERY == WHOLE_EVERY - 1:
            with opening.open_case(path, "A", write=True) as case:
                take_in(case, tmp_path, f"{100 + number}.csv", rows(100 + number))
            sealed.append(100 + number)
            check(path, kinds, sealed, fully=True)
    assert killed == {"segment": 21, "sealing": 6, "sealed": 3} and len(sealed) == 6
