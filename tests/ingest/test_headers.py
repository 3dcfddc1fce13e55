"""The header row is found where the table begins."""

from __future__ import annotations

from workbench.ingest import headers


def test_a_table_of_words_alone_has_its_first_row_as_header_unless_it_looks_like_the_rest() -> None:
    words = [["colour", "shape"], ["red", "round"], ["blue", "square"]]
    assert headers.find(words) == 0
    assert headers.find([["red", "round"], ["blue", "round"], ["red", "square"]]) is None
