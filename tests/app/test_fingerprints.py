"""What is taken of a file before it is read: SHA-256, SHA-512 by choice in the same pass, size and time of change."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from tests.app.conftest import CALLS
from tests.case.blocks import take_in
from workbench.app.importing import import_files
from workbench.app.library import Library
from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.app.wishes import Wishes
from workbench.case import evidence, sources


def bring(session: Session, path: Path, library: Library, wishes: Wishes, tell: Any = None) -> Outcome:
    (outcome,) = import_files(session.open_case, [path], library, wishes, tell or (lambda *said: None))
    return outcome


def test_both_hashes_size_and_time_of_change_are_kept(
    session: Session, calls: Path, library: Library
) -> None:
    about = calls.stat()
    assert bring(session, calls, library, Wishes(sha512=True)).problem == ""
    (source,) = sources.listed(session.open_case)
    assert source.sha256 == hashlib.sha256(CALLS.encode()).hexdigest()
    assert source.sha512 == hashlib.sha512(CALLS.encode()).hexdigest()
    assert (source.bytes, source.modified_at) == (about.st_size, about.st_mtime_ns // 1000)
    assert evidence.differences(session.open_case.db) == []


def test_sha512_costs_no_further_reading(
    session: Session, calls: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = calls.with_name("other.csv")
    other.write_text(CALLS.replace(",60", ",61"))
    opened: list[str] = []
    real = Path.open

    def open_(self: Path, *said: Any, **more: Any) -> Any:
        if self.name.endswith(".csv"):
            opened.append(self.name)
        return real(self, *said, **more)

    monkeypatch.setattr(Path, "open", open_)
    bring(session, calls, library, Wishes())
    bring(session, other, library, Wishes(sha512=True))
    assert opened.count("calls.csv") == opened.count("other.csv") > 0
    assert [bool(s.sha512) for s in sources.listed(session.open_case)] == [False, True]


@pytest.mark.parametrize("stage", ["Hashing", "Keeping", "calls.csv"])
def test_a_file_that_is_touched_while_it_is_read_is_not_taken_in(
    session: Session, calls: Path, library: Library, stage: str
) -> None:
    """The same bytes with another time of change: somebody was at it."""

    def tell(done: int, total: int, text: str) -> None:
        if text.startswith(stage):
            os.utime(calls, ns=(1, 1))

    outcome = bring(session, calls, library, Wishes(sha512=True), tell)
    if stage == "Hashing":  # told before anything of it was looked at
        assert outcome.problem == ""
    else:
        assert outcome.problem == (
            "calls.csv changed while it was read: copy it to a folder nobody writes to and try again"
        )
        assert sources.listed(session.open_case) == []
        left = session.open_case.db.conn.execute("SELECT count(*) FROM source").fetchone()[0]
        assert left == 0


def test_the_second_hash_is_compared_while_the_file_is_kept(
    session: Session, calls: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources.Digests, "sha512", property(lambda self: os.urandom(64).hex()))
    assert "changed while it was read" in bring(session, calls, library, Wishes(sha512=True)).problem
    assert sources.listed(session.open_case) == []


def test_what_older_versions_committed_to_stays_what_it_was(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where neither a second hash nor a time of change was kept, the digest is made of what it always was made of."""
    said: list[dict[str, Any]] = []
    real = evidence.json.dumps
    monkeypatch.setattr(evidence.json, "dumps", lambda what, **how: said.append(what) or real(what, **how))
    counts = take_in(session.open_case, tmp_path, "old.csv", [(2, "+447700900001", "+447700900002", 1_000)])
    said.clear()
    evidence.account(session.open_case.db, counts.reading)
    assert [set(s) for s in said] == [{"source", "reading", "segments", "rows", "assets"}]
