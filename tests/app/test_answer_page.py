"""The page of an answer: complete, with its rows verbatim, and harmless whatever the evidence holds."""

from __future__ import annotations

from pathlib import Path

from tests.case.blocks import take_in
from tests.case.conftest import case as a_case
from tests.report.test_knowing import Page
from workbench.app import answer_page, questions
from workbench.case.cases import Case
from workbench.questions import asking
from workbench.questions.answer import Answer, Column, Curve, Row
from workbench.questions.network.most_contacts import most_contacts
from workbench.questions.question import question

case = a_case
JUNE = 1_780_272_000
A, B, C = (f"+44770090000{n}" for n in range(1, 4))


def test_it_holds_all_that_the_answer_says_and_the_rows(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls.csv", [(2, A, B, JUNE), (3, A, C, JUNE + 60), (4, A, C, JUNE + 90)])
    held = questions.held(case)
    answer = asking.ask(held, most_contacts, {"most": 1})
    page = Page(answer_page.made(case, held, most_contacts, answer, quoted=2))
    for part in (answer.sentence, answer.method, answer.sure, answer.steady, *answer.innocent, *answer.coverage,
                 *answer.left_out, answer.digest, "How many to show: 1."):  # fmt: skip
        assert part in page.text, part
    assert len(page.rows) == 2 and page.rows[0] == f"{A},{B},{JUNE}"
    assert A in page.marks and "2 of 3 rows are shown here." in page.text
    assert "sha256sum calls.csv" in page.text


def test_hostile_words_stay_words_and_curves_are_drawn(case: Case) -> None:
    @question("<b>Who?</b>", "network", does="", method="<script>", innocent=(), steady="<i>.")
    def hostile(held: object) -> Answer:
        curve = Curve("c", "<u>", "x", "y", {"<em>": ([0, 1, 2], [1.0, 0.5, 0.25])})
        return Answer(
            "<script>alert(1)</script>.",
            (Column("n", "<s>"),),
            (Row(("<a>",), why=("<s>",)),),
            curves=(curve,),
        )

    held = questions.held(case)
    made = answer_page.made(case, held, hostile, asking.ask(held, hostile, {}))
    page = Page(made)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "b", "i", "u", "em", "s"}
    assert "polyline" in tags and "<script>alert(1)</script>." in page.text
