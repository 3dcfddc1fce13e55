"""A sitting: it enters that a case was opened, what was looked at and why, and leaves a signed checkpoint."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.app import sitting
from workbench.app.session import Session
from workbench.case import anchoring, checkpoints, opening, verifying
from workbench.case.cases import describe
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

A, B = "+447700900001", "+447700900002"


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))


@pytest.fixture
def path(tmp_path: Path, kinds: Kinds) -> Path:
    with opening.create(tmp_path / "sat.case", kinds, "A", title="Sat") as case:
        take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000), (3, B, A, 2_000)])
    return tmp_path / "sat.case"


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session("A. Nalyst")
    yield made
    made.close()


def entries(path: Path) -> list[tuple[str, dict[str, int], dict[str, str]]]:
    with opening.open_case(path) as case:
        bodies = [json.loads(b) for (b,) in case.db.conn.execute("SELECT body FROM log ORDER BY seq")]
        values: dict[int, dict[str, str]] = {}
        for seq, name, value in case.db.conn.execute("SELECT seq, name, value FROM log_value"):
            values.setdefault(seq, {})[name] = value
    return [(b["act"], b["ids"], values.get(b["seq"], {})) for b in bodies]


def settle(session: Session) -> None:
    while session.jobs.running:
        time.sleep(0.01)


def asking(path: Path) -> None:
    with opening.open_case(path, "Boss", write=True) as case, case.edit("Ask why") as db:
        describe(db, reasons="asked")


def test_opening_looking_and_closing_are_entered_and_signed(session: Session, path: Path) -> None:
    before = len(entries(path))
    session.open(path)
    assert session.sitting is not None
    session.sitting.saw("entities", [2, 1])
    session.sitting.saw("rows", ["1:10", "1:2"])
    session.close_case()
    assert entries(path)[before:] == [
        ("open", {}, {}),
        ("consult", {"entities": 2, "rows": 2}, {"entities": "1 2", "rows": "1:2 1:10"}),
    ]
    assert [c.size for c in anchoring.kept_beside(path)] == [before + 2]
    assert all(c.ok for c in verifying.verify(path))


def test_what_is_seen_again_is_entered_once(session: Session, path: Path) -> None:
    session.open(path)
    seen = session.sitting
    assert seen is not None and not seen.waits
    seen.saw("links", [1])
    assert sitting.enter_seen(session, "Looking") is not None
    settle(session)
    seen.saw("links", [1])
    assert sitting.enter_seen(session, "Looking") is None
    seen.saw("links", [1, 2])
    session.close_case()
    assert [(a, v) for a, _, v in entries(path) if a == "consult"] == [
        ("consult", {"links": "1"}),
        ("consult", {"links": "2"}),
    ]


def test_looking_at_nothing_leaves_no_consultation(session: Session, path: Path) -> None:
    session.open(path)
    session.close_case()
    assert [a for a, _, _ in entries(path)][-1] == "open"


def test_a_case_that_asks_why_is_opened_with_a_reason_that_stands_in_every_entry(
    session: Session, path: Path
) -> None:
    asking(path)
    asked: list[tuple[str, str]] = []

    def why(what: str, before: str) -> str:
        asked.append((what, before))
        return "order 14" if not before else f"{before}, for the court"

    session.why = why
    session.open(path)
    session.hand_out("Writing it", lambda case, job: case.record("export"), lambda result: "Written.")
    session.edit("Note", lambda case, db: describe(db, officer="Unit 4"))
    settle(session)
    session.close_case()
    assert asked == [("Opening sat.case", ""), ("Writing it", "order 14")]
    said = [(act, values["reason"]) for act, _, values in entries(path) if "reason" in values]
    assert said == [
        ("open", "order 14"),
        ("export", "order 14, for the court"),
        ("step", "order 14, for the court"),
    ]


def test_without_a_reason_it_is_not_opened_and_what_was_open_stays(
    session: Session, path: Path, tmp_path: Path, kinds: Kinds
) -> None:
    asking(path)
    other = opening.create(tmp_path / "other.case", kinds, "A")
    other.close()
    session.open(tmp_path / "other.case")
    with pytest.raises(Problem, match="asks why you look at it"):
        session.open(path)
    assert session.case is not None and session.case.path.name == "other.case"
    with opening.open_case(path, "B", write=True):
        pass  # nobody holds it


def test_nothing_is_handed_out_without_a_reason(session: Session, path: Path) -> None:
    asking(path)
    answers = iter(["a reason", ""])
    session.why = lambda what, before: next(answers)
    session.open(path)
    done: list[str] = []
    with pytest.raises(Problem, match="asks why"):
        session.hand_out("Writing", lambda case, job: done.append("written"), lambda result: "")
    assert done == []


def test_a_case_open_for_reading_says_that_looks_are_not_entered(session: Session, path: Path) -> None:
    told: list[str] = []
    session.told = told.append
    before = path.read_bytes()
    session.open(path, reading=True)
    assert session.sitting is not None and told == ["What you look at in sat.case is not entered in its log."]
    session.sitting.saw("entities", [1])
    sitting.enter(session, "Search", "search", {"hits": 1}, {"text": "x"})
    session.close_case()
    assert path.read_bytes() == before and not checkpoints.beside(path).exists()
