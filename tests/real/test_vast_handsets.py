"""The four handset changes of VAST 2008 come out on top, and nothing else comes near."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from workbench.app import importing
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import graphs, opening
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.calls.who_changed_phones import who_changed_phones
from workbench.questions.held import Held

CALLS = SAMPLES / "cdr" / "vast2008-mc3" / "cdr_raw.csv"
KNOWN = [("1", "309"), ("5", "306"), ("3", "360"), ("2", "397")]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    if not CALLS.is_file():
        pytest.skip(f"no sample file at {CALLS} (set WORKBENCH_SAMPLES)")
    library = Library.shipped()
    path: Path = tmp_path_factory.mktemp("vast") / "vast.case"
    with opening.create(path, library.kinds, "A. Nalyst", country="GB", zone="UTC") as case:
        importing.import_file(case, CALLS, library, Wishes())
        yield Held(case, graphs.read(case))
    library.close()


@pytest.fixture(scope="module")
def answer(held: Held) -> Answer:
    return asking.ask(held, who_changed_phones, {})


def test_the_four_changes_come_first_in_their_order(held: Held, answer: Answer) -> None:
    found = [(held.value(row.cells[0]), held.value(row.cells[1])) for row in answer.rows[:4]]
    assert found == KNOWN
    shares = [row.cells[2] for row in answer.rows[:4]]
    assert shares == pytest.approx([0.75, 0.679, 0.625, 0.593], abs=0.001)


def test_the_next_candidate_is_far_behind(answer: Answer) -> None:
    following = answer.rows[4].cells[2] if len(answer.rows) > 4 else 0.0
    assert following <= 0.13


def test_no_unrelated_pair_shares_so_much(answer: Answer) -> None:
    for row in answer.rows[:4]:
        assert row.cells[7] < 1 / 4000  # none of the pairs compared
    assert answer.steady.endswith("the first stays first 5 times.")


def test_every_record_behind_the_first_claim_is_named(held: Held, answer: Answer) -> None:
    first = answer.rows[0]
    calls = held.records("call", ["caller", "callee"])
    behind = calls.filter(calls["ref"].is_in(list(first.refs)))
    old, new = first.cells[:2]
    assert behind.height == len(first.refs) > 0
    parties = behind.select("caller", "callee").rows()
    contacts = [{a, b} - {old, new} for a, b in parties]
    assert all(len(c) == 1 for c in contacts)
    assert len(set().union(*contacts)) == first.cells[4]
