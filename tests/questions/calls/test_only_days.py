"""Records that tell only their day are near nothing in time: they make no meeting, no chain and no conference."""

from __future__ import annotations

import polars as pl
import pytest

from tests.case import stories
from tests.questions.calls.conftest import DAY, Told, call, id_of, message, phone, session
from workbench.model.block import PRECISIONS
from workbench.questions import asking
from workbench.questions.calls.call_chains import call_chains
from workbench.questions.calls.joined_calls import joined_calls
from workbench.questions.calls.near_phone import near_phone
from workbench.questions.calls.same_server import same_server
from workbench.questions.calls.sessions_and_messages import sessions_and_messages
from workbench.questions.calls.travelled_together import travelled_together
from workbench.questions.calls.who_met import who_met
from workbench.questions.calls.who_was_behind import who_was_behind

CELL, SERVER = ("cell", "C1"), ("ip", "203.0.113.9")


@pytest.fixture
def only_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken in tells only days."""
    made = stories._frame

    def marked(*args: object) -> pl.DataFrame:
        frame = made(*args)  # type: ignore[arg-type]
        day = pl.lit(PRECISIONS.index("day"), pl.UInt8)
        return frame.with_columns(day.alias(name) for name in frame.columns if name.endswith(".mark"))

    monkeypatch.setattr(stories, "_frame", marked)


@pytest.mark.usefixtures("only_days")
def test_nothing_is_near_a_record_that_tells_only_its_day(told: Told) -> None:
    rows = []
    for day in range(4):
        at = day * DAY
        rows.append(call("+441", "+442", at, duration=3600, caller_cell=CELL, callee_cell=CELL))
        rows.append(call("+442", "+443", at, duration=3600, caller_cell=CELL))
        rows.append(message("+441", "+442", at))
        rows += [
            session(at, phone=phone(who), peer=SERVER, ip=SERVER, port=5, duration=9)
            for who in ("+441", "+444")
        ]
    held = told(rows)
    one = id_of(held, "+441")
    asked = {
        near_phone: {"phone": one, "least": 1}, who_met: {"least": 1}, travelled_together: {}, joined_calls: {},
        call_chains: {"least": 1}, same_server: {"least": 1}, sessions_and_messages: {"sender": one, "least": 1},
    }  # fmt: skip
    for question, given in asked.items():
        assert asking.ask(held, question, given, steady=False).rows == (), question.id
    behind = {"address": id_of(held, SERVER[1]), "at": rows[0]["start"] + 30_000_000, "port": 5}
    answer = asking.ask(held, who_was_behind, behind)
    assert "nobody in particular" in answer.sure
    assert all("without the second" in row.cells[6] for row in answer.rows)


def test_the_same_told_to_the_second_is_near(told: Told) -> None:
    rows = [
        call("+441", "+442", day * DAY, duration=60, caller_cell=CELL, callee_cell=CELL) for day in range(4)
    ]
    assert len(asking.ask(told(rows), who_met, {}, steady=False).rows) == 1
