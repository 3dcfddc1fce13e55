"""The words of what is purged: found in whatever was written, and not inside other words."""

from __future__ import annotations

import json

import polars as pl

from workbench.case.gone_words import Words


def test_words_are_found_in_texts_but_not_inside_other_words() -> None:
    words = Words(["+447700900011", "Ann", 'say "so" loudly'])
    assert words.without("call +447700900011, not +4477009000112 or x+447700900011") == (
        "call [purged], not +4477009000112 or x[purged]"
    )
    assert words.held("ANN") and not words.held("Anna and Ann") and words.without("Ann") == "[purged]"
    assert words.held(json.dumps({"a": 'they say "so" loudly'}))
    assert words.without("CALL +447700900011") == "CALL [purged]" and len(words) == 4


def test_of_many_texts_those_are_told_that_hold_one() -> None:
    words = Words([f"+4477009{n:05}" for n in range(0, 4000, 2)] + ["Bo", "Müller & Söhne"])
    texts = [
        "x",
        "+447700900002 called",
        "+447700900003",
        "BO",
        "Bob",
        "to müller & söhne",
        "to Müller & Söhne!",
        "",
    ]
    assert words.among(pl.Series(texts)) == [1, 3, 5, 6]
    assert words.among(pl.Series([], dtype=pl.String)) == []


def test_words_that_reach_into_one_another_go_as_a_whole() -> None:
    words = Words(["alpha beta", "beta gamma", "a@b.example", "b.example"])
    assert words.without("alpha beta gamma; a@b.example.") == "[purged]; [purged]."


def test_nothing_is_found_where_nothing_is_sought() -> None:
    assert Words([" ", ""]).without("all of it") == "all of it" and len(Words([])) == 0
    assert not Words([]).held("")
