"""Rejected rows with a mended recipe: tried alone first, then the source is read anew in one step."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.app.conftest import CALLS, RECIPE, Driven
from workbench.app import importing, retrying
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import graphs, journal, protection, records, rejects, sources, verifying
from workbench.model.problems import Problem


def test_the_library_of_the_test_rejects_one_row(session: Driven, calls: Path, library: Library) -> None:
    outcome = importing.import_file(session.open_case, calls, library)
    assert outcome.counts is not None and outcome.counts.rejected == 1


def test_a_mended_recipe_takes_what_was_rejected(
    session: Driven, calls: Path, library: Library, tmp_path: Path
) -> None:
    case = session.open_case
    importing.import_file(case, calls, library)
    (reject,) = rejects.listed(case)
    mended = tmp_path / "mended.toml"
    mended.write_text(RECIPE.replace(f'"{reject.column}" }}', f'"{reject.column}", optional = true }}'))
    steps = len(journal.steps(case.db))
    trial, outcome = retrying.retry(case, 1, library, str(mended))
    assert (trial.tried, trial.kept, trial.refused) == (1, 1, ())
    assert outcome is not None and outcome.counts is not None
    assert (outcome.counts.read, outcome.counts.kept, outcome.counts.rejected) == (5, 5, 0)
    assert len(journal.steps(case.db)) == steps + 1 and rejects.listed(case) == []
    case.undo()
    assert len(rejects.listed(case)) == 1
    assert all(c.ok for c in verifying.verify(case.path))


def test_a_recipe_that_helps_nothing_changes_nothing(session: Driven, calls: Path, library: Library) -> None:
    case = session.open_case
    importing.import_file(case, calls, library)
    before = journal.steps(case.db)
    trial, outcome = retrying.retry(case, 1, library)
    assert (trial.tried, trial.kept, outcome) == (1, 0, None)
    ((column, reason, count),) = trial.refused
    (reject,) = rejects.listed(case)
    assert (column, reason, count) == (reject.column, reject.reason, 1)
    assert journal.steps(case.db) == before


def test_where_the_file_is_gone_the_case_gives_its_original(
    session: Driven, calls: Path, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    case = session.open_case
    importing.import_file(case, calls, library)
    data = calls.read_bytes()
    calls.write_text("something else")
    with retrying.original_of(case, 1) as file, file.open("rb") as opened:
        assert file != calls and file.name == calls.name and opened.read() == data
    assert not (tmp_path / "temporary").exists()  # nothing of it was written anywhere
    assert sources.listed(case)[0].kept == "copy"


def test_one_too_large_for_memory_is_written_out_for_as_long_as_it_is_read_but_not_of_a_protected_case(
    session: Driven, calls: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = session.open_case
    importing.import_file(case, calls, library)
    data = calls.read_bytes()
    calls.unlink()
    monkeypatch.setattr(retrying, "IN_MEMORY", 10)
    monkeypatch.setattr(retrying, "IN_MEMORY_PROTECTED", 10)
    with retrying.original_of(case, 1) as file:
        assert isinstance(file, Path) and file.read_bytes() == data
    assert not file.exists()
    case.key = protection.made_of("a few words of one's own")
    with (
        pytest.raises(Problem, match="put the file back where it was taken in from"),
        retrying.original_of(case, 1),
    ):
        pass


def test_without_rejects_there_is_nothing_to_try(
    session: Driven, library: Library, tmp_path: Path, calls: Path
) -> None:
    lines = calls.read_text().splitlines(keepends=True)
    importing.import_file(session.open_case, calls, library)
    good = tmp_path / "good.csv"
    good.write_text("".join(lines[:2]))
    importing.import_file(session.open_case, good, library)
    with pytest.raises(Problem, match="no row of source 2 was rejected"):
        retrying.retry(session.open_case, 2, library)
    assert graphs.read(session.open_case).count.sum() > 0


def test_what_was_answered_when_the_source_was_read_is_not_asked_again(
    session: Driven, tmp_path: Path, library: Library
) -> None:
    calls = tmp_path / "calls.csv"
    head, first, *_ = CALLS.replace("2026-06-01", "03/04/2026").splitlines()
    calls.write_text("\n".join([head, first, first.replace(",60", ",?!")]) + "\n")
    strict, mended = tmp_path / "strict.toml", tmp_path / "mended.toml"
    strict.write_text(RECIPE)
    mended.write_text(RECIPE.replace('"duration" }', '"duration", optional = true }'))
    case = session.open_case
    importing.import_file(case, calls, library, Wishes(recipe=str(strict), order="mdy"))
    trial, outcome = retrying.retry(case, 1, library, str(mended))
    assert trial.kept == 1 and outcome is not None
    assert {r.at[:10] for r in records.behind(case, [1])} == {"2026-03-04"}
