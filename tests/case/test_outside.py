"""An original that stays where it is: its hash is in the case, its rows are read outside while it is the same file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.files import CALLS, HEADER
from workbench.app import kinds
from workbench.app.importing import import_files
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.wishes import Wishes
from workbench.case import exporting, opening, sources, verbatim, verifying
from workbench.case.cases import Case
from workbench.model.problems import Problem

Bring = Callable[..., Outcome]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.shipped()


@pytest.fixture
def own(tmp_path: Path) -> Case:
    made = opening.create(tmp_path / "own.case", kinds.shipped(), "T. Ester", country="GB", zone="UTC")
    yield made
    made.close()


@pytest.fixture
def bring(own: Case, library: Library) -> Bring:
    def bringing(path: Path, **wished: bool) -> Outcome:
        (outcome,) = import_files(own, [path], library, Wishes(**wished))
        return outcome

    return bringing


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_bytes(CALLS)
    return path


def test_rows_are_those_of_the_file_outside(own: Case, bring: Bring, calls: Path) -> None:
    outcome = bring(calls, refer=True)
    assert outcome.counts is not None and outcome.counts.kept == 3
    assert own.db.conn.execute("SELECT count(*) FROM source_block").fetchone() == (0,)
    assert own.db.conn.execute("SELECT count(*) FROM row_block").fetchone() == (0,)
    (source,) = sources.listed(own)
    assert (source.kept, source.is_referred, source.sha256) == (
        "hash only", True, hashlib.sha256(CALLS).hexdigest(),
    )  # fmt: skip
    for number, line in enumerate(CALLS.decode().splitlines(), 1):
        assert verbatim.row(own, 1, "", number) == line
    own.close()
    assert [c for c in verifying.verify(own.path) if not c.ok] == []


@pytest.mark.parametrize("what", ["gone", "changed", "changed as if it were not"])
def test_what_is_not_the_same_file_is_not_shown(own: Case, bring: Bring, calls: Path, what: str) -> None:
    bring(calls, refer=True)
    assert verbatim.row(own, 1, "", 2) == CALLS.decode().splitlines()[1]
    before = calls.stat()
    if what == "gone":
        calls.unlink()
    else:
        calls.write_bytes(CALLS.replace(b",60", b",61"))
    if what == "changed as if it were not":
        os.utime(calls, ns=(before.st_atime_ns, before.st_mtime_ns))
    said = verbatim.row(own, 1, "", 2)
    assert isinstance(said, verbatim.Absent)
    expected = f"not at {calls} any more" if what == "gone" else f"what is at {calls} now is another file"
    assert said.startswith("[the original of calls.csv is not in the case and") and expected in said
    assert hashlib.sha256(CALLS).hexdigest() in said
    with pytest.raises(Problem, match="is not in the case and"):
        exporting.original(own, 1, calls.with_name("out.csv"))
    assert not calls.with_name("out.csv").exists()
    calls.write_bytes(CALLS)
    assert verbatim.row(own, 1, "", 2) == CALLS.decode().splitlines()[1]


def test_it_is_exported_from_outside_bit_for_bit(own: Case, bring: Bring, calls: Path) -> None:
    bring(calls, refer=True, sha512=True)
    out = calls.with_name("out.csv")
    assert exporting.original(own, 1, out) == hashlib.sha256(CALLS).hexdigest()
    assert out.read_bytes() == CALLS
    assert sources.listed(own)[0].sha512 == hashlib.sha512(CALLS).hexdigest()


def test_a_row_far_into_a_large_file(own: Case, bring: Bring, tmp_path: Path) -> None:
    """Rows that begin in one block of a mebibyte and end in the next are whole."""
    path = tmp_path / "many.csv"
    lines = [b"+447700900001,+447700900002,2026-06-01 10:00:00,%d" % (n % 60) for n in range(60_000)]
    path.write_bytes(HEADER + b"\n".join(lines) + b"\n")
    assert path.stat().st_size > 2 * sources.BLOCK
    bring(path, refer=True)
    width = len(HEADER) + len(lines[0])
    across = sources.BLOCK // (len(b"\n".join(lines)) // len(lines))
    for number in (2, 3, *range(across - 600, across + 600, 7), 60_001):
        assert verbatim.row(own, 1, "", number) == lines[number - 2].decode(), (number, width)


def test_read_again_it_stays_outside(own: Case, bring: Bring, calls: Path) -> None:
    bring(calls, refer=True)
    again = bring(calls)
    assert again.already and sources.listed(own)[0].is_referred


def test_what_the_case_keeps_is_not_referred_to_later(own: Case, bring: Bring, calls: Path) -> None:
    bring(calls)
    assert bring(calls, refer=True).already
    assert sources.listed(own)[0].kept == "copy"


def test_what_may_not_be_kept_shows_its_rows_from_the_case(own: Case, library: Library, calls: Path) -> None:
    """Rows outside the authorised period are withheld; the rows inside come from the case, not from the whole file."""
    first = 1_780_000_000_000_000
    (outcome,) = import_files(own, [calls], library, Wishes(refer=True, period=(first, first + 1)))
    assert outcome.counts is not None and outcome.counts.withheld == 3
    assert not sources.listed(own)[0].is_referred


def test_what_is_packed_cannot_be_referred_to(own: Case, bring: Bring, calls: Path) -> None:
    import zipfile

    with zipfile.ZipFile(calls.with_name("calls.zip"), "w") as packed:
        packed.write(calls, "calls.csv")
    assert "is no file of its own to refer to" in bring(calls.with_name("calls.zip"), refer=True).problem
    assert sources.listed(own) == []
