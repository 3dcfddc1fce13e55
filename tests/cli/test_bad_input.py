"""Bad input: a clear sentence each, exit 2, no traceback, and nothing lost or half taken in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests import needs
from tests.cli.conftest import CALLS, A, B, Clew
from tests.conftest import ROOT
from workbench.case import opening, verifying


def empty(folder: Path) -> Path:
    path = folder / "empty.csv"
    path.touch()
    return path


def directory(folder: Path) -> Path:
    path = folder / "a folder.csv"
    path.mkdir()
    return path


def missing(folder: Path) -> Path:
    return folder / "not there.csv"


def wrong_extension(folder: Path) -> Path:
    """A picture that calls itself a workbook."""
    path = folder / "picture.xlsx"
    path.write_bytes(b"GIF89a" + Random(1).randbytes(5000))
    return path


def truncated_workbook(folder: Path) -> Path:
    whole = (ROOT / "resources" / "demo" / "courier_manifest.xlsx").read_bytes()
    path = folder / "truncated.xlsx"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def binary_as_csv(folder: Path) -> Path:
    path = folder / "binary.csv"
    path.write_bytes(Random(4).randbytes(200_000))
    return path


def unknown_table(folder: Path) -> Path:
    path = folder / "unknown.csv"
    path.write_text("colour,taste\nred,sweet\nblue,sour\n")
    return path


SENTENCES: dict[Callable[[Path], Path], str] = {
    empty: "empty.csv is empty",
    directory: "there is no file in a folder.csv",
    missing: "there is no file",
    wrong_extension: "picture.xlsx",
    truncated_workbook: "truncated.xlsx",
    binary_as_csv: "binary.csv",
    unknown_table: "no recipe knows the layout of unknown.csv",
}


@pytest.mark.parametrize("bad", SENTENCES, ids=lambda f: f.__name__)
def test_a_bad_file_is_a_sentence_and_leaves_no_trace(
    clew: Clew, case: Path, tmp_path: Path, bad: Callable[[Path], Path]
) -> None:
    before = (
        clew("entities", case, "--json").out,
        clew("history", case, "--json").out,
        clew("sources", case, "--json").out,
    )
    path = bad(tmp_path)
    said = clew("import", case, path, "--json")
    assert said.code == 2, said
    [outcome] = said.json
    assert SENTENCES[bad] in outcome["problem"] and "\n" not in outcome["problem"]
    assert said.err == f"clew: {outcome['problem']}\n" and "Traceback" not in said.err
    after = (
        clew("entities", case, "--json").out,
        clew("history", case, "--json").out,
        clew("sources", case, "--json").out,
    )
    assert after == before
    assert [p.name for p in case.parent.iterdir()] == [case.name]
    assert clew("verify", case).code == 0


def test_a_header_and_nothing_else_is_told(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "header.csv").write_text("Caller,Callee,Start,Duration\n")
    said = clew("import", case, tmp_path / "header.csv", "--json")
    assert said.code == 2 and "header.csv has a header but no rows below it" in said.json[0]["problem"]
    assert len(clew("sources", case, "--json").json) == 2 and clew("verify", case).code == 0


def test_a_second_header_row_gives_no_record(clew: Clew, case: Path, tmp_path: Path) -> None:
    lines = CALLS.splitlines()
    (tmp_path / "twice.csv").write_text(
        "\n".join([lines[0], lines[0], f"{A},{B},2026-07-01 10:00:00,60"]) + "\n"
    )
    [outcome] = clew("import", case, tmp_path / "twice.csv", "--json").json
    assert outcome["rows"] == {"read": 1, "kept": 1, "duplicate": 0, "rejected": 0, "withheld": 0}
    [record] = clew("records", case, "--between", A, B, "--json").json[-1:]
    assert (record["file"], record["row"]) == ("twice.csv", 3)


@needs.NAMES_OF_BYTES
def test_a_name_that_is_no_text_is_taken_in_all_the_same(clew: Clew, case: Path, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"calls \x80.csv")
    path.write_text(f"Caller,Callee,Start,Duration\n{A},{B},2026-07-01 10:00:00,60\n")
    said = clew("import", case, path, "--json")
    assert said.code == 0 and said.json[0]["rows"]["kept"] == 1
    assert clew("sources", case, "--json").json[-1]["file"] == "calls \\udc80.csv"
    assert clew("sources", case).code == clew("history", case).code == 0


@needs.PERMISSIONS
def test_a_file_nobody_may_read(
    clew: Clew, case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "secret.csv"
    path.write_text(CALLS)
    assert clew("import", case, path, "--json").code == 0  # everything imported while we may
    path.chmod(0o000)
    case.chmod(0o666)
    case.parent.chmod(0o777)
    request.getfixturevalue("unprivileged")
    said = clew("import", case, path, "--json")
    assert said.code == 2 and "secret.csv may not be read" in said.json[0]["problem"]
    path.parent.chmod(0o755)


@needs.LIMITS
def test_a_full_disk_loses_nothing(case: Path, tmp_path: Path) -> None:
    import resource

    rows = [f"+4477{n:08},+4478{n:08},2026-06-01 10:00:00,60" for n in range(60_000)]
    path = tmp_path / "big.csv"
    path.write_text("Caller,Callee,Start,Duration\n" + "\n".join(rows) + "\n")
    room = case.stat().st_size + 1_000_000
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "import", str(case), str(path), "--json"], capture_output=True, text=True,
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert "the disk that holds made.case" in done.stderr and "nothing of this step was kept" in done.stderr
    assert done.stderr.count("\n") == 1
    with opening.open_case(case, "A", write=True) as opened:
        assert opened.db.conn.execute("SELECT count(*) FROM source").fetchone() == (2,)
        assert opened.db.conn.execute("SELECT count(*) FROM reading WHERE NOT sealed").fetchone() == (0,)
    assert all(c.ok for c in verifying.verify(case))
    assert sorted(p.name for p in case.parent.iterdir()) == [case.name, f"{case.name}.checkpoints"]


def test_a_case_somebody_has_open(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(CALLS)
    with opening.open_case(case, "Holder", write=True):
        for said in (["import", case, tmp_path / "calls.csv"], ["undo", case], ["redo", case]):
            answer = clew(*said)
            assert (
                answer.code == 2
                and "is open elsewhere: Holder on " in answer.err
                and answer.err.count("\n") == 1
            )


def test_what_is_no_case(clew: Clew, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("dear diary " * 3000)
    shutil.copyfile(ROOT / "resources" / "demo" / "courier_manifest.xlsx", tmp_path / "book.case")
    for name, checked in (("notes.txt", 1), ("book.case", 1), ("none.case", 2), (".", 2)):
        for command in (["entities"], ["import", tmp_path / "notes.txt"], ["undo"], ["verify"]):
            said = clew(command[0], tmp_path / name, *command[1:])
            code = checked if command == ["verify"] else 2
            assert said.code == code and said.err.count("\n") <= 1, (name, said)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["book.case", "notes.txt"]


def test_a_case_of_a_newer_program(clew: Clew, case: Path) -> None:
    with opening.open_case(case, "A", write=True) as opened:
        opened.writer.conn.execute("PRAGMA user_version = 99")
    for command in ("entities", "undo", "verify"):
        said = clew(command, case)
        assert said.code == 2 and "was made by a newer Clew" in said.err and said.err.count("\n") == 1


def test_a_case_of_an_older_program(clew: Clew, case: Path) -> None:
    shutil.copyfile(ROOT / "tests" / "old_cases" / "v0.case", case)
    said = clew("entities", case)
    assert said.code == 2 and "was made by an older Clew" in said.err
    assert clew("undo", case).code == 0
    assert len(clew("entities", case, "--json").json) > 3 and clew("verify", case).code == 0
    assert sorted(p.name for p in case.parent.iterdir()) == [
        "made (schema 0).case", "made.case", "made.case.checkpoints",
    ]  # fmt: skip


def test_a_disk_without_a_byte_left(clew: Clew, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("workbench.case.locking.os.write", full)
        said = clew("undo", case)
    assert said.code == 2 and "the disk that holds made.case does not take what is written" in said.err
    assert [p.name for p in case.parent.iterdir()] == [case.name]
    assert clew("undo", case).code == 0


@needs.PIPES
def test_a_pipe_is_not_waited_for(clew: Clew, case: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    said = clew("import", case, tmp_path / "pipe.csv")
    assert said.code == 2 and "pipe.csv is no file with an end" in said.err
