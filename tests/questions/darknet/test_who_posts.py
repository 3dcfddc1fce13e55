"""Who posts, serves and runs, and which drop places recur."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.questions.darknet.market import listing
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case.cases import Case
from workbench.questions.darknet.drop_places import drop_places
from workbench.questions.darknet.who_posts import who_posts

GROUP, WALLET = ("group", "telegram:shop"), ("wallet", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")


def said(who: str, number: int, answers: int | None = None, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": "message", "start": at("2026-06-01") + number * 3_600_000_000, "sender": ("handle", who),
        "recipient": GROUP, "message_id": str(number), "text": f"message {number}",
    }  # fmt: skip
    return row | ({"reply_to": str(answers)} if answers else {}) | more


CHAT = [
    said("telegram:seller", 1), said("telegram:seller", 2), said("telegram:buyer1", 3), said("telegram:buyer2", 4),
    said("telegram:support", 5, 3), said("telegram:support", 6, 4), said("telegram:buyer1", 7, 1),
    {"kind": "membership", "at": at("2026-06-01"), "group": GROUP, "by": ("handle", "telegram:owner"),
     "member": ("handle", "telegram:buyer1"), "action": "added"},
    {"kind": "mention", "by": ("handle", "telegram:seller"), "mentioned": WALLET, "under": "t"},
]  # fmt: skip


def test_parts_by_rule(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [*CHAT, listing("alpha market:one", "x")])
    answer = ask(case, who_posts)
    assert shown(case, answer, "who", "part", "posts", "answers", "answered", "let_in") == [
        ("telegram:owner", "runs it", 0, 0, 0, 1), ("telegram:support", "serves", 2, 2, 2, 0),
        ("telegram:seller", "posts", 2, 0, 0, 0), ("telegram:buyer1", "posts", 2, 1, 1, 0),
        ("telegram:buyer2", "posts", 1, 0, 0, 0), ("alpha market:one", "posts", 1, 0, 0, 0),
    ]  # fmt: skip
    seller = answer.rows[2]
    assert seller.cells[8] == (entity(case, *WALLET),) and len(seller.refs) == 3
    assert len(ask(case, who_posts, where=entity(case, *GROUP), least=2).rows) == 4


def test_places_that_come_again_within_metres(case: Case, tmp_path: Path) -> None:
    pin = {"latitude": 51.50000, "longitude": -0.12000}
    near = {"latitude": 51.50020, "longitude": -0.12000}  # 22 metres to the north
    rows = [
        said("telegram:seller", 1, **pin),
        said("telegram:seller", 30, **near),
        said("telegram:buyer1", 2, text="left at 51.50010, -0.12001 behind the tree"),
        said("telegram:buyer2", 3, latitude=51.6, longitude=-0.2),
        {"kind": "seizure", "at": at("2026-06-09"), "place": ("address", "1 MILL LANE"), "exhibit": "1"},
        {"kind": "seizure", "at": at("2026-06-19"), "place": ("address", "1 MILL LANE"), "exhibit": "2"},
    ]
    tell(case, tmp_path, rows)
    answer = ask(case, drop_places)
    assert [(r.cells[0], r.cells[1], r.cells[2], r.cells[4]) for r in answer.rows] == [
        ("51.50010,-0.12000", 3, 2, "2 message, 1 text"), ("1 MILL LANE", 2, 2, "2 seizure"),
    ]  # fmt: skip
    assert 20 < answer.rows[0].cells[5] < 24
    assert "1 place that does not come again." in answer.left_out
    assert [r.cells[0] for r in ask(case, drop_places, metres=5).rows] == ["1 MILL LANE"]


def test_an_empty_case_says_what_to_bring_in(case: Case) -> None:
    assert "bring in" in ask(case, who_posts).sentence and "bring in" in ask(case, drop_places).sentence
