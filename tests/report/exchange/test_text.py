"""Text that every reader takes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.report.exchange.text import clean, line

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_a_line_is_one_line_of_sound_json(text: str) -> None:
    told = line({"a": text, "b": [text]})
    octets = told.encode()
    assert b"\n" not in octets and json.loads(octets) == {"a": clean(text), "b": [clean(text)]}


@given(ANY)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once and not any(ord(c) < 32 and c not in "\t\n\r" for c in once)


def test_only_what_nobody_may_hold_is_replaced() -> None:
    assert clean("a\x00\ud800\u202e\t\n\\u0000é") == "a\ufffd\ufffd\u202e\t\n\\u0000é"
