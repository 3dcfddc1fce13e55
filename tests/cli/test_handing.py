"""Commands that hand something out: what comes out, and that it is entered in the log."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import needs
from tests.cli.conftest import CALLS, A, Clew
from tests.conftest import ROOT
from workbench.case import log, opening

HANDING = {
    "know": (["--link", "1"], "know.html", "report"),
    "export": (["--source", "1"], "calls.csv", "export"),
    "picture": (["--size", "640x400"], "chart.png", "picture"),
    "page": ([], "chart.html", "page"),
    "print": (["--paper", "A2", "--tiles", "--handling", "Official"], "chart.pdf", "print"),
}


def entries(case: Path) -> list[dict[str, object]]:
    with opening.open_case(case) as opened:
        assert log.break_at(opened.db) is None
        return [json.loads(b) for (b,) in opened.db.conn.execute("SELECT body FROM log ORDER BY seq")]


@pytest.mark.parametrize("command", HANDING)
def test_what_is_handed_out_is_entered_in_the_log(
    clew: Clew, case: Path, tmp_path: Path, command: str
) -> None:
    options, name, act = HANDING[command]
    before = len(entries(case))
    said = clew(command, case, *options, "-o", tmp_path / name, "--as", "Ann")
    assert (said.code, said.err) == (0, "") and (tmp_path / name).stat().st_size > 0
    [entry] = entries(case)[before:]
    assert (entry["act"], entry["analyst"]) == (act, "Ann")
    with opening.open_case(case) as opened:
        assert opened.db.conn.execute("SELECT value FROM log_value WHERE name = 'file'").fetchall() == [
            (name,)
        ]
    assert sorted(p.name for p in case.parent.iterdir()) == [case.name, f"{case.name}.checkpoints"]


@pytest.mark.parametrize("command", HANDING)
def test_where_somebody_has_the_case_open_it_works_and_says_so(
    clew: Clew, case: Path, tmp_path: Path, command: str
) -> None:
    options, name, _ = HANDING[command]
    before = len(entries(case))
    with opening.open_case(case, "Holder", write=True):
        said = clew(command, case, *options, "-o", tmp_path / name)
    assert said.code == 0 and (tmp_path / name).stat().st_size > 0
    assert re.fullmatch(r"not entered in the log: made\.case is open elsewhere: Holder on .*\n", said.err)
    assert len(entries(case)) == before


@needs.PERMISSIONS
def test_on_a_read_only_medium_it_works_and_says_so(
    clew: Clew, case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for command, (options, name, _) in HANDING.items():  # everything imported while we may
        assert clew(command, case, *options, "-o", tmp_path / name).code == 0
        (tmp_path / name).unlink()
    case.chmod(0o444)
    case.parent.chmod(0o555)
    data = case.read_bytes()
    request.getfixturevalue("unprivileged")
    for command, (options, name, _) in HANDING.items():
        said = clew(command, case, *options, "-o", tmp_path / name)
        assert said.code == 0 and (tmp_path / name).stat().st_size > 0
        assert said.err.startswith("not entered in the log: ") and said.err.count("\n") == 1
    assert clew("export", case, "--plain", "-o", tmp_path / "p.sqlite").code == 0
    assert case.read_bytes() == data


def test_export_gives_the_original_bit_for_bit(clew: Clew, case: Path, tmp_path: Path) -> None:
    said = clew("export", case, "--source", 1, "-o", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == CALLS.encode()
    digest = clew("sources", case, "--json").json[0]["sha256"]
    assert said.text == f"Wrote {tmp_path / 'out.csv'}, SHA-256 {digest}.\n"


def test_export_plain_is_ordinary_sqlite(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert clew("export", case, "--plain", "-o", tmp_path / "out.sqlite").code == 0
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as db:
        assert db.execute("SELECT sum(counted) FROM record_call").fetchone() == (4,)


def test_know_by_link_and_by_entity(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert clew("know", case, "--link", 1, "-o", tmp_path / "link.html").code == 0
    assert clew("know", case, "--entity", "07700 900001", "-o", tmp_path / "entity.html").code == 0
    for name in ("link.html", "entity.html"):
        html = (tmp_path / name).read_text("utf-8")
        assert f"<mark>{A}</mark>" in html and "T. Ester" in html and "Made" in html


def test_a_picture_has_the_size_that_was_asked_for(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert clew("picture", case, "-o", tmp_path / "a.png", "--size", "800x500").code == 0
    data = (tmp_path / "a.png").read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (800, 500)
    said = clew("picture", case, "-o", tmp_path / "a.png", "--size", "big")
    assert said.code == 2 and "'big' is not a size such as 1600x900" in said.err


def test_a_page_loads_nothing_from_outside(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert clew("page", case, "-o", tmp_path / "a.html").code == 0
    html = (tmp_path / "a.html").read_text("utf-8")
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", html)
    assert "900003" in html  # who joins the two files


@pytest.mark.parametrize("command", HANDING)
def test_what_cannot_be_written_is_a_problem_and_no_entry(
    clew: Clew, case: Path, tmp_path: Path, command: str
) -> None:
    options, name, _ = HANDING[command]
    before = len(entries(case))
    for out, told in (
        (tmp_path, "is a folder"),
        (tmp_path / "no" / name, "no folder"),
        (case, "is the case itself"),
    ):
        said = clew(command, case, *options, "-o", out)
        assert said.code == 2 and told in said.err and said.err.count("\n") == 1
    assert len(entries(case)) == before and clew("verify", case).code == 0


def test_what_is_not_there_is_a_problem_and_no_file(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for wrong in (["know", "--link", 99], ["know", "--entity", "nobody"], ["export", "--source", 99]):
        said = clew(wrong[0], case, *wrong[1:], "-o", out)
        assert said.code == 2 and said.err.count("\n") == 1 and not out.exists()


def test_a_picture_under_a_bare_locale_says_nothing_on_standard_error(case: Path, tmp_path: Path) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "picture", str(case), "-o", str(tmp_path / "chart.png")],
        capture_output=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_page_and_a_picture_are_seen_through_filters(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.html"
    assert clew("page", case, "--filter", "duration>0", "--filter", "hour=9-11", "-o", out).code == 0
    page = out.read_text("utf-8")
    assert "Duration: at least 1 s; Hour: 9:00 to 11:00 (Europe/London)" in page
    assert "hides 1 of 2 records, 1 entity" in page
    assert clew("picture", case, "--filter", "kind=phone", "-o", tmp_path / "chart.png").code == 0


@pytest.mark.parametrize("text", ["kind=phoney", "hour=30", "colour=red"])
def test_a_filter_that_is_none_is_refused_and_nothing_written(
    clew: Clew, case: Path, tmp_path: Path, text: str
) -> None:
    said = clew("picture", case, "--filter", text, "-o", tmp_path / "chart.png")
    assert said.code != 0 and said.err and not (tmp_path / "chart.png").exists()
