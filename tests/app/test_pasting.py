"""A pasted table is a source like any other: hashed, kept bit for bit, read by the recipe that knows it."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from pathlib import Path

import pytest

from tests.app.conftest import CALLS, Driven
from workbench.app import importing
from workbench.app.library import Library
from workbench.app.pasting import pasted
from workbench.case import exporting, sources
from workbench.ingest import recognising
from workbench.model.problems import Problem

WHEN = datetime(2026, 11, 22, 10, 15)
TEXT = CALLS.replace(",", "\t")


def test_tab_text_becomes_a_source(session: Driven, library: Library, tmp_path: Path) -> None:
    held = pasted(TEXT, when=WHEN)
    assert held.name == "pasted table 2026-11-22 10:15.tsv"
    found = recognising.recognise(held, library.recipes, by=library.child)
    assert found.best is not None
    (outcome,) = importing.import_files(session.open_case, [held], library)  # type: ignore[list-item]
    assert outcome.counts is not None and (outcome.counts.read, outcome.counts.rejected) == (5, 1)
    (source,) = sources.listed(session.open_case)
    assert source.name == held.name and source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    exporting.original(session.open_case, source.id, tmp_path / "out.tsv")
    assert (tmp_path / "out.tsv").read_bytes() == TEXT.encode()


def test_html_goes_before_the_text_for_its_whole_numbers() -> None:
    html = (
        "<table><tr><td>caller</td><td>callee</td></tr>"
        '<tr><td x:num="447700900123">4.477E+11</td><td>a\n b</td></tr></table>'
    )
    held = pasted("caller\tcallee\n4.477E+11\ta b\n", html, when=WHEN)
    assert held.octets == b"caller\tcallee\n447700900123\ta b\n"
    with held.open("rb") as file:
        file.seek(0, io.SEEK_END)
        assert file.tell() == held.stat().st_size


@pytest.mark.parametrize(
    ("text", "html"), [("", ""), ("just a sentence, with a comma", "<p>none</p>"), ("one\ttwo", "")]
)
def test_what_is_no_table_is_refused(text: str, html: str) -> None:
    with pytest.raises(Problem, match="no table"):
        pasted(text, html, when=WHEN)
