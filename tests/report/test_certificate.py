"""The certificate of a purge says what, how many, why, on whose word and what it cannot vouch for; never a value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import opening, purging, signing
from workbench.case.anchoring import Anchors
from workbench.case.cases import Case
from workbench.case.purging import Purged
from workbench.model.kinds import Kinds
from workbench.report import documents
from workbench.report.certificate import LIMITS, certificate
from workbench.report.web import page

ANN, BOB = "+447700900001", "+447700900002"


@pytest.fixture
def done(tmp_path: Path, kinds: Kinds) -> Iterator[tuple[Purged, Case]]:
    path = tmp_path / "one.case"
    with opening.create(path, kinds, "A", title="Leeds", handling="SECRET") as case:
        take_in(case, tmp_path, "bill of Ann.csv", [(2, ANN, BOB, 60), (3, BOB, ANN, 90)])
        case.record("backup", values={"file": "before.case"})
    made = purging.purge(path, "P. Urger", [1], why="the order expired", authority="Court 5/2026")
    with opening.open_case(path, "P. Urger", write=True) as case:
        case.anchoring = Anchors(lambda: signing.made("clew/purger"), print)
        case.anchor()
        yield made, case


def test_all_is_said_and_no_value(done: tuple[Purged, Case]) -> None:
    document = certificate(*done)
    said = page(document)
    for text in (
        "Leeds", done[1].about.uuid, "P. Urger", "the order expired", "Court 5/2026", done[0].head, "source 1, whole",
        "(backup): before.case", "new salt",
        "Signed checkpoint", "that of this purge among them", *LIMITS,
    ):  # fmt: skip
        assert text in said, text
    assert document.handling == "SECRET" and f"entry {done[0].entry}" in document.foot
    assert ANN.removeprefix("+") not in said and "bill of Ann" not in said


def test_it_is_written_as_page_paper_and_word_file(done: tuple[Purged, Case], tmp_path: Path) -> None:
    for name in ("c.html", "c.pdf", "c.docx"):
        documents.write(certificate(*done), tmp_path / name)
        assert (tmp_path / name).stat().st_size > 2000
