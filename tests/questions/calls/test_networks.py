"""Sessions on the internet: together at a server, behind an address, and at the times of messages."""

from __future__ import annotations

import pytest

from tests.questions.calls.conftest import (
    BEGIN,
    DAY,
    HOUR,
    MINUTE,
    Told,
    call,
    id_of,
    message,
    named,
    phone,
    session,
)
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.calls.same_server import same_server
from workbench.questions.calls.sessions_and_messages import sessions_and_messages
from workbench.questions.calls.who_was_behind import who_was_behind
from workbench.questions.held import Held

SECOND = 1_000_000
SERVER, OTHER, SHARED = ("ip", "203.0.113.9"), ("ip", "203.0.113.80"), ("ip", "198.51.100.7")


def to(who: str, server: tuple[str, str], at: int, **more: object) -> dict[str, object]:
    return session(at, phone=phone(who), peer=server, **more)


def test_two_who_come_to_a_server_in_the_same_minute(told: Told) -> None:
    times = [0, 5 * HOUR, 2 * DAY, 4 * DAY + 7 * HOUR]
    rows = [to(who, SERVER, at + late) for at in times for who, late in (("+441", 0), ("+442", 40 * SECOND))]
    rows += [to("+443", SERVER, at + 5 * MINUTE) for at in times]
    rows += [to(who, OTHER, n * DAY) for n in range(2) for who in ("+441", "+444")]
    held = told(rows)
    answer = asking.ask(held, same_server, {}, steady=False)
    assert named(held, answer, "one", "other", "times", "servers", "routine", "users", "which") == [
        ("+441", "+442", 4, 1, 0.5, 3, (SERVER[1],))
    ]  # of four shifts those by two and by three days bring one midnight onto the other
    assert len(answer.rows[0].refs) == 8
    server = {"servers": (id_of(held, OTHER[1]),), "least": 1}
    assert named(held, asking.ask(held, same_server, server, steady=False), "one", "other") == [
        ("+441", "+444")
    ]


def test_logs_of_a_server_and_addresses_count_as_well(told: Told) -> None:
    log = {"kind": "access", "site": ("site", "forum.example"), "ip": SHARED}
    rows = [
        log | {"at": BEGIN + n * DAY, "user": ("email", f"{who}@x.org")} for n in range(3) for who in "ab"
    ]
    held = told(rows)
    by_server = asking.ask(held, same_server, {}, steady=False)
    assert named(held, by_server, "one", "other", "which") == [("a@x.org", "b@x.org", ("forum.example",))]
    by_address = asking.ask(held, same_server, {"of": "address"}, steady=False)
    assert named(held, by_address, "which") == [((SHARED[1],),)]


def shared(told: Told) -> Held:
    rows = [
        session(
            0, phone=phone("+441"), shared_ip=SHARED, shared_port=1000, last_shared_port=1999, duration=3600
        ),
        session(
            0, phone=phone("+442"), shared_ip=SHARED, shared_port=2000, last_shared_port=2999, duration=3600
        ),
        session(
            2 * HOUR,
            phone=phone("+443"),
            shared_ip=SHARED,
            shared_port=1000,
            last_shared_port=1999,
            duration=60,
        ),
        session(3 * HOUR, phone=phone("+444"), shared_ip=SHARED),
    ]
    return told(rows)


def behind(held: Held, **more: object) -> Answer:
    return asking.ask(held, who_was_behind, {"address": id_of(held, SHARED[1]), **more})


@pytest.mark.parametrize(
    ("given", "lacks"),
    [
        ({}, "the second and the port"),
        ({"port": 1500}, "the second"),
        ({"at": BEGIN + 90 * SECOND}, "the port"),
        ({"at": BEGIN + MINUTE, "port": 1500}, "a full minute is given"),
    ],
)
def test_an_address_without_port_and_second_is_refused(told: Told, given: dict[str, int], lacks: str) -> None:
    held = shared(told)
    answer = behind(held, **given)
    assert answer.rows == () and answer.sentence.startswith("Refused") and lacks in answer.sentence
    assert "Many subscribers share one public address" in answer.sentence
    assert not any(held.caption(e) in str(answer) for e in held.of_kind("phone"))
    assert [row.cells for row in answer.tables[0].rows] == [("2026-06-01", 4)]


