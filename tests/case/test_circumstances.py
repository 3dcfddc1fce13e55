"""What is said of a source: kept beside what was said first, logged, and said once."""

from __future__ import annotations

from pathlib import Path

from tests.case.blocks import take_in
from workbench.case import circumstances, sources, verifying
from workbench.case.cases import Case
from workbench.case.circumstances import Circumstances

FIRST = Circumstances(place="Leeds", legal_basis="order 14", asked_first="2026-05-01", outside="a pointer")


def _said(case: Case) -> int:
    return int(
        case.db.conn.execute("SELECT count(*) FROM declaration WHERE sort = 'circumstances'").fetchone()[0]
    )


def test_a_correction_stands_beside_the_first_and_leaves_what_it_does_not_speak_of(
    case: Case, tmp_path: Path
) -> None:
    take_in(case, tmp_path, "one.csv", [(2, "+447700900001", "+447700900002", 1)])
    sha256 = sources.get(case, 1).sha256
    for said in (FIRST, FIRST, Circumstances(place="Leeds"), Circumstances()):
        circumstances.say(case, 1, sha256, said)
        assert circumstances.of(case.db, sha256) == FIRST and _said(case) == 1
    circumstances.say(case, 1, sha256, Circumstances(place="York", asked_last="2026-06-30"))
    expected = Circumstances(place="York", legal_basis="order 14", asked_last="2026-06-30")
    assert circumstances.of(case.db, sha256) == expected and _said(case) == 2
    circumstances.say(case, 1, sha256, FIRST)  # taken back, word for word
    assert circumstances.of(case.db, sha256) == FIRST and _said(case) == 3
    assert [c for c in verifying.verify(case.path) if not c.ok] == []
