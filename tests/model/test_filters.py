"""Filters are typed as they are meant, and kept exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.model.filters import Filter, parse
from workbench.model.problems import Problem

SECOND = 1_000_000
DAY = 86_400 * SECOND
JUNE = 1_780_272_000 * SECOND  # 2026-06-01 in UTC


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("kind=phone,wallet", Filter("kind", keep=("phone", "wallet"))),
        ("kind != phone", Filter("kind", drop=("phone",))),
        ("link=called", Filter("link_kind", keep=("called",))),
        ('text="Smith, J",bob', Filter("text", keep=("Smith, J", "bob"))),
        ("hour=22-6", Filter("hour", low=22, high=6)),
        ("hour=3", Filter("hour", low=3, high=4)),
        ("hour=3,5", Filter("hour", keep=("3", "5"))),
        ("hour>=22", Filter("hour", low=22)),
        ("hour=0-24", Filter("hour", low=0, high=24)),
        ("weekday=fri-mon", Filter("weekday", keep=("fri", "sat", "sun", "mon"))),
        ("weekday=6,Sunday", Filter("weekday", keep=("sat", "sun"))),
        ("duration!=0", Filter("duration", drop=("0",))),
        ("duration>0", Filter("duration", low=1)),
        ("duration=10-60", Filter("duration", low=10, high=61)),
        ("duration<=2h", Filter("duration", high=7201)),
        ("records=2..", Filter("count", low=2)),
        ("count=5", Filter("count", low=5, high=6)),
        ("amount=1000..5000 EUR", Filter("amount", ("EUR",), low=Decimal(1000), high=Decimal(5000))),
        ("amount>=0.00000001BTC", Filter("amount", ("BTC",), low=Decimal("0.00000001"))),
        ("amount=BTC,EUR", Filter("amount", ("BTC", "EUR"))),
        ("time=2026-06-01..2026-06-30", Filter("time", low=JUNE, high=JUNE + 30 * DAY)),
        ("time=2026-06-01", Filter("time", low=JUNE, high=JUNE + DAY)),
        ("time<2026-06-01T00:01:05", Filter("time", high=JUNE + 65 * SECOND)),
        ("time=2026-06-01T02:00+02:00..", Filter("time", low=JUNE)),
        ("direction=both ways", Filter("direction", keep=("both ways",))),
    ],
)
def test_a_filter_is_understood(text: str, meant: Filter) -> None:
    assert parse(text) == meant
    assert Filter.read(meant.written()) == meant


def test_times_are_of_the_zone() -> None:
    assert parse("time>=2026-06-01", "Europe/Berlin").low == JUNE - 2 * 3600 * SECOND


@pytest.mark.parametrize(
    "text",
    [
        "", "kind", "kind=", "colour=red", "hour=25", "hour=6-6", "weekday=noday", "duration=long", "count=5-2",
        "kind>phone", "amount=5", "amount>5 EUR", "time=yesterday", "time=2026-06-02..2026-06-01", "count!=3",
        "hour=..",
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_advice(text: str) -> None:
    with pytest.raises(Problem) as refused:
        parse(text)
    assert refused.value.hint
