"""Texts are cleaned once, values numbered once, also where 64-bit hashes collide."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from workbench.ingest.entities import Cleaning, Entities
from workbench.model.kinds import Kinds
from workbench.model.values import Context


def cleaning(kinds: Kinds, entities: Entities, *allowed: str) -> Cleaning:
    return Cleaning(entities, kinds, allowed, Context("GB"))


def test_numbers_are_empty_refused_or_values(kinds: Kinds) -> None:
    entities = Entities()
    cells = pl.Series(["447700900001", None, "---", "!!", "121", "+447700900001", "447700900001"])
    found = cleaning(kinds, entities, "phone", "short_code").numbers(cells)
    assert found.tolist() == [1, 0, 0, -1, 2, 1, 1]
    assert entities.shown(2) == ("short_code", "121", True)


def test_a_kind_the_field_does_not_hold_is_refused(kinds: Kinds) -> None:
    one = cleaning(kinds, Entities(), "phone")
    assert one.numbers(pl.Series(["121", "447700900001"])).tolist() == [-1, 1]
    assert one.reason("121")


def test_every_text_is_cleaned_once(kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    one = cleaning(kinds, Entities(), "site")
    original = Cleaning._clean

    def counting(self: Cleaning, texts: pl.Series) -> object:
        asked.extend(texts.to_list())
        return original(self, texts)

    monkeypatch.setattr(Cleaning, "_clean", counting)
    for _ in range(3):
        one.numbers(pl.Series(["example.com", "example.org", "example.com", None]))
    assert asked == ["example.com", "example.org"]


def test_texts_of_one_hash_stay_two(kinds: Kinds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pl.Series, "hash", lambda self: pl.Series([7] * len(self), dtype=pl.UInt64))
    entities = Entities()
    one = cleaning(kinds, entities, "site")
    cells = pl.Series(["example.com", "example.org", "example.net", "example.com", None])
    found = one.numbers(cells).tolist()
    assert [entities.shown(n)[1] if n else None for n in found] == cells.to_list()
    assert one.numbers(cells).tolist() == found


def test_only_delivered_values_get_an_index(kinds: Kinds) -> None:
    entities = Entities()
    cleaning(kinds, entities, "site").numbers(pl.Series(["a.com", "b.com", "c.com"]))
    (first,), values = entities.deliver([np.array([3, 0, 3], np.int32)])
    assert (first.tolist(), values["value"].to_list()) == ([1, 0, 1], ["c.com"])
    (second,), values = entities.deliver([np.array([1, 3], np.int32)])
    assert (second.tolist(), values["value"].to_list()) == ([2, 1], ["a.com"])
