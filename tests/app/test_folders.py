"""A folder stands for every file below it; what nobody meant is left out, and said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.conftest import CALLS, Driven
from workbench.app import folders
from workbench.app.importing import import_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "exhibit"
    (top / "June" / ".git").mkdir(parents=True)
    (top / "__MACOSX").mkdir()
    (top / "June" / "calls.csv").write_text(CALLS)
    for name in (
        "notes.txt",
        ".DS_Store",
        "Thumbs.db",
        "~$calls.xlsx",
        "June/.git/head",
        "__MACOSX/calls.csv",
    ):
        (top / name).write_text("nothing\n")
    (top / "elsewhere").symlink_to(tmp_path)
    return top


def test_files_below_count_and_what_is_left_out_says_why(folder: Path) -> None:
    files, left_out = folders.files(folder)
    assert [f.relative_to(folder).as_posix() for f in files] == ["June/calls.csv", "notes.txt"]
    assert {one.path.relative_to(folder).as_posix(): one.why for one in left_out} == {
        ".DS_Store": "is hidden",
        "June/.git": "is hidden",
        "Thumbs.db": "belongs to the operating system",
        "__MACOSX": "belongs to the operating system",
        "elsewhere": "is a link to somewhere else",
        "~$calls.xlsx": "is left by a program that has a document open",
    }


def test_each_file_of_a_folder_has_an_outcome(session: Driven, folder: Path) -> None:
    outcomes = list(import_files(session.open_case, [folder], session.library))
    calls, notes, *left_out = outcomes
    assert calls.counts is not None and calls.counts.kept == 4
    assert "no recipe knows the layout of notes.txt" in notes.problem
    assert len(left_out) == 6 and all(o.left_out and not o.problem and not o.counts for o in left_out)
    assert left_out[0].as_json()["left_out"] == "is hidden"


def test_an_empty_folder_is_no_file(session: Driven, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (outcome,) = import_files(session.open_case, [tmp_path / "none"], session.library)
    assert outcome.problem.startswith("there is no file in none")
