"""Words are found in what records say, whatever script and case they are written in, and it is said where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.case.stories import Row, take_in
from workbench.case import findings, included, notes, words
from workbench.case.cases import Case
from workbench.model.problems import Problem


def message(text: str, at: int = 0) -> Row:
    return {
        "kind": "message", "start": at, "sender": ("phone", "+447700900001"),
        "recipient": ("phone", "+447700900002"), "text": text,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said", "marked"),
    [
        ("Meet me at the Harbour", "harbour", ["Harbour"]),
        ("Straße 5 in Łódź", "strasse lodz", ["Straße", "Łódź"]),
        ("Встреча в МОСКВЕ", "москве", ["МОСКВЕ"]),
        ("الدفع ٢٥٠ دولار", "250", ["٢٥٠"]),
        ("كيلو في المدينة", "کیلو", ["كيلو"]),
        ("明天在港口见", "港口", ["港口"]),
        ("ＡＢＣ１２３", "abc123", ["ＡＢＣ１２３"]),
        ("cafe\u0301 noir", "café", ["cafe"]),
        ("one two three", '"two three" one', ["one", "two three"]),
        ("50% off_now (real)", "50% off_now (real)", ["50%", "off_now", "(real)"]),
        ("ΟΔΟΣ", "οδος", ["ΟΔΟΣ"]),
    ],
)
def test_a_word_is_found_and_it_is_said_where(
    case: Case, tmp_path: Path, text: str, said: str, marked: list[str]
) -> None:
    take_in(case, tmp_path, "a.txt", [message("nothing here"), message(text, 60_000_000)])
    (hit,) = words.find(case, said)
    assert (hit.source, hit.file, hit.row, hit.kind, hit.field) == (1, "a.txt", 3, "message", "text")
    assert hit.text == text and [text[a:b] for a, b in hit.spans] == marked


@given(st.text(max_size=30), st.text(min_size=1, max_size=6))
def test_what_is_in_a_text_is_found_in_it(before: str, word: str) -> None:
    folded = words.folded(word)
    found = words.spans(before + word, [folded]) if folded else ()
    assert not folded or any(
        b == len(before + word) or words.folded((before + word)[b:]) == "" for _, b in found
    )


def test_every_word_must_be_there(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [message("red car"), message("blue car", 1)])
    assert [h.text for h in words.find(case, "car red")] == ["red car"]
    assert [h.text for h in words.find(case, "car", limit=1)] == ["red car"]
    with pytest.raises(Problem, match="no word"):
        list(words.find(case, '  "" '))


def test_hidden_and_repeated_records_are_not_found(case: Case, tmp_path: Path) -> None:
    first = take_in(case, tmp_path, "a.txt", [message("red car")]).reading
    take_in(case, tmp_path, "b.txt", [message("red car")])
    assert [h.source for h in words.find(case, "car")] == [1]
    included.switch(case, "Leave out", off=[first])
    assert [h.source for h in words.find(case, "car")] == [2]


def test_notes_and_findings_are_found_as_well(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [message("x")])
    with case.edit("Note") as db:
        notes.write(case, db, "the Ferry to Calais", entity=1)
        findings.state(case, db, "They met on the ferry")
    assert [(h.kind, h.row, h.source) for h in words.find(case, "FERRY")] == [
        ("note", 1, None),
        ("finding", 1, None),
    ]
