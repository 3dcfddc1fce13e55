"""Telegram exports: ids, offsets, pretty-printed or in one line, cut off, broken or hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.phones.readers import SAMPLES, lines, module, refused, stretches
from workbench.api import Problem

NOON = {"date": "2026-06-01T12:00:00", "date_unixtime": "1780311600"}


def _message(n: int, sender: Any = "user5550111", **more: Any) -> dict[str, Any]:
    return {"id": n, "type": "message", **NOON, "from": "North", "from_id": sender, "text": f"m{n}", **more}


def _chat(*messages: Any, type: str = "private_supergroup") -> dict[str, Any]:
    return {"name": "Harvest", "type": type, "id": 777002, "messages": list(messages)}


def _file(tmp_path: Path, said: Any, indent: int | None = 1) -> Path:
    path = tmp_path / "result.json"
    path.write_text(json.dumps(said, indent=indent, ensure_ascii=False), "utf-8")
    return path


@pytest.mark.parametrize(
    ("written", "party"),
    [
        ("user5550111", ("telegram:5550111", "handle")), ("channel777002", ("telegram:777002", "group")),
        ("chat99", ("telegram:chat99", "group")), (5550111, ("telegram:5550111", "handle")),
        ("4294967395", ("telegram:chat99", "group")), ("8589934691", ("telegram:99", "group")),
        ("", ("", "")), (None, ("", "")), ("user", ("", "")), (0, ("", "")), ("9" * 40, ("", "")),
    ],
)  # fmt: skip
def test_who_an_id_is(written: Any, party: tuple[str, str]) -> None:
    found = module("telegram_chats").peer(written)
    assert (found.id, found.sort) == party


def test_the_offset_of_the_exporting_computer_is_kept() -> None:
    time_of = module("telegram_values").time_of
    assert time_of(NOON) == "2026-06-01T12:00:00+01:00"
    assert time_of({"date_unixtime": "1780311600"}) == "2026-06-01T11:00:00+00:00"
    assert time_of({"date": "2026-06-01T12:00:00"}) == "2026-06-01T12:00:00"
    assert (
        time_of({"date": "2026-06-01T12:07:00", "date_unixtime": "1780311600"}) == "2026-06-01T11:00:00+00:00"
    )
    assert time_of({"date_unixtime": "9" * 30}) is None


def test_a_message_to_a_group_goes_to_the_group_and_a_post_of_a_channel_to_nobody(tmp_path: Path) -> None:
    path = _file(tmp_path, _chat(_message(1), _message(2, "channel777002"), type="public_channel"))
    posts = [line for line in lines("telegram", path) if line["what"] == "message"]
    assert [(p["sender"], p.get("recipient")) for p in posts] == [
        ("telegram:5550111", "telegram:777002"), ("telegram:777002", None),
    ]  # fmt: skip


def test_pretty_printed_rows_are_lines_and_the_text_is_kept(tmp_path: Path) -> None:
    path = _file(tmp_path, _chat(_message(1), _message(2)))
    (rows,) = stretches("telegram", path)
    begins = [n for n, line in enumerate(path.read_text().split("\n"), 1) if line == "  {"]
    assert sorted(set(rows.frame["row"])) == begins
    assert rows.raw is not None
    assert [json.loads(text)["id"] for text in rows.raw["text"]] == [1, 2]


def test_all_on_one_line_counts_elements(tmp_path: Path) -> None:
    path = _file(tmp_path, _chat(_message(1), _message(2)), None)
    assert sorted({line["row"] for line in lines("telegram", path)}) == [1, 2]


def test_names_in_invitations_are_resolved_where_one_account_bears_them(tmp_path: Path) -> None:
    invite = {
        "id": 1, "type": "service", **NOON, "actor": "North", "actor_id": "user5550111", "action": "invite_members",
        "members": ["Mia", "Stranger", None],
    }  # fmt: skip
    path = _file(tmp_path, _chat(invite, {**_message(2, "user5550122"), "from": "Mia"}))
    said = [line for line in lines("telegram", path) if line["what"] == "membership"]
    assert [(m.get("sender"), m["sender name"], m["third"]) for m in said] == [
        ("telegram:5550122", "Mia", "telegram:5550111"), (None, "Stranger", "telegram:5550111"),
    ]  # fmt: skip


def test_whoever_is_shown_under_a_name_is_named_once(tmp_path: Path) -> None:
    """Also who only added somebody, and whose words were only passed on."""
    invite = {
        "id": 1, "type": "service", **NOON, "actor": "North", "actor_id": "user5550111", "action": "invite_members",
        "members": ["Stranger"],
    }  # fmt: skip
    passed_on = {"forwarded_from": "Ivo", "forwarded_from_id": "user5550133"}
    path = _file(tmp_path, _chat(invite, {**_message(2, "user5550122"), "from": "Mia", **passed_on}))
    named = [
        (line["recipient"], line["recipient name"])
        for line in lines("telegram", path)
        if line["what"] == "contact"
    ]
    assert len(named) == len(set(named))
    assert {("telegram:5550111", "North"), ("telegram:5550122", "Mia"), ("telegram:5550133", "Ivo")} <= set(
        named
    )


def test_a_cut_off_file_keeps_what_is_whole_and_says_so(tmp_path: Path) -> None:
    whole = (SAMPLES / "telegram.json").read_text()
    path = tmp_path / "result.json"
    path.write_text(whole[: whole.index('"hello"')])
    bad = refused("telegram", path)
    assert "not JSON" in bad[-1][1] and '"id": 12' in bad[-1][2]
    assert len({line["row"] for line in lines("telegram", path)}) == 9
    path.write_text(whole[: whole.index(']\n   },\n   {\n    "name": "Harvest"')])
    assert "cut off" in refused("telegram", path)[-1][1]


def test_one_broken_message_does_not_lose_the_next(tmp_path: Path) -> None:
    path = _file(tmp_path, _chat(_message(1), _message(2), _message(3)))
    path.write_text(path.read_text().replace('"text": "m2"', '"text": "m2'))
    assert [line["text"] for line in lines("telegram", path) if line["what"] == "message"] == ["m1", "m3"]
    assert len(refused("telegram", path)) == 1


@pytest.mark.parametrize(
    "element",
    [
        None, 5, "x", [], {}, {"type": "message"}, {"type": 7, "from_id": {}, "text": {"a": 1}},
        {"type": "service", "members": 5, "action": []}, {"text": [1, None, {"text": 5}]},
    ],
)  # fmt: skip
def test_any_element_is_a_line_or_a_reject(element: Any, tmp_path: Path) -> None:
    path = _file(tmp_path, _chat(_message(1), element))
    rows = {line["row"] for line in lines("telegram", path)} | {
        row for row, _, _ in refused("telegram", path)
    }
    assert len(rows) == 2


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"messages": []}', '{"messages": [' + "[" * 100_000, '{"messages": 5}', '{"a"']
)
def test_hostile_or_empty_files_are_a_problem_or_a_reject(text: str, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text(text)
    with pytest.raises(Problem):
        lines("telegram", path)


def test_numbers_and_half_characters_are_kept_as_text(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    long = "9" * 5_000
    path.write_text(json.dumps(_chat(_message(1, text="a\ud800b"))).replace('"id": 1,', f'"id": {long},', 1))
    (message,) = [line for line in lines("telegram", path) if line["what"] == "message"]
    assert message["message id"] == long and message["text"] == "a\ufffdb"


def test_large_files_are_read_in_stretches(tmp_path: Path) -> None:
    path = _file(tmp_path, _chat(*(_message(n) for n in range(20_000))))
    sizes = [rows.frame.height for rows in stretches("telegram", path)]
    assert len(sizes) > 2 and max(sizes) < 9_000 and sum(sizes) == 20_002
