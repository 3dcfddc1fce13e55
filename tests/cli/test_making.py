"""clew new and clew import."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.cli.conftest import CALLS, MORE, Clew
from workbench.case import opening
from workbench.ingest.applying import WHOSE

LEDGERS = """"txid","refid","time","type","subtype","aclass","asset","amount","fee","balance"
"L00001","R00001","2021-05-06 07:08:09","deposit","","currency","XXBT",0.0020000000,0.0000000000,0.0020000000
"L00002","R00002","2021-05-06 08:00:00","withdrawal","","currency","XXBT",-0.0010000000,0.0002000000,0.0008000000
"""


def test_new_keeps_what_it_is_told(clew: Clew, tmp_path: Path) -> None:
    path = tmp_path / "Operation X.case"
    said = clew(
        "new", path, "--title", "Op „X“", "--country", "gb", "--zone", "Europe/London", "--purpose", "P",
        "--authority", "A", "--officer", "O", "--as", "Ann",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    with opening.open_case(path) as case:
        about = case.about
        assert (about.title, about.country, about.zone) == ("Op „X“", "GB", "Europe/London")
        assert (about.purpose, about.authority, about.officer) == ("P", "A", "O")
        [body] = case.db.conn.execute("SELECT body FROM log").fetchone()
        assert '"analyst":"Ann"' in body
    assert [p.name for p in tmp_path.iterdir()] == ["Operation X.case"]


def test_new_without_a_title_is_called_by_its_file(clew: Clew, tmp_path: Path) -> None:
    assert clew("new", tmp_path / "Harbour.case").code == 0
    with opening.open_case(tmp_path / "Harbour.case") as case:
        assert case.about.title == "Harbour"


def test_new_refuses_what_cannot_be(clew: Clew, tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    for wrong, told in (
        (["--country", "Britain"], "there is no country 'Britain'"),
        (["--zone", "London"], "there is no time zone 'London'"),
    ):
        said = clew("new", path, *wrong)
        assert said.code == 2 and said.err.startswith(f"clew: {told}") and said.err.count("\n") == 1
        assert list(tmp_path.iterdir()) == []
    assert clew("new", path).code == 0
    said = clew("new", path)
    assert said.code == 2 and "a.case exists already" in said.err


def test_import_says_what_became_of_each_file_and_the_failing_one_does_not_stop_the_others(
    clew: Clew, tmp_path: Path
) -> None:
    path = tmp_path / "a.case"
    clew("new", path, "--country", "GB", "--zone", "Europe/London")
    (tmp_path / "calls.csv").write_text(CALLS)
    (tmp_path / "more.csv").write_text(MORE)
    (tmp_path / "empty.csv").write_text("")
    said = clew("import", path, *(tmp_path / n for n in ("calls.csv", "empty.csv", "more.csv")), "--json")
    assert said.code == 2
    one, empty, two = said.json
    assert one == {
        "source": 1,
        "reading": 1,
        "file": str(tmp_path / "calls.csv"),
        "sha256": hashlib.sha256(CALLS.encode()).hexdigest(),
        "recipe": "call_records.caller_callee",
        "rows": {"read": 5, "kept": 3, "duplicate": 1, "rejected": 1, "withheld": 0},
        "entities": {"new": 3, "known": 0},
        "links": {"new": 2},
    }
    assert "empty.csv is empty" in empty["problem"] and empty["source"] is None
    assert two["rows"] == {"read": 2, "kept": 1, "duplicate": 1, "rejected": 0, "withheld": 0}
    assert two["entities"] == {"new": 1, "known": 3} and two["source"] == 2
    assert said.err == f"clew: {empty['problem']}\n"
    again = clew("import", path, tmp_path / "calls.csv", "--json")
    assert again.code == 0 and again.json[0]["source"] == 1 and again.json[0]["rows"]["kept"] == 0
    assert len(clew("sources", path, "--json").json) == 2


def test_import_for_people_is_a_table(clew: Clew, tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    clew("new", path)
    (tmp_path / "calls.csv").write_text(CALLS)
    said = clew(
        "import", path, tmp_path / "calls.csv", "--recipe", "call_records.caller_callee", "--country", "GB"
    )
    assert said.code == 0 and said.err == ""
    heading, row, *rest = said.text.splitlines()
    assert heading.split()[:3] == ["source", "file", "recipe"] and "calls.csv" in row
    assert rest == ["1 row rejected; 'clew rejects' lists them."]
    said = clew("import", path, tmp_path / "calls.csv", "--recipe", "no.such")
    assert said.code == 2 and "there is no recipe no.such" in said.err


def test_a_better_reading_takes_the_place_of_the_first_in_one_step(
    clew: Clew, case: Path, made: Path
) -> None:
    before = clew("links", case, "--json").json
    [outcome] = clew("import", case, made.parent / "calls.csv", "--zone", "America/New_York", "--json").json
    assert outcome["source"] == 1 and outcome["reading"] == 3 and outcome["rows"]["kept"] == 3
    sources = clew("sources", case, "--json").json
    assert len(sources) == 2 and sources[0]["reading"] == 3
    after = clew("links", case, "--json").json
    # The other file's call of that day is another one now that the zones differ, and counts.
    assert after[0]["first"] == "2026-06-01T14:00:00Z" and after[0]["records"] == 3
    assert clew("verify", case).code == 0
    assert clew("undo", case).code == 0
    assert clew("links", case, "--json").json == before


def test_whose_account_a_statement_is_is_said_at_import(clew: Clew, tmp_path: Path) -> None:
    path, statement = tmp_path / "a.case", tmp_path / "ledgers.csv"
    statement.write_text(LEDGERS)
    clew("new", path)
    silent = clew("import", path, statement, "--json").json[0]
    assert [s["says"] for s in silent["surprises"]] == [f"2 {WHOSE}"]
    said = clew("import", path, statement, "--account", "ann@example.org", "--json").json[0]
    assert "surprises" not in said and said["rows"]["kept"] == 2
    listed = clew("entities", path, "--kind", "account", "--json").json
    assert [(e["value"], e["records"]) for e in listed] == [("KRAKEN:ANN@EXAMPLE.ORG", 2)]
    again = clew("import", path, statement, "--account", "account:ann@example.org", "--json").json[0]
    assert again["already"]


def test_a_name_is_no_account(clew: Clew, tmp_path: Path) -> None:
    path, statement = tmp_path / "a.case", tmp_path / "ledgers.csv"
    statement.write_text(LEDGERS)
    clew("new", path)
    said = clew("import", path, statement, "--account", "Ann Example")
    assert said.code == 2 and "'Ann Example' is no identifier" in said.err


def test_a_folder_is_every_file_in_it(clew: Clew, tmp_path: Path) -> None:
    path, folder = tmp_path / "a.case", tmp_path / "exhibit"
    (folder / "more").mkdir(parents=True)
    (folder / "calls.csv").write_text(CALLS)
    (folder / "more" / "more.csv").write_text(MORE)
    (folder / ".DS_Store").write_text("x")
    clew("new", path, "--country", "GB")
    said = clew("import", path, folder)
    assert said.code == 0 and said.err == ""
    assert f"{folder / '.DS_Store'} is hidden and was left out." in said.text
    assert [s["file"] for s in clew("sources", path, "--json").json] == ["calls.csv", "more.csv"]
