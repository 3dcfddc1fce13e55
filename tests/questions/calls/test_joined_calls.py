"""Forwards as stated and by their times, and calls that ran at once."""

from __future__ import annotations

from tests.questions.calls.conftest import BEGIN, DAY, HOUR, MINUTE, Told, call, id_of, named
from workbench.questions import asking
from workbench.questions.calls.joined_calls import joined_calls

SECOND = 1_000_000


def test_a_stated_forward_joins_who_called_and_where_it_went(told: Told) -> None:
    rows = [call("+441", "+442", n * DAY, duration=60, forwarded_to=("phone", "+443")) for n in range(2)]
    rows += [call("+441", "+443", 5 * DAY, duration=60)]
    held = told(rows)
    answer = asking.ask(held, joined_calls, {}, steady=False)
    assert named(held, answer, "how", "through", "parties", "times", "direct") == [
        ("forwarded, as stated", "+442", ("+441", "+443"), 2, 1)
    ]
    assert len(answer.rows[0].refs) == 2 and len(answer.tables[0].rows) == 2


def test_a_forward_is_told_by_its_times(told: Told) -> None:
    rows = [
        call("+441", "+442", 0, duration=300),
        call("+442", "+443", 5 * SECOND, duration=297),  # begins at once and ends with it
        call("+441", "+442", DAY, duration=300),
        call("+442", "+443", DAY + 2 * MINUTE, duration=60),  # another was called meanwhile
    ]
    held = told(rows)
    answer = asking.ask(held, joined_calls, {}, steady=False)
    assert named(held, answer, "how", "through", "parties") == [
        ("forwarded, by its times", "+442", ("+441", "+443")),
        ("at the same time", "+442", ("+441", "+443")),
    ]


def test_a_conference_of_four_and_calls_that_hardly_overlap(told: Told) -> None:
    rows = [call("+441", f"+44{n}", n * MINUTE, duration=1800) for n in (2, 3, 4)]
    rows += [call("+449", "+445", HOUR, duration=60), call("+449", "+446", HOUR + 40 * SECOND, duration=60)]
    held = told(rows)
    answer = asking.ask(held, joined_calls, {}, steady=False)
    assert named(held, answer, "how", "through", "parties") == [
        ("at the same time", "+441", ("+442", "+443", "+444"))
    ]
    (row,) = answer.rows
    assert row.moments == (BEGIN + 2 * MINUTE, BEGIN + 34 * MINUTE + 1) and len(row.refs) == 3
    assert len(asking.ask(held, joined_calls, {"together": 20}, steady=False).rows) == 2


def test_only_those_with_some_and_calls_without_duration(told: Told) -> None:
    rows = [call("+441", f"+44{n}", n * MINUTE, duration=1800) for n in (2, 3)]
    rows += [call("+441", "+448", 2 * MINUTE)]
    held = told(rows)
    for who, many in (("+443", 1), ("+448", 0)):
        assert (
            len(asking.ask(held, joined_calls, {"numbers": (id_of(held, who),)}, steady=False).rows) == many
        )
    assert "1 call without a duration" in asking.ask(held, joined_calls, {}).left_out[0]


def test_without_calls_it_says_what_is_missing(told: Told) -> None:
    assert "Bring in call records" in asking.ask(told(), joined_calls, {}).sentence
