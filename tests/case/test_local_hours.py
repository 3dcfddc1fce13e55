"""Hours and weekdays are those that a clock on the wall of the zone showed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest

from tests.case import stories
from tests.case.slow_filters import (
    DAY,
    call,
    links_left,
)
from tests.case.stories import Row, blocks, take_in
from workbench.case.cases import Case
from workbench.case.local_hours import changes_of
from workbench.kernels import brushing
from workbench.model.block import PRECISIONS, Block
from workbench.model.filters import Filter
from workbench.model.kinds import Kinds


def test_hours_are_those_of_the_zone(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls", [call(0, 1, 10 * 3600)])
    assert links_left(case, Filter("hour", low=11, high=12)) == {
        ("0", "1"): 1
    }  # London in the first days of 1970
    assert links_left(case, Filter("hour", low=10, high=11)) == {}


def test_what_tells_only_its_day_has_no_hour_and_the_weekday_of_that_day(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Midnight of a Thursday east of London is a Wednesday evening there."""
    honest = blocks

    def dated(kinds: Kinds, rows: list[Row], size: int) -> Iterator[Block]:
        for block in honest(kinds, rows, size):
            frame = block.records["call"]
            day = pl.lit(PRECISIONS.index("day"), pl.UInt8).alias("start.mark")
            block.records["call"] = frame.with_columns(day, pl.lit(600, pl.Int16).alias("start.offset"))
            yield block

    monkeypatch.setattr(stories, "blocks", dated)
    take_in(
        case, tmp_path, "calls", [call(0, 1, 14 * 3600)]
    )  # the first of January 1970 plus a day at UTC+10
    assert links_left(case, Filter("hour", low=0, high=24)) == {}
    assert links_left(case, Filter("weekday", keep=("fri",))) == {("0", "1"): 1}


@pytest.mark.parametrize(
    "name", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Tehran", "UTC"]
)
def test_hours_and_weekdays_are_right_where_clocks_change(name: str) -> None:
    zone, epoch = ZoneInfo(name), datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
    begin = 1_640_995_200_000_000  # 2022
    at = np.arange(begin, begin + 2 * 366 * DAY * 1_000_000, 1_730_000_000, np.int64)
    hours, weekdays = np.zeros(len(at), np.uint8), np.zeros(len(at), np.uint8)
    brushing.local_hours(at, *changes_of(zone, at), hours, weekdays)
    local = [(epoch + timedelta(microseconds=int(t))).astimezone(zone) for t in at]
    assert hours.tolist() == [t.hour for t in local]
    assert weekdays.tolist() == [t.weekday() for t in local]
