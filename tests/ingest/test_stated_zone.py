"""The zone that a file states in words above its table is the zone of its times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ingest.calls_in_rows import BASIC, A, B, micros, recipe
from tests.ingest.conftest import apply, table
from workbench.ingest import stated, stated_zone
from workbench.ingest.context import ReadContext
from workbench.model.block import read_mark
from workbench.model.kinds import Kinds


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("All times are in Eastern time", "America/New_York"),
        ("All Times Are In Eastern Time,,,,", "America/New_York"),
        ("Dates and times are shown in US Pacific time.", "America/Los_Angeles"),
        ("Times in GMT+3", "+03:00"),
        ("Timestamps are given in UTC +05:30", "+05:30"),
        ("Time zone: (UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Time Zone,Europe/London", "Europe/London"),
        ("All times in UTC", "UTC"),
        ("Times are GMT−3", "-03:00"),
        ("Часовой пояс: МСК (UTC+3)", "Europe/Moscow"),
        ("Время указано по московскому времени", "Europe/Moscow"),
        ("Zona horaria: UTC-03:00", "-03:00"),
        ("时区：北京时间", "Asia/Shanghai"),
    ],
)
def test_zones_in_words(line: str, zone: str) -> None:
    assert stated_zone.zone(("Call records", line)) == zone


@pytest.mark.parametrize(
    "lines",
    [
        ("Report generated at 2026-06-01 10:00 GMT+3",),
        ("All times are in local time",),
        ("Times are approximate; printed 10:00 GMT+3",),
        ("All times are in IST",),  # India's, Israel's or Ireland's
        ("Times in GMT+19",),
        ("Times in GMT+3", "Times in GMT+2"),
        ("Eastern Telecom, calls of one number",),
        (),
    ],
)
def test_what_says_none_or_several(lines: tuple[str, ...]) -> None:
    assert stated_zone.zone(lines) == ""


@pytest.mark.parametrize(
    ("layout", "context", "hour", "basis"),
    [
        ("", ReadContext(country="GB", zone="Europe/London"), 14, "stated in file"),
        ('zone = "Asia/Kolkata"', ReadContext(country="GB"), 14, "stated in file"),
        ("", ReadContext(country="GB", zone="UTC", zone_basis="set by user"), 10, "set by user"),
    ],
)
def test_times_are_read_in_the_zone_stated_unless_somebody_says_another(
    kinds: Kinds, layout: str, context: ReadContext, hour: int, basis: str
) -> None:
    rows = table({"From": [A], "To": [B], "When": ["2026-06-15 10:00:00"]})
    said = replace(rows, preamble=("Calls of one number", "All times are in Eastern time"))
    (record,) = apply(recipe(BASIC, layout=layout), said, kinds, context).records("call")
    assert record["start"] == micros(2026, 6, 15, hour)
    assert read_mark(record["start.mark"])[1] == basis  # type: ignore[arg-type]


def test_the_zone_is_told_with_what_else_the_file_states() -> None:
    assert stated.facts(["Times in GMT+3"]) == {"zone": "+03:00"}
