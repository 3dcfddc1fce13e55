"""Undo: random edits undone and redone differ in nothing, and every table of the workspace takes part."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.case.blocks import take_in
from tests.case.edits import EDITS
from workbench.case import charts, derived, journal, log, opening, schema
from workbench.case.cases import Case
from workbench.model.kinds import Kinds

NUMBERS = [f"+4477009000{n:02}" for n in range(8)]


def filled(case: Case, folder: Path) -> None:
    """Two readings that overlap, so that including them makes a difference."""
    random = Random(5)
    rows = [(r, *random.sample(NUMBERS, 2), random.randint(1, 50) * 60) for r in range(2, 20)]
    take_in(case, folder, "one.csv", rows)
    take_in(case, folder, "two.csv", [*rows[9:], (40, NUMBERS[0], NUMBERS[7], 9999)])


def workspace(case: Case) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every journalled table, exactly."""
    made = {}
    for table in schema.workspace_tables():
        columns = [c.name for c in case.db[table].columns]
        quoted = ", ".join(f'quote("{c}")' for c in columns)
        made[table] = case.db.conn.execute(f"SELECT {quoted} FROM {table} ORDER BY 1").fetchall()
    return made


def undo_all(case: Case, steps: int) -> None:
    for _ in range(steps):
        assert case.undo() is not None


def standing(case: Case) -> int:
    """How many steps are not undone."""
    return sum(not s.undone for s in journal.steps(case.db))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(EDITS)), min_size=4, max_size=25), seed=st.integers(0, 1 << 30))
def test_random_edits_undone_and_redone_differ_in_nothing(
    case: Case, tmp_path: Path, names: list[str], seed: int
) -> None:
    if not standing(case):
        filled(case, tmp_path)
    random = Random(seed)
    states = [workspace(case)]
    for name in names:
        steps = standing(case)
        EDITS[name](case, random)
        if (
            standing(case) == steps + 1
        ):  # one that makes its chart first takes two steps, and is left where it is
            states.append(workspace(case))
        else:
            states = [workspace(case)]
    for state in states[-2::-1]:
        assert case.undo() is not None
        assert workspace(case) == state
    for state in states[1:]:
        assert case.redo() is not None
        assert workspace(case) == state
    assert len(states) == 1 or case.redo() is None
    assert derived.differences(case) == [] and log.break_at(case.db) is None


def test_the_edits_touch_every_table_of_the_workspace(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    touched: set[str] = set()
    for seed in range(3):
        for edit in EDITS.values():
            edit(case, Random(seed))
            touched |= case.latest.tables
    assert touched == set(schema.workspace_tables())


def test_every_table_of_the_workspace_is_journalled_for_each_sort_of_change(case: Case) -> None:
    armed = {
        n for (n,) in case.writer.conn.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'")
    }
    for table in schema.workspace_tables():
        assert {f"journal_{table}_{event}" for event in ("insert", "update", "delete")} <= armed


def test_undo_survives_closing(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "kept.case"
    with opening.create(path, kinds, "A") as case:
        filled(case, tmp_path)
        before = workspace(case)
        for seed in range(4):
            for edit in EDITS.values():
                edit(case, Random(seed))
        after, taken = workspace(case), standing(case) - 2
    with opening.open_case(path, "B", write=True) as case:
        assert workspace(case) == after
        undo_all(case, taken)
        assert workspace(case) == before
    with opening.open_case(path, "B", write=True) as case:
        while case.redo():
            pass
        assert workspace(case) == after
        assert {s.analyst for s in journal.steps(case.db)} == {"A"}


def test_undoing_a_rename_keeps_what_stands_on_the_chart(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    with case.edit("Chart") as db:
        chart = charts.create(db, "One")
        charts.show(db, chart, [1, 2, 3])
        charts.place(db, chart, [(1, 5.0, 6.0)])
    with case.edit("Rename") as db:
        charts.rename(db, chart, "Two")
    case.undo()
    shown = charts.read(case, chart)
    assert (shown.title, shown.shown, shown.positions) == ("One", [1, 2, 3], {1: (5.0, 6.0)})


def test_a_new_step_drops_what_was_undone(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    EDITS["tag"](case, Random(1))
    case.undo()
    EDITS["note"](case, Random(1))
    assert case.redo() is None
    assert [s.title for s in journal.steps(case.db) if s.dropped] == ["Tag"]


def test_an_edit_that_changes_nothing_is_no_step_and_drops_nothing(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    EDITS["tag"](case, Random(1))
    case.undo()
    steps, entries = journal.steps(case.db), log.length(case.db)
    with case.edit("Nothing"):
        pass
    assert journal.steps(case.db) == steps and log.length(case.db) == entries
    assert case.redo() is not None


def test_an_edit_that_fails_leaves_nothing(case: Case, tmp_path: Path) -> None:
    filled(case, tmp_path)
    before, steps, entries = workspace(case), journal.steps(case.db), log.length(case.db)
    with pytest.raises(ZeroDivisionError), case.edit("Half") as db:
        charts.create(db, "Half")
        raise ZeroDivisionError
    assert (workspace(case), journal.steps(case.db), log.length(case.db)) == (before, steps, entries)
    EDITS["tag"](case, Random(1))  # and the next step is journalled under its own name
    assert case.latest.tables == {"tag"}
