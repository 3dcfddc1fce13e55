"""Commands that look: what they say, and that they never write."""

from __future__ import annotations

import os
import re
from pathlib import Path

import openpyxl
import pytest

from tests import needs
from tests.cli.conftest import A, B, C, Clew, D
from workbench.case import drawn, opening
from workbench.case.links import DRAWN

ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z")
READING = [
    ["sources"], ["rejects"], ["rejects", "1"], ["entities"], ["entities", "--search", "900001"], ["links"],
    ["links", "--of", A], ["links", "--kind", "at_cell"], ["records", "--between", A, B], ["records", "--link", "1"],
    ["path", A, D], ["history"], ["verify"],
]  # fmt: skip


def command(said: list[str], case: Path, *more: str) -> list[str]:
    return [said[0], str(case), *said[1:], *more]


@pytest.mark.parametrize("said", READING, ids=" ".join)
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_looking_changes_no_byte_no_time_and_no_folder(
    clew: Clew, case: Path, said: list[str], how: tuple[str, ...]
) -> None:
    os.utime(case, ns=(1_000_000_000, 2_000_000_000))
    before = case.read_bytes(), case.stat().st_mtime_ns, case.stat().st_size
    assert clew(*command(said, case, *how)).code == 0
    assert (case.read_bytes(), case.stat().st_mtime_ns, case.stat().st_size) == before
    assert [p.name for p in case.parent.iterdir()] == [case.name]


