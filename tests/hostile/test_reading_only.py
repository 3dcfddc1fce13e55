"""A source is opened for reading only, hashed before, while and after, and left as it was found."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import needs
from tests.hostile.desk import Desk
from tests.hostile.files import CALLS
from workbench.app import kinds
from workbench.app.importing import import_files
from workbench.case import opening, readings, sources
from workbench.ingest import work
from workbench.ingest.known import Known
from workbench.model.problems import Problem

OWN = CALLS.replace(b",60", b",501")
WATCHED = """
import json, os, sys
opened = []
def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and os.fsdecode(args[0]).endswith("watched.csv"):
        opened.append([args[1], args[2]])
    if event in ("os.rename", "os.remove", "os.truncate", "os.chmod", "os.utime", "os.link", "fcntl.flock"):
        if any("watched.csv" in str(a) for a in args):
            opened.append([event, -1])
sys.addaudithook(watch)
from workbench.__main__ import main
code = main(["import", *sys.argv[1:]])
print("OPENED", json.dumps(opened))
sys.exit(code)
"""


def test_the_application_opens_it_for_reading_only(desk: Desk, tmp_path: Path) -> None:
    """Every opening that Python makes is seen, through an audit hook in a process of its own."""
    import json

    path = tmp_path / "watched.csv"
    path.write_bytes(OWN)
    opening.create(tmp_path / "a.case", kinds.shipped(), "T. Ester", country="GB").close()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path / "a.case"), str(path)],
        env={**os.environ, "CLEW_HOME": str(tmp_path / "home"), "CLEW_ANALYST": "T. Ester"},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    opened = json.loads(done.stdout.split("OPENED ")[1])
    assert opened and all(mode == "rb" or mode == "r" or mode is None for mode, _ in opened)
    writing = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
    assert all(flags >= 0 and not flags & writing for _, flags in opened)


@needs.OTHERS_LIMITS
def test_the_reading_process_could_not_write_if_it_would(desk: Desk) -> None:
    import resource

    desk.warm()
    assert resource.prlimit(desk._pid(), resource.RLIMIT_FSIZE) == (0, 0)


def test_a_source_is_left_as_it_was(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "left.csv"
    path.write_bytes(CALLS.replace(b",60", b",502"))
    path.chmod(0o444)
    before = path.stat()
    brought = desk.bring(path)
    assert brought.kept == 3
    after = path.stat()
    for what in ("st_mode", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns", "st_nlink", "st_uid"):
        assert getattr(after, what) == getattr(before, what), what
    assert path.read_bytes() == CALLS.replace(b",60", b",502")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["left.csv"], "nothing was put beside it"
    assert not _holding(path), "nobody holds it open"


@needs.LOCKS_TO_SEE
def test_no_lock_is_left_and_none_is_needed(desk: Desk, tmp_path: Path) -> None:
    import fcntl

    path = tmp_path / "locked.csv"
    path.write_bytes(CALLS.replace(b",60", b",503"))
    with path.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        assert desk.bring(path).kept == 3
    with path.open("r+b") as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_the_hash_before_while_and_after_is_one(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "hashed.csv"
    path.write_bytes(CALLS.replace(b",60", b",504"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (outcome,) = import_files(desk.case, [path], desk.library)
    assert outcome.sha256 == digest and outcome.source is not None
    (source,) = [s for s in sources.listed(desk.case) if s.id == outcome.source]
    assert source.sha256 == digest
    with (tmp_path / "original").open("w+b") as out:
        assert sources.write_original(desk.case.db, source.id, out) == digest


@pytest.mark.parametrize("stage", ["before", "kept", "read"])
def test_one_other_hash_stops_it(
    stage: str, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the three hashes is compared: where one differs, nothing is taken in."""
    path = tmp_path / "differs.csv"
    path.write_bytes(CALLS.replace(b",60", b",505"))
    count = len(sources.listed(desk.case))
    if stage == "before":
        real = sources.hash_file
        monkeypatch.setattr(sources, "hash_file", lambda p, *look: ("0" * 64, real(p, *look)[1]))
    else:

        def change(done: int, total: int, text: str) -> None:
            if (
                text.startswith("Keeping" if stage == "read" else "Hashing")
                and b",506" not in path.read_bytes()
            ):
                if stage == "kept":
                    monkeypatch.setattr(sources, "_copy", _copying(path, sources._copy))
                else:
                    path.write_bytes(path.read_bytes().replace(b",505", b",506"))

        (outcome,) = import_files(desk.case, [path], desk.library, None, change)
        assert "changed while it was" in outcome.problem
    if stage == "before":
        (outcome,) = import_files(desk.case, [path], desk.library)
        assert "changed while it was" in outcome.problem
    assert len(sources.listed(desk.case)) == count
    assert readings.remove_unsealed(desk.case) == 0


def _copying(path: Path, copy: Any) -> Any:
    """Copies a source after one byte of it was changed."""

    def copying(case: Any, source: int, file: Any, *said: Any) -> None:
        path.write_bytes(path.read_bytes().replace(b",505", b",506"))
        copy(case, source, file, *said)

    return copying


def _holding(path: Path) -> list[str]:
    """The processes that hold a file open, as Linux lists them; none elsewhere."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink() == path:
                found.append(str(link))
        except OSError:
            continue  # it ended meanwhile, or belongs to another
    return found


def test_a_task_names_the_file_it_reads() -> None:
    with pytest.raises(Problem, match=r"not there\.csv"):
        list(work.answers("look", {"path": "not there.csv"}, Known(lambda: [])))
