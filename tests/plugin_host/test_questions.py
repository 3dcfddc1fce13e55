"""A plugin adds a question with one file; one that does not load is listed, and says why when it is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from tests.case.conftest import case as a_case
from tests.plugin_host.conftest import MANIFEST, Make
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.plugin_host import questions
from workbench.plugin_host.discovery import discover
from workbench.questions import asking
from workbench.questions.held import Held

case = a_case

ENTRY = '[[question]]\nid = "{id}.longest"\nname = "Who talked longest?"\nentry = "longest:longest"\n'
CODE = """
from workbench.api import Answer, Column, Held, Parameter, Row, question

@question("Who talked longest?", "calls", does="Ranks calls.", method="By duration.", innocent=("Old friends.",),
          parameters=(Parameter("most", "How many", "whole", 2, least=1),))
def longest(held: Held, most: int) -> Answer:
    calls = held.records("call", ["caller", "callee", "duration"]).sort("duration", "ref", descending=[True, False])
    rows = tuple(Row((a, b, s), (a, b), refs=(ref,)) for a, b, s, ref in
                 calls.select("caller", "callee", "duration", "ref").head(most).iter_rows())
    columns = (Column("caller", "Caller", "entity"), Column("callee", "Called", "entity"),
               Column("spoke", "Spoke", "duration"))
    return Answer("These talked longest.", columns, rows)
"""
A, B, C = (f"+44770090000{n}" for n in range(1, 4))


def test_a_question_of_a_plugin_is_asked_like_any_other(
    make: Make, kinds: Kinds, case: Case, tmp_path: Path
) -> None:
    root = make("talk", MANIFEST.format(id="talk") + ENTRY.format(id="talk"), longest_dot_py=CODE)
    (asked,) = questions.load_questions(discover([root], kinds))
    assert asked.id == "talk.longest" and asked.world == "calls"
    take_in(
        case,
        tmp_path,
        "calls.csv",
        [(2, A, B, 1_780_272_007), (3, B, C, 1_780_272_059), (4, A, C, 1_780_272_001)],
    )
    answer = asking.ask(Held(case, graphs.read(case)), asked, {"most": 1})
    assert [row.cells[2] for row in answer.rows] == [59]
    assert answer.question == "talk.longest" and answer.coverage and answer.steady
    with pytest.raises(Problem, match="too small"):
        asking.ask(Held(case, graphs.read(case)), asked, {"most": 0})


@pytest.mark.parametrize(
    ("id", "code", "said"),
    [
        ("dividing", "1 / 0", "ZeroDivisionError"),
        ("three", "longest = 3", "is not a question"),
        ("nothing", "", "does not load"),
    ],
)
def test_one_that_does_not_load_says_why_when_asked(
    make: Make, kinds: Kinds, case: Case, id: str, code: str, said: str
) -> None:
    root = make(id, MANIFEST.format(id=id) + ENTRY.format(id=id), longest_dot_py=code)
    (asked,) = questions.load_questions(discover([root], kinds))
    with pytest.raises(Problem) as wrong:
        asking.ask(Held(case, graphs.read(case)), asked, {})
    assert said in f"{wrong.value} {wrong.value.hint}" and id in str(wrong.value)


def test_its_id_begins_with_the_plugin(make: Make, kinds: Kinds) -> None:
    root = make("talk", MANIFEST.format(id="talk") + ENTRY.format(id="other"), longest_dot_py=CODE)
    (plugin,) = discover([root], kinds).plugins
    assert plugin.state == "broken" and "a question's id begins with talk." in plugin.reason


def test_a_question_needs_nothing_but_the_api() -> None:
    """Its module imports workbench.api alone, and that brings no Qt and no SQL of its own along."""
    code = f"import sys\nexec({CODE!r})\nassert not any(name.startswith('PySide6.QtWidgets') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
