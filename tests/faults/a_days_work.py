"""A day's work in miniature: imports, edits, undoing, reopening, kills, backups and checks in any order, on a case and
on a dictionary beside it, which are compared after each. `test_soak` runs it."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.case.blocks import take_in
from tests.faults.victims import Nursery
from tests.faults.working_to_death import DOOMED
from workbench.case import (
    assessments,
    backups,
    charts,
    content,
    disclosures,
    findings,
    graphs,
    included,
    notes,
    opening,
    verifying,
)
from workbench.case.cases import Case, describe
from workbench.model.kinds import Kinds

NUMBERS = [f"+4477009000{n:02}" for n in range(6)]
Row = tuple[int, str, str, int]  # row, caller, callee, UTC seconds
Model = dict[str, Any]
SHAPE: Model = {
    "title": "Soak", "included": set(), "notes": {}, "tags": set(), "judged": {}, "charts": {}, "findings": {},
    "marks": {},
}  # fmt: skip


class Told:
    """What all machines of a run share: the kinds, who is killed, and how many operations of which sort were done."""

    kinds: Kinds
    nursery: Nursery
    folder: Path
    done: dict[str, int]


class Soak(RuleBasedStateMachine):
    """A case beside a dictionary. `past` and `future` are what undo and redo lead to, as dictionaries."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=Told.folder))
        self.path = self.folder / "soak.case"
        self.case: Case = opening.create(self.path, Told.kinds, "A", title="Soak")
        self.now, self.past, self.future = copy.deepcopy(SHAPE), list[Model](), list[Model]()
        self.rows: dict[int, list[Row]] = {}
        self.ids: dict[str, int] = {}
        self.count = 0
        # Each sort once, whatever lot says later.
        self.take_a_file(pairs=[(1, 2, 3)])
        self.undo(times=1)
        self.redo(times=1)
        self.kill_a_writer(where=DOOMED[0], often=0)
        self.verify(often=0)
        self.back_up(often=0)
        self.reopen()

    def did(self, sort: str) -> None:
        Told.done[sort] = Told.done.get(sort, 0) + 1

    def step(self, sort: str, change: Callable[[Model], None]) -> None:
        """Notes a step that the case has just taken."""
        self.past.append(copy.deepcopy(self.now))
        self.future.clear()
        change(self.now)
        self.did(sort)

    def next(self) -> int:
        self.count += 1
        return self.count

    def entity(self, draw: int) -> int:
        return sorted(self.ids.values())[draw % len(self.ids)]

    @rule(pairs=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 20)), max_size=12))
    def take_a_file(self, pairs: list[tuple[int, int, int]]) -> None:
        number = self.next()
        # Its first row is its own, so that no two files are the same; the others may stand in several files.
        said = [(NUMBERS[0], NUMBERS[1], 1_000_000 + number * 1000)]
        said += [(NUMBERS[a], NUMBERS[b], t * 1000) for a, b, t in pairs if a != b]
        rows = [(n, *row) for n, row in enumerate(said, start=2)]
        counts = take_in(self.case, self.folder, f"{number}.csv", rows)
        self.rows[counts.reading] = rows
        self.step("import", lambda now: now["included"].add(counts.reading))
        for id, value in self.case.db.conn.execute("SELECT id, value FROM entity"):
            assert self.ids.setdefault(value, id) == id, "an id has changed"

    @precondition(lambda self: self.rows)
    @rule(draw=st.integers(0, 99))
    def switch_a_reading(self, draw: int) -> None:
        reading = sorted(self.rows)[draw % len(self.rows)]
        on = reading not in self.now["included"]
        included.switch(self.case, "Switch", on=[reading] if on else [], off=[] if on else [reading])
        self.step(
            "switch", lambda now: now["included"].add(reading) if on else now["included"].discard(reading)
        )

    @precondition(lambda self: self.ids)
    @rule(draw=st.integers(0, 99))
    def write_a_note(self, draw: int) -> None:
        entity, text = self.entity(draw), f"note {self.next()}"
        with self.case.edit("Note") as db:
            id = notes.write(self.case, db, text, entity=entity)
        self.step("note", lambda now: now["notes"].update({id: (entity, text)}))

    @precondition(lambda self: self.ids)
    @rule(draw=st.integers(0, 99), name=st.sampled_from(["family", "work"]))
    def tag_or_not(self, draw: int, name: str) -> None:
        entity = self.entity(draw)
        there = (entity, name) in self.now["tags"]
        with self.case.edit("Tag") as db:
            (notes.untag if there else notes.tag)(db, entity, name)
        self.step("tag", lambda now: now["tags"].symmetric_difference_update({(entity, name)}))

    @precondition(lambda self: len(self.ids) > 1)
    @rule(
        one=st.integers(0, 99), more=st.integers(1, 98), verdict=st.sampled_from(["not the same", "unsure"])
    )
    def judge(self, one: int, more: int, verdict: str) -> None:
        a, b = self.entity(one), self.entity(one + 1 + more % (len(self.ids) - 1))
        why = f"why {self.next()}"
        with self.case.edit("Judge") as db:
            assessments.judge(self.case, db, a, b, verdict, why)
        self.step("judge", lambda now: now["judged"].update({(min(a, b), max(a, b)): (verdict, why)}))

    @rule()
    def make_a_chart(self) -> None:
        title = f"Chart {self.next()}"
        with self.case.edit("Chart") as db:
            id = charts.create(db, title)
        self.step("chart", lambda now: now["charts"].update({id: (title, {})}))

    @precondition(lambda self: self.now["charts"] and self.ids)
    @rule(chart=st.integers(0, 9), draw=st.integers(0, 99))
    def show_hide_or_take_off(self, chart: int, draw: int) -> None:
        id, entity = sorted(self.now["charts"])[chart % len(self.now["charts"])], self.entity(draw)
        hidden = self.now["charts"][id][1].get(entity)
        with self.case.edit("Chart") as db:
            if hidden is None:
                charts.show(db, id, [entity])
            elif not hidden:
                charts.hide(db, id, [entity])
            else:
                charts.take_off(db, id, [entity])

        def change(now: Model) -> None:
            on = now["charts"][id][1]
            if hidden:
                del on[entity]
            else:
                on[entity] = hidden is not None

        self.step("chart", change)

    @precondition(lambda self: self.now["charts"])
    @rule(chart=st.integers(0, 9))
    def remove_a_chart(self, chart: int) -> None:
        id = sorted(self.now["charts"])[chart % len(self.now["charts"])]
        with self.case.edit("Remove") as db:
            charts.remove(db, id)
        self.step("chart", lambda now: now["charts"].pop(id))

    @rule()
    def state_a_finding(self) -> None:
        said = f"finding {self.next()}"
        with self.case.edit("Finding") as db:
            id = findings.state(self.case, db, said)
        self.step("finding", lambda now: now["findings"].update({id: said}))

    @precondition(lambda self: self.now["findings"])
    @rule(draw=st.integers(0, 99), mark=st.sampled_from(disclosures.MARKS))
    def mark_a_finding(self, draw: int, mark: str) -> None:
        id, why = sorted(self.now["findings"])[draw % len(self.now["findings"])], f"why {self.next()}"
        with self.case.edit("Mark") as db:
            disclosures.mark(self.case, db, "finding", id, mark, why)
        self.step("mark", lambda now: now["marks"].update({("finding", id): (mark, why)}))

    @rule()
    def rename_the_case(self) -> None:
        title = f"Soak {self.next()}"
        with self.case.edit("Rename") as db:
            describe(db, title=title)
        self.step("rename", lambda now: now.update(title=title))

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            assert (self.case.undo() is None) == (not self.past)
            if self.past:
                self.future.append(self.now)
                self.now = self.past.pop()
            self.did("undo")

    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        for _ in range(times):
            assert (self.case.redo() is None) == (not self.future)
            if self.future:
                self.past.append(self.now)
                self.now = self.future.pop()
            self.did("redo")

    @rule()
    def reopen(self) -> None:
        self.case.close()
        assert not self.path.with_name("soak.case-wal").exists()
        self.case = opening.open_case(self.path, "B", write=True)
        self.did("reopen")

    @precondition(lambda self: self.ids)
    @rule(where=st.sampled_from(DOOMED), often=st.integers(0, 11))
    def kill_a_writer(self, where: str, often: int) -> None:
        if often:  # one in twelve: a kill takes as long as a hundred other operations
            return
        self.case.close()
        victim = Told.nursery.start("doom", self.path, where)
        victim.ready()
        victim.kill()
        self.case = opening.open_case(self.path, "B", write=True)
        self.did("kill")

    @rule(often=st.integers(0, 5))
    def verify(self, often: int) -> None:
        if not often:
            assert [c for c in verifying.verify(self.path) if not c.ok] == []
            self.did("verify")

    @rule(often=st.integers(0, 9))
    def back_up(self, often: int) -> None:
        if often:
            return
        out = self.folder / f"backup {self.next()}.case"
        backups.make(self.case, out)
        with opening.open_case(out) as other:
            assert content.of(other) == content.of(self.case)
        out.unlink()
        self.did("backup")

    @rule()
    def look_at_the_links(self) -> None:
        """Equal calls at the same second are one call, in whichever included files they stand."""
        calls = {row[1:] for reading in self.now["included"] for row in self.rows[reading]}
        wanted: dict[tuple[str, str], int] = {}
        for caller, callee, _ in calls:
            wanted[caller, callee] = wanted.get((caller, callee), 0) + 1
        graph = graphs.read(self.case)
        called = list(graph.link_kinds).index("called") if "called" in graph.link_kinds else -1
        found = {
            (graph.values[a], graph.values[b]): int(n)
            for kind, a, b, n in zip(graph.link_kind, graph.start, graph.end, graph.count, strict=True)
            if kind == called
        }
        assert found == wanted
        self.did("look")

    @invariant()
    def the_case_says_what_the_dictionary_says(self) -> None:
        if not hasattr(self, "case"):
            return
        ask = self.case.db.conn.execute
        said: Model = {
            "title": self.case.about.title,
            "included": set(included.readings(self.case.db)),
            "notes": {id: (e, text) for id, e, text in ask("SELECT id, entity, text FROM note")},
            "tags": set(ask("SELECT entity, name FROM tag").fetchall()),
            "judged": {
                (a, b): (v, why) for a, b, v, why in ask("SELECT one, other, verdict, why FROM judgement")
            },
            "charts": {id: (title, {}) for id, title in ask("SELECT id, title FROM chart")},
            "findings": dict(ask("SELECT id, statement FROM finding").fetchall()),
            "marks": {(m.subject, m.number): (m.mark, m.why) for m in disclosures.listed(self.case)},
        }
        for chart, entity, hidden in ask("SELECT chart, entity, hidden FROM chart_entity"):
            said["charts"][chart][1][entity] = bool(hidden)
        assert said == self.now

    def teardown(self) -> None:
        if hasattr(self, "case"):
            self.case.close()
            assert [c for c in verifying.verify(self.path) if not c.ok] == []
            shutil.rmtree(self.folder)
