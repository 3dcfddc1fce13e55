"""The action that writes a read-only case of the selection."""

from __future__ import annotations

from pathlib import Path

from tests.app.conftest import Driven
from workbench.app.actions.sharing import extract_case
from workbench.case import entities, opening, verifying


def test_the_selection_becomes_a_case_of_its_own(filled: Driven, tmp_path: Path) -> None:
    told: list[str] = []
    filled.told = told.append
    case = filled.open_case
    filled.select([entities.resolve(case, f"phone:+44770090000{n}") for n in (1, 2)])
    extract_case(filled, str(tmp_path / "out"), passphrase="three small words")
    filled.settle()
    assert told == ["out.case written: 2 records in 2 rows."]
    with opening.open_case(tmp_path / "out.case", passphrase="three small words") as made:
        assert len(entities.listed(made)) == 2
    assert all(check.ok for check in verifying.verify(tmp_path / "out.case", passphrase="three small words"))
    last = case.db.conn.execute("SELECT body FROM log ORDER BY seq DESC LIMIT 1").fetchone()[0]
    assert '"act":"extract"' in last and '"records":2' in last
