"""Even gaps, how often chance is as even, and what may come next."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.questions.parcels.post import parcel
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case.cases import Case
from workbench.questions.parcels.next_parcels import next_parcels
from workbench.questions.parcels.regular_parcels import regular_parcels
from workbench.questions.parcels.streams import Stream, rhythm
from workbench.questions.question import Question

WEEKLY = ["2026-06-01", "2026-06-08", "2026-06-15", "2026-06-22", "2026-06-29", "2026-07-06"]
RANDOM = ["2026-06-01", "2026-06-02", "2026-06-13", "2026-06-14", "2026-06-16", "2026-07-05"]
ROWS = [
    *(
        parcel(f"W{n}", d, sender="WEEKLY", sender_phone="+447700900001", recipient="R", contents="tea", weight=2.0)
        for n, d in enumerate(WEEKLY)
    ),
    *(parcel(f"X{n}", d, sender="EVER OTHER", recipient=f"T{n}") for n, d in enumerate(RANDOM)),
]  # fmt: skip


def stream(*days: int) -> Stream:
    return Stream((), np.array(days, np.int64), (), ())


def test_gaps_of_a_week_are_seldom_as_even_by_chance() -> None:
    even = rhythm(stream(0, 7, 14, 21, 28, 35))
    assert (even.gap, even.near, even.far, even.uneven, even.weekday, even.on_it) == (
        7,
        7,
        7,
        0,
        "Thursday",
        1.0,
    )
    assert even.chance < 0.01
    assert rhythm(stream(0, 1, 12, 13, 15, 34)).chance > 0.5
    assert rhythm(stream(0, 1, 2, 3, 4)).chance == 1.0  # every day of the stretch: it could not be otherwise


def test_the_even_stream_comes_out_with_all_its_marks(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = ask(case, regular_parcels)
    assert shown(case, answer, "who", "parcels", "gap", "weekday", "last") == [
        (
            "recipient's name R, sender's name Weekly, sender's phone +447700900001",
            6,
            7.0,
            "Monday",
            at("2026-07-06"),
        )
    ]
    assert len(answer.rows[0].refs) == 6


def test_the_next_parcel_with_its_basis(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    answer = ask(case, next_parcels, hits=0.6)  # of the other's two one was foretold
    assert shown(case, answer, "from", "likely", "until", "hits", "tries", "to", "weight", "contents") == [
        (at("2026-07-13"), at("2026-07-13"), at("2026-07-13"), 1.0, 2, ("R",), 2.0, "tea")
    ]
    assert entity(case, "phone", "+447700900001") in answer.rows[0].entities
    assert answer.lists["watch"][0].split("\t")[1] == "2026-07-13"


def test_who_stopped_long_ago_is_not_expected(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [*ROWS, parcel("Z", "2026-09-01", sender="LATER")])
    answer = ask(case, next_parcels)
    assert not answer.rows and any(
        "not sent for more than 3 of their gaps" in said for said in answer.left_out
    )


@pytest.mark.parametrize("question", [regular_parcels, next_parcels], ids=lambda q: q.id)
def test_an_empty_case_says_what_to_bring_in(case: Case, question: Question) -> None:
    assert "No shipments" in ask(case, question).sentence