def test_with_port_and_second_it_is_one(told: Told) -> None:
    held = shared(told)
    answer = behind(held, at=BEGIN + 90 * SECOND, port=2500)
    assert named(held, answer, "who", "low", "high", "shared") == [("+442", 2000, 2999, True)]
    assert "1 other user behind it at that time" in answer.left_out[0]
    assert named(held, behind(held, at=BEGIN + HOUR, port=1500, exact=True), "who") == [("+441",)]
    assert behind(held, at=BEGIN + HOUR + 5 * SECOND, port=1500).rows == ()
    within = behind(held, at=BEGIN + HOUR + 5 * SECOND, port=1500, clocks=10)
    assert named(held, within, "who") == [("+441",)]


def test_several_that_fit_are_nobody_in_particular(told: Told) -> None:
    held = shared(told)
    answer = behind(held, at=BEGIN + 3 * HOUR + SECOND, port=1500, clocks=4000)
    assert {held.value(r.cells[0]) for r in answer.rows} == {"+443", "+444"}
    assert "nobody in particular" in answer.sure


def test_a_record_without_end_and_ports_is_a_lead_and_no_identity(told: Told) -> None:
    held = shared(told)
    answer = behind(held, at=BEGIN + 3 * HOUR + SECOND, port=1500)
    assert named(held, answer, "who", "fits") == [
        ("+444", "its beginning; when it ended is not told; its port is not told")
    ]
    assert "no identity" in answer.sure


def test_an_address_that_every_network_has_is_refused(told: Told) -> None:
    held = told([session(0, phone=phone("+441"), ip=("ip", "192.168.1.5"), port=1500, duration=60)])
    asked = {"address": id_of(held, "192.168.1.5"), "at": BEGIN + SECOND, "port": 1500}
    answer = asking.ask(held, who_was_behind, asked)
    assert answer.rows == () and "every network has an address like this" in answer.sentence


def test_whose_sessions_fit_the_messages(told: Told) -> None:
    rows = []
    sent = [(0, 8), (1, 21), (3, 13), (4, 9), (6, 17), (9, 11)]
    for day, hour in sent:
        rows.append(message("+44X", "+44Y", day * DAY + hour * HOUR))
        rows.append(to("+441", SERVER, day * DAY + hour * HOUR - 30 * SECOND, duration=20))
        rows.append(to("+443", SERVER, day * DAY + hour * HOUR + 3 * MINUTE, duration=20))
    for day in range(10):
        rows.append(to("+442", SERVER, day * DAY, duration=86_000))  # always on the internet
    held = told(rows)
    asked = {"sender": id_of(held, "+44X")}
    answer = asking.ask(held, sessions_and_messages, asked, steady=False)
    assert named(held, answer, "who", "fit", "of", "sessions", "also") == [
        ("+441", 6, 6, 6, 1),
        ("+442", 6, 6, 10, 1),
    ]
    one, always = answer.rows
    assert one.cells[4] < 1 and one.cells[5] == 0 and len(one.refs) == 12
    assert always.cells[4] == pytest.approx(6.0) and always.cells[5] == 9
    assert one.why[0].startswith("+") and always.why[0].startswith("~")
    wide = asking.ask(held, sessions_and_messages, {**asked, "window": 200}, steady=False)
    assert "+443" in {held.value(r.cells[0]) for r in wide.rows}


def test_a_long_session_before_short_ones_still_fits(told: Told) -> None:
    rows = [to("+441", SERVER, 0, duration=7200), to("+441", SERVER, 10 * MINUTE, duration=5)]
    rows += [message("+44X", "+44Y", HOUR + n * MINUTE) for n in range(3)]
    held = told(rows)
    answer = asking.ask(held, sessions_and_messages, {"sender": id_of(held, "+44X")}, steady=False)
    (row,) = answer.rows
    assert row.cells[1] == 3
    long = held.records("data_session", ["start", "duration"])
    assert set(row.refs) & set(long.filter(long["duration"] == 7200)["ref"].to_list())
    assert not set(row.refs) & set(long.filter(long["duration"] == 5)["ref"].to_list())


def test_without_sessions_each_says_what_is_missing(told: Told) -> None:
    held = told([call("+441", "+442", 0)])
    one = id_of(held, "+441")
    for question, given in (
        (same_server, {}),
        (who_was_behind, {"address": one}),
        (sessions_and_messages, {"sender": one}),
    ):
        assert "no sessions on the internet" in asking.ask(held, question, given).sentence
