"""Signs that do not show are shown, spelling stays, and marks of a row part its text without losing any."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from workbench.model import texts


def test_what_steers_a_page_is_shown_and_what_spells_is_kept() -> None:
    assert texts.shown("a\u202eb\x07\n\tc") == "a‹U+202E›b‹U+0007›\n\tc"
    assert texts.shown("می\u200cخواهم") == "می\u200cخواهم"
    assert texts.shown("bc1\u200cq") == "bc1‹U+200C›q"


def test_the_first_letter_says_from_which_side() -> None:
    assert texts.from_the_right("+49 هاتف phone") and not texts.from_the_right("phone هاتف")
    assert not texts.from_the_right("4711")


@given(st.text(), st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30))))
def test_marks_part_a_text(text: str, marks: list[tuple[int, int]]) -> None:
    parts = texts.parted(text, marks)
    assert "".join(part for part, _ in parts) == text
    marked = {n for a, b in marks for n in range(max(a, 0), min(b, len(text)))}
    place, seen = 0, set()
    for part, on in parts:
        seen |= set(range(place, place + len(part))) if on else set()
        place += len(part)
    assert seen == marked
    assert all(a[1] != b[1] for a, b in itertools.pairwise(parts))
