"""clew backup, archive, continue, review and purge."""

from __future__ import annotations

import datetime
from pathlib import Path

from tests.cli.conftest import MORE, A, B, C, Clew, D
from workbench.case import reviews

ORDER = ("--why", "The order expired", "--authority", "Court 5/2026")


def test_backup_archive_and_going_on(clew: Clew, case: Path, tmp_path: Path) -> None:
    said = clew("backup", case, "-o", tmp_path / "backup.case")
    assert said.code == 0 and "a backup" in said.text and "SHA-256" in said.text
    assert clew("verify", tmp_path / "backup.case").code == 0
    archive = tmp_path / "archive.case"
    assert clew("archive", case, "-o", archive).code == 0
    assert clew("verify", archive).code == 0 and clew("entities", archive).text == clew("entities", case).text
    assert "is an archive" in clew("undo", archive).err and archive.stat().st_mode & 0o222 == 0
    assert clew("continue", archive, "-o", tmp_path / "on.case").code == 0
    assert clew("undo", tmp_path / "on.case").code == 0
    assert "is no archive" in clew("continue", case, "-o", tmp_path / "no.case").err
    for command in ("backup", "archive"):
        assert "exists already" in clew(command, case, "-o", archive).err


def test_a_backup_of_a_case_at_which_somebody_works(clew: Clew, case: Path, tmp_path: Path) -> None:
    from workbench.case import opening

    with opening.open_case(case, "Somebody", write=True):
        said = clew("backup", case, "-o", tmp_path / "backup.case")
    assert said.code == 0 and "not entered in the log" in said.err
    assert clew("verify", tmp_path / "backup.case").code == 0


def test_what_is_due_is_listed_set_and_held(clew: Clew, case: Path) -> None:
    assert clew("review", case).text == "Nothing is due for review.\n"
    in_a_year = clew("review", case, "--all", "--json").json
    assert [r["source"] for r in in_a_year] == [None, 1, 2]
    yesterday = (datetime.date.fromisoformat(reviews.today()) - datetime.timedelta(1)).isoformat()
    said = clew("review", case, "--source", 1, "--set", yesterday, "--hold", "the appeal", "--json").json
    assert [(r["source"], r["due"], r["hold"], r["overdue"]) for r in said] == [
        (1, yesterday, "the appeal", True)
    ]
    assert "the appeal" in clew("purge", case, "--source", 1, *ORDER).err
    assert clew("review", case, "--source", 1, "--lift", "--json").json[0]["hold"] == ""
    assert "is no day" in clew("review", case, "--set", "soon").err
    assert "needs its reason" in clew("review", case, "--hold", " ").err


def test_a_purge_counts_first_then_proves(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(MORE, "utf-8")
    assert clew("import", case, tmp_path / "more.csv").code == 0
    counted = clew("purge", case, "--source", 2, "--dry-run", "--json").json
    assert counted["counts"]["records"] == 2 and counted["counts"]["entities"] == 1
    assert D in clew("entities", case, "--json").text
    out = tmp_path / "certificate.html"
    said = clew("purge", case, "--source", 2, *ORDER, "-o", out)
    assert said.code == 0, said.err
    assert "searched and verified" in said.text
    page = out.read_text("utf-8")
    assert "Court 5/2026" in page and "The order expired" in page and "Entry in the log" in page
    assert D not in page and D.removeprefix("+") not in page and "more.csv" not in page
    found = clew("entities", case, "--json").text
    assert D not in found and A in found and C in found
    verified = clew("verify", case)
    assert verified.code == 0 and "source 2 purged by T. Ester" in verified.text
    assert "was purged from the case" in clew("import", case, tmp_path / "more.csv").err


def test_rows_are_never_cut_out_of_a_source(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(MORE, "utf-8")
    clew("import", case, tmp_path / "more.csv")
    said = clew("purge", case, "--entity", B, *ORDER)
    assert said.code == 2 and "these name it: 1, 2" in said.err and "--source 1 --source 2" in said.err
    assert "no source lies wholly before" in clew("purge", case, "--before", "2026-06-03", *ORDER).err
    said = clew("purge", case, "--before", "2026-06-04", *ORDER, "--dry-run", "--json")
    assert said.json["sources"] == [1] and "left as they are" in said.err and ": 2 (" in said.err
    assert "needs its reason" in clew("purge", case, "--source", 1, "--authority", "x").err
    assert "is no day" in clew("purge", case, "--before", "once", *ORDER).err
