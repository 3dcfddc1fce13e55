"""Files that change, vanish or are no files at all, and names made to mislead."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import needs
from tests.hostile.desk import Desk
from tests.hostile.files import CALLS, HEADER
from workbench.app.importing import import_files
from workbench.app.outcome import Outcome
from workbench.model.problems import Problem

LINE = b"+447700900001,+447700900002,2026-06-%02d %02d:%02d:%02d,%d\n"
MANY = 40_000
CHANGED = "changed while it was (being )?read"


def calls(seconds: int) -> bytes:
    """A file whose reading takes several messages; `seconds` makes it one of its own."""
    rows = (
        LINE % (at // 86_400 + 1, at // 3_600 % 24, at // 60 % 60, at % 60, seconds) for at in range(MANY)
    )
    return HEADER + b"".join(rows)


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"+447700900001,+447700900002,2026-06-30 10:00:00,60\n")


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def replace(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(CALLS)
    other.replace(path)


def overwrite(path: Path) -> None:
    """The same size and, as who does it wishes, the same times."""
    about = path.stat()
    with path.open("r+b") as file:
        file.seek(-20, os.SEEK_END)
        file.write(b"9")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


CHANGES = {
    "append": append,
    "truncate": truncate,
    "replace": replace,
    "overwrite": overwrite,
    "delete": Path.unlink,
}


def bring_while(desk: Desk, path: Path, at: str, act: Callable[[Path], None]) -> Outcome:
    """Imports a file and does something to it the first time that what is told begins with `at`."""
    done: list[str] = []

    def tell(_: int, __: int, text: str) -> None:
        if text.startswith(at) and not done:
            done.append(text)
            act(path)

    (outcome,) = import_files(desk.case, [path], desk.library, None, tell)
    assert done, f"nothing was told that begins with {at}"
    return outcome


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", ["Hashing", "Keeping", "calls"])
def test_a_file_that_changes_while_it_is_read(at: str, change: str, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(calls(list(CHANGES).index(change) * 10 + len(at)))
    outcome = bring_while(desk, path, at, CHANGES[change])
    if (
        outcome.counts is not None
    ):  # told when all was read, or before the first byte was: then it is what it says
        assert at != "Keeping"
    else:
        assert any(
            said in outcome.problem
            for said in ("changed while it was", "no file", "not there", "gone", "cannot be read")
        ), outcome.problem
    desk.warm()
    assert desk.case.db.conn.execute("SELECT count(*) FROM reading WHERE NOT sealed").fetchone()[0] == 0


def test_a_path_through_links_is_the_file_behind_them(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "calls.csv").write_bytes(CALLS.replace(b",60", b",301"))
    (tmp_path / "folder").symlink_to("real")
    (tmp_path / "link.csv").symlink_to("folder/calls.csv")
    assert desk.bring(tmp_path / "link.csv").kept == 3
    assert (tmp_path / "link.csv").is_symlink()
    assert desk.bring(tmp_path / "folder" / ".." / "real" / "calls.csv").sentences


def test_a_link_to_itself(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "ring.csv").symlink_to("ring.csv")
    assert "ring.csv" in desk.bring(tmp_path / "ring.csv").said


@needs.PIPES
def test_what_has_no_end(desk: Desk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero"), Path("/dev/tty"), Path("/proc/self/mem")):
        if path.exists():
            brought = desk.bring(path)
            assert brought.kept == 0 and brought.sentences, path
            assert brought.seconds < 30, path


def test_a_folder(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert "folder" in desk.bring(tmp_path / "folder.csv").said


NAMES = (
    "new\nline.csv", "tab\there.csv", "\u202egpj.vsc.csv", "quote'\"name.csv", "percent %s {0}.csv", "-rf.csv",
    "emoji \U0001f600.csv", "a" * 240 + ".csv", "\x1b[31mred.csv", "..csv", "\u0430\u0301.csv", "con.csv",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_made_to_mislead(name: str, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / name
    try:
        path.write_bytes(CALLS.replace(b",60", b",%d" % (400 + NAMES.index(name))))
    except OSError:
        pytest.skip("this file system does not take such a name")
    assert desk.bring(path).kept == 3


@needs.NAMES_OF_BYTES
def test_a_name_that_is_no_text(desk: Desk, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/calls \xff\xfe.csv"))
    try:
        path.write_bytes(CALLS.replace(b",60", b",450"))
    except OSError:
        pytest.skip("this file system does not take such a name")
    assert desk.bring(path).kept == 3


def test_permission_lost(unprivileged: None, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(CALLS)
    path.chmod(0)
    with pytest.raises(Problem, match="may not be read"):
        from workbench.case import sources

        sources.hash_file(path)


def test_a_file_that_grows_all_the_time(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "growing.csv"
    path.write_bytes(calls(99))
    over = threading.Event()

    def grow() -> None:
        while not over.is_set():
            append(path)
            over.wait(0.005)

    growing = threading.Thread(target=grow)
    growing.start()
    try:
        brought = desk.bring(path)
    finally:
        over.set()
        growing.join()
    assert brought.kept == 0
    assert "changed while it was" in brought.said
    desk.warm()
