"""Contents that do not fit, and consignments that were split."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.parcels.post import parcel
from tests.questions.told_cases import ask, shown, tell
from workbench.case.cases import Case
from workbench.questions.parcels.odd_contents import odd_contents
from workbench.questions.parcels.split_consignments import split_consignments
from workbench.questions.question import Question

BOOKS = [
    parcel(f"B{n}", contents="Books", weight=w, declared_value=(int(1000 * w), "GBP"))
    for n, w in enumerate((1.0, 1.1, 0.9, 1.2, 0.8, 1.0, 1.05, 0.95))
]


def test_a_weight_far_from_that_of_parcels_declared_alike(case: Case, tmp_path: Path) -> None:
    heavy = parcel("B9", contents="BOOKS", weight=9.0, declared_value=(9000, "GBP"))
    tell(case, tmp_path, [*BOOKS, heavy])
    answer = ask(case, odd_contents, steady=True)
    ((number, reasons),) = shown(case, answer, "parcel", "reasons")
    assert (number, reasons) == ("B9", "it weighs more than parcels declared so do")
    assert not ask(case, odd_contents, group=10).rows


def test_a_kilogram_declared_at_far_less_and_in_another_currency_not_compared(
    case: Case, tmp_path: Path
) -> None:
    cheap = parcel("B9", contents="books", weight=1.0, declared_value=(10, "GBP"))
    other = parcel("B8", contents="books", weight=1.0, declared_value=(10, "USD"))
    tell(case, tmp_path, [*BOOKS[:8], cheap, other | {"parcel": ("parcel", "B10")}])
    assert shown(case, ask(case, odd_contents), "parcel", "reasons") == [
        ("B9", "a kilogram is declared at less than that of parcels declared so")
    ]


def test_letters_that_weigh_too_much_and_contents_that_name_a_precursor(case: Case, tmp_path: Path) -> None:
    rows = [
        parcel("L1", contents="documents", weight=6.0), parcel("L2", contents="documents", weight=0.2),
        parcel("L3", contents="BMK glycidate", weight=5.0), parcel("L4", contents="snow globe"), parcel("L5"),
    ]  # fmt: skip
    tell(case, tmp_path, rows)
    answer = ask(case, odd_contents)
    assert shown(case, answer, "parcel", "reasons") == [
        ("L1", "documents of more than 2 kg"), ("L3", "its contents name P2P (phenylacetone, BMK) (precursor)"),
    ]  # fmt: skip
    assert "1 shipments without declared contents." in answer.left_out


SPLIT = [
    parcel(f"S{n}", day, sender=name, sender_phone="+447700900001", recipient="R", recipient_address="1 MILL LANE",
           weight=1.0, declared_value=(value, "EUR"))
    for n, (day, name, value) in enumerate(
        [("2026-06-01", "A", 14000), ("2026-06-02", "B", 14900), ("2026-06-04", "A", 14500), ("2026-06-20", "A", 100)]
    )
]  # fmt: skip


def test_parcels_that_follow_each_other_are_one_run_shown_once(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, SPLIT)
    answer = ask(case, split_consignments)
    assert shown(case, answer, "sender", "recipient", "parcels", "weight", "value")[0] == (
        "phone +447700900001", "address 1 Mill Lane", 3, 3.0, "434.00 EUR"
    )  # fmt: skip
    assert "all weigh the same within a tenth" in answer.rows[0].why
    assert len({row.refs for row in answer.rows}) == len(answer.rows)
    wide = ask(case, split_consignments, within=30 * 86_400)
    assert wide.rows[0].cells[2] == 4


def test_only_runs_that_stay_below_a_limit(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, SPLIT)
    assert (
        "each is declared below 150, together 434.00 EUR"
        in ask(case, split_consignments, limit=150).rows[0].why
    )
    assert all(row.cells[2] < 3 for row in ask(case, split_consignments, limit=149).rows)


@pytest.mark.parametrize("question", [odd_contents, split_consignments], ids=lambda q: q.id)
def test_an_empty_case_says_what_to_bring_in(case: Case, question: Question) -> None:
    assert "No shipments" in ask(case, question).sentence