@needs.PERMISSIONS
def test_looking_works_where_nothing_can_be_written(
    clew: Clew, case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    expected = [clew(*command(said, case, "--json")) for said in READING]
    case.chmod(0o444)
    case.parent.chmod(0o555)
    request.getfixturevalue("unprivileged")
    for said, before in zip(READING, expected, strict=True):
        assert clew(*command(said, case, "--json")) == before, said


def test_looking_works_beside_an_open_window(clew: Clew, case: Path) -> None:
    with opening.open_case(case, "Other", write=True) as other:
        with other.edit("Draw") as db:
            drawn.draw_entity(other, db, "person", "Ana")
        assert "Ana" in clew("entities", case, "--json").text.title()


def test_sources(clew: Clew, case: Path, made: Path) -> None:
    one, two = clew("sources", case, "--json").json
    assert (one["id"], one["file"], two["file"]) == (1, "calls.csv", "more calls.csv")
    assert one["rows"] == {"read": 5, "kept": 3, "duplicate": 1, "rejected": 1, "withheld": 0}
    assert one["bytes"] == (made.parent / "calls.csv").stat().st_size and len(one["sha256"]) == 64
    assert one["recipe"] == "call_records.caller_callee" and one["included"] is True
    assert one["added_by"] == "T. Ester" and ISO.fullmatch(one["added_at"])
    [covered] = one["coverage"]
    assert (covered["first"], covered["basis"]) == ("2026-06-01T09:00:00Z", "records")


def test_rejects(clew: Clew, case: Path) -> None:
    [row] = clew("rejects", case, "--json").json
    assert list(row) == ["source", "row", "column", "reason", "raw"]
    assert (row["source"], row["row"], row["column"]) == (1, 5, "Callee")
    assert row["raw"] == f"{B},nobody at all ???,2026-06-03 12:00:00,5" and row["reason"]
    assert clew("rejects", case, "2", "--json").json == []
    said = clew("rejects", case, "7")
    assert said.code == 2 and said.err == "clew: there is no source 7: see 'clew sources'\n"


def test_a_rejected_row_of_a_workbook_names_its_sheet(clew: Clew, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "June"
    for row in (
        ["Caller", "Callee", "Start", "Duration"],
        [A, B, "2026-06-01 10:00:00", "60"],
        [A, B, "no day", "60"],
    ):
        book.active.append(row)
    book.save(tmp_path / "calls.xlsx")
    path = tmp_path / "made.case"
    assert clew("new", path).code == 0 and clew("import", path, tmp_path / "calls.xlsx").code == 0
    [row] = clew("rejects", path, "--json").json
    assert (row["sheet"], row["row"]) == ("June", 3)


def test_entities(clew: Clew, case: Path) -> None:
    found = clew("entities", case, "--json").json
    assert list(found[0]) == [
        "id", "kind", "value", "caption", "records", "links", "sources", "involvement", "tags",
    ]  # fmt: skip
    assert {e["value"]: (e["kind"], e["records"], e["links"], e["sources"]) for e in found} == {
        A: ("phone", 2, 1, [1]), B: ("phone", 3, 2, [1]), C: ("phone", 2, 2, [1, 2]), D: ("phone", 1, 1, [2]),
    }  # fmt: skip
    assert [e["value"] for e in clew("entities", case, "--search", "900 004", "--json").json] == [D]
    assert len(clew("entities", case, "--limit", "2", "--json").json) == 2
    assert clew("entities", case, "--kind", "wallet", "--json").json == []
    said = clew("entities", case, "--kind", "walet")
    assert said.code == 2 and "there is no kind of entity 'walet'" in said.err


def test_links(clew: Clew, case: Path) -> None:
    links = clew("links", case, "--json").json
    assert list(links[0]) == [
        "id", "kind", "start", "end", "standing", "records", "first", "last", "totals", "sources",
    ]  # fmt: skip
    one = links[0]
    assert one["start"] == {"id": 1, "kind": "phone", "value": A} and one["end"]["value"] == B
    assert (one["kind"], one["standing"], one["records"], one["totals"]) == (
        "called",
        "stated",
        2,
        {"s": "90"},
    )
    assert (one["first"], one["last"]) == ("2026-06-01T09:00:00Z", "2026-06-02T10:00:00Z")
    assert one["sources"] == [1]
    of = clew("links", case, "--of", "07700 900003", "--json").json
    assert {(k["start"]["value"], k["end"]["value"]) for k in of} == {(B, C), (C, D)}
    assert len(clew("links", case, "--limit", "1", "--json").json) == 1
    assert clew("links", case, "--kind", "paid", "--json").json == []
    assert clew("links", case, "--kind", "nonsense").code == 2


def test_hand_made_links_are_listed_with_their_standing(clew: Clew, case: Path) -> None:
    with opening.open_case(case, "Other", write=True) as opened, opened.edit("Draw") as db:
        drawn.draw_link(opened, db, "associated", 1, 4, basis="seen together")
    [link] = clew("links", case, "--kind", "associated", "--json").json
    assert link["id"] > DRAWN and link["standing"] == "assessed"
    assert (link["records"], link["first"], link["totals"], link["sources"]) == (0, None, {}, [])
    assert clew("records", case, "--link", link["id"], "--json").json == []
    path = clew("path", case, A, D, "--json").json
    assert [k["id"] for k in path["links"]] == [link["id"]]


def test_records(clew: Clew, case: Path) -> None:
    rows = clew("records", case, "--between", A, B, "--json").json
    assert list(rows[0]) == [
        "source", "file", "sha256", "sheet", "row", "part", "verbatim", "kind", "at", "zone", "fields",
    ]  # fmt: skip
    assert [(r["file"], r["row"], r["part"], r["kind"]) for r in rows] == [
        ("calls.csv", 2, 0, "call"), ("calls.csv", 3, 0, "call"),
    ]  # fmt: skip
    assert rows[0]["verbatim"] == f"{A},{B},2026-06-01 10:00:00,60"
    assert rows[0]["at"] == "2026-06-01T10:00:00+01:00"
    assert rows[0]["fields"]["caller"] == A and rows[0]["fields"]["duration"] == "60"
    link = clew("links", case, "--of", A, "--json").json[0]["id"]
    assert clew("records", case, "--link", link, "--json").json == rows
    assert len(clew("records", case, "--link", link, "--limit", "1", "--json").json) == 1
    assert clew("records", case, "--link", "999").err == "clew: there is no link 999: see 'clew links'\n"
    assert clew("records", case).code == 2


def test_path(clew: Clew, case: Path) -> None:
    path = clew("path", case, "07700900001", f"phone:{D}", "--json").json
    assert list(path) == ["found", "entities", "links"] and path["found"] is True
    assert [e["value"] for e in path["entities"]] == [A, B, C, D]
    assert [k["kind"] for k in path["links"]] == ["called"] * 3
    said = clew("path", case, A, D)
    assert said.text.splitlines()[0] == "3 links"


def test_a_path_does_not_go_through_a_common_service_unless_asked(clew: Clew, case: Path) -> None:
    from workbench.case import assessments, entities

    with opening.open_case(case, "Other", write=True) as opened, opened.edit("Mark") as db:
        assessments.mark_common(opened, db, entities.resolve(opened, B), "a taxi rank")
    assert clew("path", case, A, D, "--json").json == {"found": False, "entities": [], "links": []}
    assert "common services left aside" in clew("path", case, A, D).text
    assert clew("path", case, A, D, "--through-common", "--json").json["found"] is True


def test_a_value_that_names_several_entities_is_answered_with_the_candidates(clew: Clew, case: Path) -> None:
    with opening.open_case(case, "Other", write=True) as opened, opened.edit("Draw") as db:
        drawn.draw_entity(opened, db, "account", "12345678")
        drawn.draw_entity(opened, db, "person", "12345678")
    said = clew("links", case, "--of", "12345678", "--json")
    assert said.code == 2 and said.out == b"" and said.err.count("\n") == 1
    assert "account:12345678" in said.err and "person:12345678" in said.err
    for candidate in ("account:12345678", "person:12345678"):
        assert clew("links", case, "--of", candidate, "--json").code == 0
    said = clew("links", case, "--of", "+447700900999")
    assert said.code == 2 and "the case holds no '+447700900999'" in said.err


def test_history_for_programs_and_people(clew: Clew, case: Path) -> None:
    steps = clew("history", case, "--json").json
    assert [list(s) for s in steps] == [["step", "title", "analyst", "at", "undone"]] * 2
    assert [s["title"] for s in steps] == ["Import calls.csv", "Import more calls.csv"]
    assert all(ISO.fullmatch(s["at"]) and s["analyst"] == "T. Ester" and s["undone"] is False for s in steps)


def test_tables_are_aligned_and_keep_control_characters_from_the_terminal(clew: Clew, case: Path) -> None:
    with opening.open_case(case, "Other", write=True) as opened, opened.edit("\x1b[31mred\u202e\nnext") as db:
        drawn.draw_entity(opened, db, "person", "Ana")
    lines = clew("history", case).text.splitlines()
    assert len(lines) == 4 and "\x1b" not in lines[3] and "<U+001B>[31mred<U+202E> next" in lines[3]
    starts = [
        line.index(word)
        for line, word in zip(lines, ("analyst", "T. Ester", "T. Ester", "Other"), strict=True)
    ]
    assert len(set(starts)) == 1


def test_recipes_and_plugins(clew: Clew) -> None:
    recipes = clew("recipes", "--json").json
    assert all(list(r) == ["id", "name", "plugin", "kind", "columns"] for r in recipes)
    assert "call_records.caller_callee" in {r["id"] for r in recipes}
    plugins = clew("plugins", "--json").json
    assert {"call_records", "wallets", "vendors", "parcels"} <= {p["id"] for p in plugins}
    assert all(list(p) == ["id", "name", "version", "state", "reason"] for p in plugins)
    assert clew("recipes").code == clew("plugins").code == 0


def test_recipes_are_found_by_a_word_of_their_name_or_columns(clew: Clew) -> None:
    whole = clew("recipes").text.splitlines()
    assert whole[0].split() == ["recipe", "gives", "reads"]
    assert not [line for line in whole if "…" in line and line.rstrip().endswith("…")]  # no name is cut short
    said = clew("recipes", "kraken").text.splitlines()
    assert said[0] == "wallets.kraken_ledgers: Kraken: ledgers of an account"
    assert said[1].startswith("  gives payments; known by txid, refid, time")
    assert [r["id"] for r in clew("recipes", "UTC_Time", "--json").json] == ["wallets.binance"]
    assert clew("recipes", "no such thing").text.startswith("No recipe has 'no such thing'")


@pytest.mark.parametrize("link", [-1, 0, 999, 1 << 40, 1 << 62, (1 << 63) - 1, 1 << 63, 10**40])
def test_a_link_that_is_none_is_a_sentence(clew: Clew, case: Path, tmp_path: Path, link: int) -> None:
    for said in (
        ["records", case, "--link", link],
        ["know", case, "--link", link, "-o", tmp_path / "k.html"],
    ):
        answer = clew(*said)
        assert (answer.code, answer.err) == (2, f"clew: there is no link {link}: see 'clew links'\n")
    assert not list(tmp_path.glob("*.html"))


def test_a_link_of_an_entity_with_itself_is_listed(clew: Clew, case: Path, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(f"Caller,Callee,Start,Duration\n{D},{D},2026-07-01 10:00:00,9\n")
    assert clew("import", case, tmp_path / "own.csv").code == 0
    before = clew("links", case, "--of", D, "--json").json
    [own] = [link for link in before if link["start"] == link["end"]]
    assert (own["kind"], own["records"], own["totals"]) == ("called", 1, {"s": "9"})
    for which in (["--link", own["id"]], ["--between", D, D]):
        [record] = clew("records", case, *which, "--json").json
        assert (record["file"], record["row"]) == ("own.csv", 2)
    [entity] = clew("entities", case, "--search", D, "--json").json
    assert entity["links"] == len(before) == 2
    assert clew("verify", case).code == 0
    assert clew("know", case, "--entity", D, "-o", tmp_path / "k.html").code == 0
    assert clew("picture", case, "-o", tmp_path / "k.png").code == 0


def test_a_name_that_several_bear_is_asked_back(clew: Clew, case: Path, tmp_path: Path) -> None:
    """A person, and handles on two platforms: each can be said by the words of the answer."""
    parcels = "Tracking Number,Date,Sender,Sender Phone,Recipient,Recipient Phone\n"
    (tmp_path / "parcels.csv").write_text(f"{parcels}RB123456785GB,2026-06-13,Greenleaf,{A},Ana Bee,{B}\n")
    offers = "seller\toffer\tclass\tprice\tfrom\tto\tkey_fingerprint\twallet\tcontact\trecorded\tsite\n"
    offer = "greenleaf\to\tc\t10 USD\tUK\tUK\t\t\ttelegram: @greenleaf\t2026-06-13\tbeta.onion\n"
    (tmp_path / "offers.tsv").write_text(offers + offer)
    assert clew("import", case, tmp_path / "parcels.csv", tmp_path / "offers.tsv").code == 0
    said = clew("links", case, "--of", "greenleaf")
    names = ["handle:beta bazaar:greenleaf", "handle:telegram:greenleaf", "person:GREENLEAF"]
    assert said.code == 2 and said.err.endswith(f"say one of {', '.join(names)}\n")
    assert clew("links", case, "--of", "handle:@Greenleaf").err.endswith(
        f"say one of {', '.join(names[:2])}\n"
    )
    for name in (*names, "Person: greenleaf", "telegram:greenleaf"):
        [_, *_] = clew("links", case, "--of", name, "--json").json
