"""The quick way to read dates and durations says what the value types say, text by text."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal, assert_series_equal

from workbench.ingest import plain
from workbench.kernels import texts, written
from workbench.model.values import durations, moments

DATES = st.builds(
    lambda form, *parts: form.format(*parts),
    st.sampled_from(
        [
            "{0:04}-{1:02}-{2:02} {3:02}:{4:02}:{5:02}", "{2:02}/{1:02}/{0:04} {3:02}:{4:02}:{5:02}",
            "{2:02}.{1:02}.{0:04}", "{0:04}/{1:02}/{2:02}T{3:02}:{4:02}", "{0:04}-{1:02}-{2:02}T{3:02}:{4:02}:{5:02}Z",
            "{0:04}-{1:02}-{2:02} {3:02}:{4:02}Z", "{2}/{1}/{0:04} {3}:{4:02}", "{0:04}-{1:02}/{2:02}",
            "'{0:04}-{1:02}-{2:02} {3:02}:{4:02}:{5:02}'", "{2:02}-{1:02}-{0:04} {3:02}:{4:02} PM",
            "{0:04}-{1:02}-{2:02} {3:02}.{4:02}.{5:02}",
        ]
    ),
    st.sampled_from([1899, 1900, 1970, 2000, 2023, 2024, 2100, 2199, 2200, 1402]), st.integers(0, 13),
    st.integers(0, 32), st.integers(0, 25), st.integers(0, 61), st.integers(0, 61),
)  # fmt: skip


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "UTC+5:30"])
@given(
    st.lists(st.one_of(DATES, st.none(), st.text("0123456789-/: TZ", max_size=20)), min_size=1, max_size=40)
)
@example(["2024-03-31 01:30:00", "2024-10-27 01:30:00", "29/02/2024 00:00:00", "29/02/2023 00:00:00"])
def test_moments_as_the_value_type_reads_them(
    order: moments.Order, zone: str, cells: list[str | None]
) -> None:
    column = pl.Series("cells", cells, pl.String)
    assert_frame_equal(plain.moments_of(column, order, zone), moments.parse_many(column, order, zone))


CLOCKS = st.builds("{}:{:02}:{:02}".format, st.integers(0, 120), st.integers(0, 61), st.integers(0, 61))


@given(
    st.lists(
        st.one_of(
            st.integers(-5, 10**10).map(str), CLOCKS, st.none(), st.text("0123456789:+-. ", max_size=10)
        ),
        min_size=1,
        max_size=40,
    )
)
def test_durations_as_the_value_type_reads_them(cells: list[str | None]) -> None:
    column = pl.Series("seconds", cells, pl.String)
    assert_series_equal(plain.durations_of(column), durations.parse_durations(column), check_names=False)


def test_the_usual_forms_are_read_the_quick_way() -> None:
    usual = [
        "2024-01-05 10:00:00",
        "05/01/2024 10:00:00",
        "2024-01-05T10:00:00Z",
        "2024-01-05",
        "05.01.2024 10:00",
    ]
    _, form = written.moments(texts.of(pl.Series(usual)), "dmy")
    assert (form != written.NOT_READ).all()
    assert written.durations(texts.of(pl.Series(["0", "75", "0:01:15", "00:01:15"]))).tolist() == [
        0,
        75,
        75,
        75,
    ]
