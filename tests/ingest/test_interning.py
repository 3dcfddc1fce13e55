"""Distinct texts get numbers, the same ones each time, whatever their length and whoever shares their hash."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ingest.interning import Interned
from workbench.kernels import text_keys, texts

WORDS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.text("0123456789+", min_size=10, max_size=17),
    st.sampled_from(
        ["", "\0", "\0\0", "a" * 12, "a" * 13, "a" * 15, "a" * 15 + "\0", "a" * 16, "я" * 8, "я" * 7]
    ),
)


@given(st.lists(st.lists(WORDS, max_size=30), max_size=6))
def test_interning_is_a_dict(batches: list[list[str | None]]) -> None:
    interned, known = Interned(), dict[str, int]()
    for batch in batches:
        fresh = [text for text in dict.fromkeys(batch) if text is not None and text not in known]
        known.update({text: len(known) + at for at, text in enumerate(fresh, 1)})
        numbers, places = interned.place(pl.Series(batch, dtype=pl.String))
        assert numbers.tolist() == [known.get(text, 0) if text is not None else 0 for text in batch]
        assert [batch[at] for at in places] == fresh
    assert len(interned) == len(known)


def test_many_texts_in_many_chunks_and_slices() -> None:
    column = pl.Series([f"{n % 700:0{n % 25}}" if n % 9 else None for n in range(20_000)])
    parts = pl.concat([column[:5], column[5:9_000], column[9_000:]], rechunk=False)
    interned = Interned()
    numbers, fresh = interned.place(parts)
    assert len(fresh) == column.n_unique() - 1
    again, none = interned.place(column[1_234:15_000])
    assert not len(none)
    assert np.array_equal(again, numbers[1_234:15_000])


def test_long_texts_of_one_hash_stay_two(monkeypatch: pytest.MonkeyPatch) -> None:
    real = text_keys.keys_of

    def colliding(column: texts.Texts) -> text_keys.Keys:
        keys = real(column)
        keys[text_keys.is_hashed(keys)] = (7, 0xFF << 56)
        return keys

    monkeypatch.setattr(text_keys, "keys_of", colliding)
    one, other, third = "the same hash, 1", "the same hash, 2", "the same hash, 3"
    interned = Interned()
    numbers, fresh = interned.place(pl.Series([one, other, "short", one, other]))
    assert numbers.tolist() == [1, 3, 2, 1, 3]
    assert fresh.tolist() == [0, 2, 1]
    numbers, fresh = interned.place(pl.Series(["new", third, other, one, None]))
    assert numbers.tolist() == [4, 5, 3, 1, 0]
    assert fresh.tolist() == [0, 1]
