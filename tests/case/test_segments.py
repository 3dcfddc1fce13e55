"""What takes less room is read back as it was."""

from __future__ import annotations

import hashlib

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import segments

WHOLE = st.one_of(
    st.none(),
    st.integers(-5, 5),
    st.integers(-5, 5).map(lambda n: n * 1_000_000),
    st.integers(-(1 << 62), 1 << 62),
)


@given(st.lists(st.tuples(st.integers(0, 1 << 30), WHOLE), max_size=9), st.booleans())
def test_a_narrowed_frame_is_read_as_it_was(rows: list[tuple[int, int | None]], ordered: bool) -> None:
    rows = sorted(rows, key=lambda row: row[0]) if ordered else rows
    shape = {"link": pl.Int32, "first": pl.Int64, "text": pl.String, "units": pl.Decimal(38, 0)}
    frame = pl.DataFrame([(link, n, str(n), n) for link, n in rows], schema=shape, orient="row")
    data = segments.pack(segments.narrowed(frame))
    read = segments.unpack(data, hashlib.sha256(data).digest(), "it")
    assert read.schema == frame.schema and read.equals(frame)


def test_links_and_times_take_less_room() -> None:
    frame = pl.DataFrame({"link": [1, 2, 9], "count": [3, 1, 2], "last": [7_000_000, None, 1_000_000]})
    assert segments.narrowed(frame).schema == {
        "link rises": pl.Int64, "count small": pl.Int32, "last seconds": pl.Int32
    }  # fmt: skip
