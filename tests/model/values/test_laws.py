"""What holds for every value type: cleaning twice or cleaning what is shown changes nothing."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.kinds import Kinds
from workbench.model.values import VALUE_TYPES, Context, clean_many

MASKED = {"card", "masked_number"}
_PIECES = (
    "+44|0|7700|900123|@north|telegram:|bc1q|0x|-| |.|,|'|\"|=|E+11|ß|İ|ﬁ|ǰ|Dr |é|Ω|\u200b|\u00a0|:|/|.onion"
    "|example.com|RB|GB|١٢٣|a|Z9|#|404-93-|(0)|Ltd"
)
PIECES = st.sampled_from(_PIECES.split("|"))
TEXTS = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=7).map("".join))
CONTEXTS = st.builds(
    Context,
    country=st.sampled_from(["", "GB", "US", "IN"]),
    platform=st.sampled_from(["", "telegram", "Alpha Market"]),
)


@pytest.mark.parametrize("id", list(VALUE_TYPES))
@given(text=TEXTS, context=CONTEXTS)
def test_cleaning_twice_changes_nothing(id: str, text: str, context: Context) -> None:
    value_type = VALUE_TYPES[id]
    first = value_type.clean(text, context)
    if first:
        kept = VALUE_TYPES[first.kind] if first.kind else value_type
        again = kept.clean(first.value, context)
        assert again is not None and again.value == first.value


@pytest.mark.parametrize("id", [i for i in VALUE_TYPES if i not in MASKED])
@given(text=TEXTS, context=CONTEXTS)
def test_cleaning_what_is_shown_changes_nothing(id: str, text: str, context: Context) -> None:
    value_type = VALUE_TYPES[id]
    first = value_type.clean(text, context)
    if first:
        kept = VALUE_TYPES[first.kind] if first.kind else value_type
        again = kept.clean(kept.show(first.value), context)
        assert again is not None and again.value == first.value
        assert kept.caption(first.value)


@pytest.mark.parametrize("id", list(VALUE_TYPES))
def test_every_type_cleans_its_example_and_finds_it_in_text(id: str) -> None:
    value_type = VALUE_TYPES[id]
    found = value_type.clean(value_type.example, Context())
    assert found is not None
    if value_type.pattern:
        sentence = pl.Series([f"write to {value_type.example}, please"])
        inside = sentence.str.extract(f"({value_type.pattern})", 1)[0]
        assert inside is not None
        assert value_type.clean(inside, Context()) == found


@given(st.lists(st.one_of(st.none(), TEXTS), max_size=8))
def test_many_are_cleaned_as_one(texts: list[str | None]) -> None:
    context = Context("GB", "telegram")
    for value_type in VALUE_TYPES.values():
        many = clean_many(value_type, pl.Series(texts, dtype=pl.String), context)
        one = [value_type.clean(t, context) if t is not None else None for t in texts]
        assert many.rows() == [(c.value, c.valid, c.kind) if c else (None, None, None) for c in one]


def test_every_entity_kind_has_its_value_type(kinds: Kinds) -> None:
    assert {kind.value for kind in kinds.entities.values()} <= set(VALUE_TYPES)
    assert {"phone", "short_code", "sender"} <= set(kinds.entities)
