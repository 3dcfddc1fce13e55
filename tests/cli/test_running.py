"""What holds for every command: exit codes, one line of error, UTF-8, and who is at work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests import needs
from tests.cli.conftest import Clew
from tests.conftest import ROOT
from workbench.__main__ import main
from workbench.case import drawn, journal, opening
from workbench.cli import looking, printing


def test_without_arguments_the_window_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    fake = ModuleType("workbench.ui.opening")
    fake.run = lambda case=None: opened.append(case) or 7  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "workbench.ui.opening", fake)
    assert main([]) == 7 and opened == [None]


def test_what_is_no_command_is_one_line_and_exit_2(clew: Clew, tmp_path: Path) -> None:
    for said in (["bogus"], ["links"], ["links", tmp_path, "--limit", "-1"], ["links", tmp_path, "--limt", "3"],
                 ["know", tmp_path, "-o", "x"], ["records", tmp_path, "--link", "x"]):  # fmt: skip
        answer = clew(*said)
        assert answer.code == 2 and answer.out == b""
        assert answer.err.count("\n") == 1 and "Traceback" not in answer.err


def test_help_and_version(clew: Clew) -> None:
    assert clew("--version").text.startswith("Clew ")
    said = clew("--help")
    assert said.code == 0
    for command in (
        "new", "import", "sources", "rejects", "entities", "links", "records", "know", "path", "export", "verify",
        "undo", "redo", "history", "picture", "page", "demo", "recipes", "plugins",
    ):  # fmt: skip
        assert f"\n    {command} " in said.text
        assert clew(command, "--help").code == 0


def test_the_analyst_is_who_says_so(clew: Clew, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clew("undo", case, "--as", "  Ann ")
    clew("--as", "Ben", "redo", case)
    clew("undo", case)
    monkeypatch.delenv("CLEW_ANALYST")
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    clew("redo", case)
    with opening.open_case(case) as opened:
        bodies = [json.loads(b) for (b,) in opened.db.conn.execute("SELECT body FROM log ORDER BY seq")]
    assert [b["analyst"] for b in bodies[-4:]] == ["Ann", "Ben", "T. Ester", "login"]
    said = clew("undo", case, "--as", "  ")
    assert said.code == 2 and "the analyst has no name" in said.err


def test_json_is_utf8_whatever_the_console_and_tables_never_fail(case: Path) -> None:
    with opening.open_case(case, "Ñandú", write=True) as opened, opened.edit("Zeichne 你好 \udc80") as db:
        drawn.draw_entity(opened, db, "person", "Ana")
    environment = os.environ | {
        "PYTHONIOENCODING": "ascii",
        "PYTHONUTF8": "0",
        "LC_ALL": "C",
        "PYTHONPATH": str(ROOT),
    }
    for more, encoding in (["--json"], "utf-8"), ([], "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "workbench", "history", str(case), *more],
            capture_output=True,
            env=environment,
            cwd=ROOT,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        text = done.stdout.decode(encoding)
        if more:
            step = json.loads(text)[-1]
            assert step["analyst"] == "Ñandú" and step["title"].startswith("Zeichne 你好")
        else:
            assert "\\u4f60" in text


def test_whatever_goes_wrong_is_one_line_and_no_traceback(
    clew: Clew, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.model.problems import Cancelled, Damaged, Problem

    for error, code in (
        (Problem("what is\nwrong", "do this"), 2), (Damaged("broken", "restore"), 1), (Cancelled("Import"), 130),
        (KeyboardInterrupt(), 130), (PermissionError(13, "Permission denied", "/x"), 2),
        (OSError(28, "No space left"), 2),
    ):  # fmt: skip

        def fail(*_: object, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(looking, "reading", fail)
        said = clew("sources", case)
        assert said.code == code and said.err.count("\n") == 1 and said.err.startswith("clew: ")


def test_a_reader_that_has_seen_enough_is_no_error(case: Path) -> None:
    command = [sys.executable, "-m", "workbench", "entities", str(case), "--json"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait() == 0
    process.stderr.close()


def test_undone_steps_are_told_apart_in_the_history(clew: Clew, case: Path) -> None:
    clew("undo", case)
    with opening.open_case(case) as opened:
        assert [s.undone for s in journal.steps(opened.db)] == [False, True]
    assert clew("history", case).text.splitlines()[-1].endswith("undone")


def test_times_and_texts_as_they_are_printed() -> None:
    assert printing.utc(None) is None
    assert printing.utc(0) == "1970-01-01T00:00:00Z"
    assert printing.utc(-1) == "1969-12-31T23:59:59.999999Z"
    assert printing.harmless("a\tb\x00\u2066\u2028") == "a b<U+0000><U+2066><U+2028>"


def test_numbers_that_name_something_can_be_typed_again(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    printing.table(("id", "records", "value"), [(4611686018695823362, 12345, "x" * 200), (7, 1, "y")], "none")
    wide, narrow = capsysbinary.readouterr().out.decode().splitlines()[1:]
    assert wide == "4611686018695823362   12,345  " + "x" * 200
    assert narrow.split() == ["7", "1", "y"]
    printing.table(("a", "b"), [("x" * 80, 1)], "none")
    assert capsysbinary.readouterr().out.decode().splitlines()[1] == "x" * 59 + "…  1"
    printing.table(("a",), [], "none")
    assert capsysbinary.readouterr().out == b"none\n"


@needs.NAMES_OF_BYTES
def test_words_are_utf8_under_a_locale_that_knows_none(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    path = os.fsencode(tmp_path) + "/Zürich ".encode() + b"\xff.case"

    def clew(*said: str | bytes | Path) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "workbench", *said]
        return subprocess.run(command, capture_output=True, env=environment, cwd=ROOT)

    assert clew("new", path, "--as", "Ñandú", "--purpose", b"A\xffB").returncode == 0
    with opening.open_case(Path(os.fsdecode(path))) as case:
        assert (case.about.title, case.about.purpose) == ("Zürich \\xff", "A\\xffB")
    for said, words in (["--search", "Ñandú"], "[]\n"), (["--search", b"\xff"], "[]\n"):
        found = clew("entities", path, *said, "--json")
        assert (found.returncode, found.stdout, found.stderr) == (0, words.encode(), b"")
    for said in (["links", path, "--of", b"\xff"], ["path", path, "Ñ", b"\xff"]):
        found = clew(*said)
        assert found.returncode == 2 and found.stderr.count(b"\n") == 1, found
    assert clew("import", path, ROOT / "resources" / "demo" / "market_beta.tsv").returncode == 0
    assert clew("export", path, "--source", "1", "-o", path + b".tsv").returncode == 0


def test_an_account_without_name_or_home_works(
    clew: Clew, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.delenv("CLEW_ANALYST")
    monkeypatch.setattr("getpass.getuser", unknown)
    assert clew("sources", case).code == 0
    monkeypatch.delenv("CLEW_HOME")

    def homeless(*_: object, **__: object) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr("platformdirs.user_data_dir", homeless)
    said = clew("recipes")
    assert (
        said.code == 2 and said.err == "clew: this account has no home folder: name a folder in CLEW_HOME\n"
    )
