"""Who stands in several sources, the rarest combination first, and in another case, with the rows of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.stories import Row
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case import assessments, opening
from workbench.case.cases import Case
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.questions.across.in_another_case import in_another_case
from workbench.questions.across.in_several_sources import in_several_sources

ANNA, BEN, CARA, DORA = (f"+4477009000{n}" for n in (11, 12, 13, 14))
WALLET = "tb1qewmpfu7ya737uv7kg2uhvgr9m4wwzla5w2ps52"


def call(one: str, other: str) -> Row:
    return {"kind": "call", "start": at("2026-06-01"), "caller": ("phone", one), "callee": ("phone", other)}


def listing(title: str, phone: str) -> Row:
    return {
        "kind": "listing", "vendor": ("handle", "alpha:north"), "title": title, "contact": ("phone", phone),
        "seen": at("2026-06-02"),
    }  # fmt: skip


def three_files(case: Case, folder: Path) -> None:
    tell(case, folder, [call(ANNA, BEN), call(ANNA, CARA)], "one bill.csv")
    tell(case, folder, [call(BEN, DORA), call(CARA, DORA), call(DORA, ANNA)], "other bill.csv")
    tell(case, folder, [listing("Tea", ANNA)], "market.csv")


def test_the_rarest_combination_of_sources_comes_first(case: Case, tmp_path: Path) -> None:
    three_files(case, tmp_path)
    answer = ask(case, in_several_sources)
    assert shown(case, answer, "entity", "sources", "names", "alike", "records") == [
        (ANNA, 3, "one bill.csv, other bill.csv, market.csv", 1, 4),
        (BEN, 2, "one bill.csv, other bill.csv", 2, 2),
        (CARA, 2, "one bill.csv, other bill.csv", 2, 2),
    ]
    assert [len(row.refs) for row in answer.rows] == [4, 2, 2]
    assert shown(case, ask(case, in_several_sources, fewest=3), "entity") == [(ANNA,)]
    assert shown(case, ask(case, in_several_sources, sources=(3,)), "entity") == [(ANNA,)]
    assert not ask(case, in_several_sources, kinds=("wallet",)).rows


def test_two_judged_the_same_stand_in_the_sources_of_both(case: Case, tmp_path: Path) -> None:
    three_files(case, tmp_path)
    dora, north = entity(case, "phone", DORA), entity(case, "handle", "alpha:north")
    with case.edit("Judge") as db:
        assessments.judge(case, db, dora, north, "same", "his number")
    found = shown(case, ask(case, in_several_sources), "names", "records")
    assert ("other bill.csv, market.csv", 4) in found


def test_common_services_join_nothing(case: Case, tmp_path: Path) -> None:
    three_files(case, tmp_path)
    with case.edit("Mark") as db:
        assessments.mark_common(case, db, entity(case, "phone", ANNA), "a help line")
    assert shown(case, ask(case, in_several_sources), "entity") == [(BEN,), (CARA,)]


def test_nothing_in_several_sources(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [call(ANNA, BEN)])
    assert ask(case, in_several_sources).sentence.startswith("Nobody and nothing")


@pytest.fixture
def second(tmp_path: Path, kinds: Kinds) -> Path:
    folder = tmp_path / "second"
    folder.mkdir()
    path = folder / "second.case"
    with opening.create(path, kinds, "B. Other", title="Another", country="GB", zone="UTC") as case:
        tell(case, folder, [call(ANNA, DORA), call(ANNA, "+447700900099")], "their calls.csv")
        with case.edit("Mark") as db:
            assessments.mark_common(case, db, entity(case, "phone", DORA), "a taxi rank")
    return path


def test_only_what_both_cases_hold_is_shown_with_the_rows_of_both(
    case: Case, tmp_path: Path, second: Path
) -> None:
    three_files(case, tmp_path)
    before = second.read_bytes()
    answer = ask(case, in_another_case, other=second)
    assert shown(case, answer, "entity", "kind", "records", "there") == [(ANNA, "Phone", 4, 2)]
    assert len(answer.rows[0].refs) == 4
    rows = [row.cells for row in answer.tables[0].rows]
    assert [(cells[0], cells[3], cells[4]) for cells in rows] == [
        (ANNA, "their calls.csv", 2),
        (ANNA, "their calls.csv", 3),
    ]
    assert "+447700900099" not in repr(answer) and "1 common service of either case." in answer.left_out
    assert second.read_bytes() == before


def test_a_case_is_not_compared_with_itself_or_with_what_is_none(case: Case, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="itself"):
        ask(case, in_another_case, other=case.path)
    with pytest.raises(Problem, match="no file"):
        ask(case, in_another_case, other=tmp_path / "none.case")
    (tmp_path / "bad.case").write_text("this is no case")
    with pytest.raises(Problem):
        ask(case, in_another_case, other=tmp_path / "bad.case")
