"""Whatever part of an identifier is typed, it is found; the best fits come first."""

from __future__ import annotations

import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.case import dictionary, search
from workbench.kernels.finding import Packed


def packed(texts: list[str]) -> Packed:
    octets = [t.encode() for t in texts]
    begin = np.cumsum([0, *(len(o) + 1 for o in octets)]).astype(np.int64)
    return Packed(np.frombuffer(b"".join(o + b"\n" for o in octets), np.uint8).copy(), begin)


@given(
    st.lists(st.text("ab1é ", max_size=24), min_size=1, max_size=60),
    st.text("ab1é ", min_size=1, max_size=12),
    st.integers(1, 70),
)
def test_texts_are_found_by_their_ends_and_anywhere(texts: list[str], wanted: str, most: int) -> None:
    known, octets = packed(texts), wanted.encode()
    assert known.begins(octets).tolist() == [i for i, t in enumerate(texts) if t.startswith(wanted)]
    assert known.ends(octets).tolist() == [i for i, t in enumerate(texts) if t.endswith(wanted)]
    assert known.holds(octets, most).tolist() == [i for i, t in enumerate(texts) if wanted in t][:most]


def test_long_rows_of_texts_are_found_as_well() -> None:
    chance = random.Random(3)
    texts = ["".join(chance.choice("0123456789") for _ in range(chance.randrange(18))) for _ in range(4_000)]
    known = packed(texts)
    for wanted in ("1", "12", "123", "1234", "12345", "1234567", "123456789"):
        assert known.holds(wanted.encode(), 9_999).tolist() == [i for i, t in enumerate(texts) if wanted in t]


class Known:
    """The entities of a case, as far as search looks at them."""

    def __init__(self, values: list[str]) -> None:
        self.values = pl.Series([None, *values])
        self.kind = np.array([-1, *(0 if v.startswith("+") else 1 for v in values)], np.int16)
        self.kinds = ["phone", "person"]


@pytest.mark.parametrize("alike", [5, 4_000])
def test_the_best_fits_come_first_however_many_there_are(alike: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_ALIKE", alike)
    values = [
        "+447700900123",
        "+44770090012",
        "x0123 y",
        "0123",
        "0123456",
        "a long 0123",
        "+0123",
        "nothing",
    ]
    known: dictionary.Entities = Known(values)  # type: ignore[assignment]
    found = search.Identifiers(known).ranked(["0123"], 50, None)
    best = sorted(found, key=lambda id: (*found[id], id))
    assert best[0] == 4 and set(best[1:4]) == {7, 6, 1} and best[4] == 5 and best[5:] == [3]
    phones = search.Identifiers(known).ranked(["0123"], 50, "phone")
    assert set(phones) == {1, 7}
