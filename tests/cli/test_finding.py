"""Words, lists of identifiers and shared events on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import A, B, C, Clew

LISTINGS = """vendor,title,price,description
sailor,Sea salt,10 USD,"best salt of the Порт, write to @sea_salt"
baker,Bread,3 USD,nothing of note
"""
RECIPE = """
id = "own.market"
name = "A market"
reader = "delimited"
[recognise]
headers = ["vendor", "title", "price", "description"]
[[record]]
kind = "listing"
[record.fields]
vendor = { column = "vendor", platform = "Bay" }
title = { column = "title" }
description = { column = "description" }
"""
BILL = f"""Caller,Callee,Start,Duration
{A},{B},2026-06-01 10:00:02,61
"""


@pytest.fixture
def texts(clew: Clew, case: Path, tmp_path: Path) -> Path:
    (tmp_path / "market.csv").write_text(LISTINGS)
    (tmp_path / "market.toml").write_text(RECIPE)
    assert clew("import", case, tmp_path / "market.csv", "--map", tmp_path / "market.toml").code == 0
    return case


def test_words_are_found_with_row_and_offset(clew: Clew, texts: Path) -> None:
    (hit,) = clew("search", texts, "порт", "--json").json
    assert (hit["file"], hit["row"], hit["kind"], hit["field"]) == ("market.csv", 2, "listing", "description")
    ((start, end),) = hit["offsets"]
    assert hit["text"][start:end] == "Порт"
    line = LISTINGS.splitlines()[hit["row"] - 1]
    assert line[hit["in_row"] + start : hit["in_row"] + end] == "Порт"
    assert "Порт" in clew("search", texts, "ПОРТ", "salt").text
    assert clew("search", texts, "whale", "--json").json == []
    assert "Nobody" in clew("search", texts, "whale").text
    assert clew("search", texts, '""').code == 2


def test_a_list_is_looked_up_and_kept(clew: Clew, case: Path, tmp_path: Path) -> None:
    asked = tmp_path / "list.txt"
    asked.write_text(f"{A}\n(0)7700 900002\n{C[-6:]}\n+447700900099\n")
    answers = clew("find", case, "--list", asked, "--json").json
    assert [a["asked"] for a in answers] == [A, "(0)7700 900002", C[-6:], "+447700900099"]
    assert [[e["value"] for e in a["found"]] for a in answers] == [[A], [B], [], []]
    assert [[e["value"] for e in a["like"]] for a in answers] == [[], [], [C], []]
    assert answers[0]["found"][0]["sources"] == [1] and answers[0]["line"] == 1
    before = len(clew("history", case, "--json").json)
    said = clew("find", case, "--list", asked, "--keep")
    assert said.code == 0 and "2 of 4 are in the case" in said.text and "finding 1" in said.text
    assert len(clew("history", case, "--json").json) == before + 1


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00"])
def test_a_list_that_is_none(clew: Clew, case: Path, tmp_path: Path, content: bytes) -> None:
    asked = tmp_path / "list.txt"
    asked.write_bytes(content)
    said = clew("find", case, "--list", asked)
    assert said.code == 2 and "list.txt" in said.err
    assert clew("find", case, "--list", tmp_path / "none.txt").code == 2


def test_shared_events_are_listed_and_split(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert clew("joined", case, "--json").json == []
    (tmp_path / "bill.csv").write_text(BILL)
    assert clew("import", case, tmp_path / "bill.csv").code == 0
    (said,) = clew("joined", case, "--json").json
    assert (said["source"], said["with"], said["records"], said["seconds"], said["rows"]) == (
        3,
        1,
        1,
        5,
        [[2, 2]],
    )
    assert said["close"] == {"duration": 2} and said["split"] is False
    counts = [link["records"] for link in clew("links", case, "--kind", "called", "--of", A, "--json").json]
    (split,) = clew("joined", case, "3", "--split", "--json").json
    assert split["split"] is True
    more = [link["records"] for link in clew("links", case, "--kind", "called", "--of", A, "--json").json]
    assert sum(more) == sum(counts) + 1
    assert "once" in clew("joined", case, "--join").text
    assert clew("verify", case).code == 0


def test_no_event_is_joined_where_none_is_wanted(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "bill.csv").write_text(BILL)
    assert clew("import", case, tmp_path / "bill.csv", "--tolerance", "0").code == 0
    assert clew("joined", case, "--json").json == []


def test_rejects_are_exported_and_tried_again(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"
    assert clew("rejects", case, "1", "--export", out, "--json").json == {"file": str(out), "rows": 1}
    assert "nobody at all" in out.read_text("utf-8-sig")
    assert clew("rejects", case, "1", "--export", tmp_path / "rejects.doc").code == 2
    said = clew("rejects", case, "1", "--retry", "--json").json
    assert (said["tried"], said["kept"], said["read_anew"]) == (1, 0, None)
    mended = tmp_path / "mended.toml"
    mended.write_text(
        'id = "own.calls"\nname = "Calls"\nreader = "delimited"\n'
        '[recognise]\nheaders = ["Caller", "Callee", "Start", "Duration"]\n[[record]]\nkind = "call"\n[record.fields]\n'
        'caller = { column = "Caller" }\ncallee = { column = "Callee", withheld = ["nobody at all ???"] }\n'
        'start = { column = "Start" }\nduration = { column = "Duration" }\n'
    )
    said = clew("rejects", case, "1", "--retry", "--recipe", mended, "--json").json
    assert (said["tried"], said["kept"], said["refused"]) == (1, 1, [])
    assert said["read_anew"]["rows"]["rejected"] == 0
    assert clew("rejects", case, "1", "--json").json == []
    assert clew("rejects", case, "--retry").code == 2


def test_days_outside_the_authorised_period_are_withheld(clew: Clew, tmp_path: Path, case: Path) -> None:
    calls = tmp_path / "june.csv"
    calls.write_text(
        f"Caller,Callee,Start,Duration\n{A},{C},2026-07-01 00:30:00,9\n{A},{C},2026-07-02 09:00:00,9\n"
        f"{A},{C},2026-07-03 00:00:00,9\n"
    )
    days = ("--from", "2026-07-01", "--until", "2026-07-02")
    (said,) = clew("import", case, calls, *days, "--json").json
    assert (said["rows"]["kept"], said["rows"]["withheld"]) == (2, 1)
    assert clew("export", case, "--source", said["source"], "-o", tmp_path / "o.csv").code == 2
    (again,) = clew("import", case, calls, *days, "--outside", "court order 7", "--json").json
    assert (again["source"], again["rows"]["withheld"]) == (said["source"], 0)
    assert clew("import", case, calls, "--from", "yesterday").code == 2
    assert clew("verify", case).code == 0
