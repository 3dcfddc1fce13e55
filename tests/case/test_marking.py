"""A value that was found at a place in a text is marked there, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.conftest import Driven, library, session
from workbench.app import importing
from workbench.app.library import Library
from workbench.case import claims
from workbench.case.cases import Case

__all__ = ["library", "session"]

HEADER = "Vendor,Title,Price,Description\n"
TWICE = 'north,mail north@example.org,1 EUR,"Say ""hi"", then north@example.org, or wickr: northdesk"\n'


def email(case: Case) -> int:
    return int(case.db.conn.execute("SELECT id FROM entity WHERE kind = 'email'").fetchone()[0])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_marked_where_it_was_found(session: Driven, library: Library, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"listings.{form}"
    if form == "csv":
        path.write_text(HEADER + TWICE)
    else:
        import openpyxl

        book = openpyxl.Workbook()
        book.active.append(HEADER.strip().split(","))
        book.active.append(["north", "mail north@example.org", "1 EUR", 'Say "hi",\nthen north@example.org'])
        book.save(path)
    case = session.open_case
    importing.import_file(case, path, library)
    found = case.db.conn.execute("SELECT id FROM link WHERE kind = 'mentions' ORDER BY id")
    wanted = [int(row[0]) for row in found if claims.ends(case, row[0])[2] == email(case)]
    claim = claims.for_links(case, wanted)[0]
    proof = claim.proofs[0]
    marked = [(at, proof.text[at:to]) for at, to in proof.marks]
    at = proof.text.rindex("north@example.org")
    assert (at, "north@example.org") in marked
    assert (proof.text.index("north@example.org"), "north@example.org") not in marked
    assert json.loads(proof.text) if form == "xlsx" else proof.text + "\n" == TWICE
