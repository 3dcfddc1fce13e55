"""Purges: a source is gone as if it had never been, in every state that can be brought back, and the file proves it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.case.blocks import take_in
from tests.case.edits import EDITS
from tests.case.test_undo import workspace
from workbench.case import (
    acquisitions,
    assessments,
    circumstances,
    drawn,
    emptying,
    entities,
    findings,
    graphs,
    included,
    journal,
    log,
    methods,
    notes,
    opening,
    protection,
    purge_plan,
    purged,
    purging,
    residue,
    reviews,
    sources,
    verifying,
)  # fmt: skip
from workbench.case.cases import Case
from workbench.case.engine import connect
from workbench.case.gone_words import Words
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

N = [f"+44770090{n:04}" for n in range(30)]
ONE = [(n, N[n % 5], N[(n + 1) % 6], n * 60) for n in range(2, 30)]
TWO = ONE[10:] + [(n, N[n % 4 + 6], N[n % 3 + 13], n * 60 + 7) for n in range(40, 60)]
THREE = [(n, N[n % 5], N[(n + 1) % 9 + 4], n * 60 + 2) for n in range(2, 40)]
FILES = {"one.csv": ONE, "payments of two.csv": TWO, "three.csv": THREE}
ORDER = {"why": "the order expired", "authority": "Court of Leeds, 5/2026"}


def built(path: Path, kinds: Kinds, names: list[str], passphrase: str = "") -> Case:
    case = opening.create(path, kinds, "A", title="Leeds", country="GB", passphrase=passphrase)
    for name in names:
        take_in(case, path.parent, name, FILES[name])
    return case


def links_of(case: Case) -> list[tuple[str, str, int]]:
    graph = graphs.read(case)
    ends = zip(graph.start.tolist(), graph.end.tolist(), graph.count.tolist(), strict=True)
    return sorted((graph.values[s], graph.values[e], int(n)) for s, e, n in ends)


def content(path: Path) -> list[object]:
    """Every row of every table."""
    db = connect(path)
    names = [
        n for (n,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    ]
    rows = [db.conn.execute(f"SELECT * FROM {name}").fetchall() for name in names]
    db.conn.close()
    return [names, *rows]


def whole(path: Path, passphrase: str = "") -> bool:
    failed = [c for c in verifying.verify(path, passphrase=passphrase) if not c.ok]
    assert not failed, failed
    return True


@pytest.mark.parametrize("gone", sorted(FILES))
def test_what_is_left_is_the_case_without_the_source(tmp_path: Path, kinds: Kinds, gone: str) -> None:
    path = tmp_path / "all.case"
    built(path, kinds, list(FILES)).close()
    number = list(FILES).index(gone) + 1
    done = purging.purge(path, "P", [number], **ORDER)
    assert done.overwritten and done.plan.counts["records"] == len(FILES[gone]) and whole(path)
    left = [name for name in FILES if name != gone]
    with (
        built(tmp_path / "left.case", kinds, left) as plain,
        opening.open_case(path, "B", write=True) as case,
    ):
        assert links_of(case) == links_of(plain)
        named = "SELECT kind, value FROM entity ORDER BY kind, value"
        assert case.db.conn.execute(named).fetchall() == plain.db.conn.execute(named).fetchall()
        ends = (
            "SELECT k.kind, a.value, b.value FROM link k JOIN entity a ON a.id = start JOIN entity b ON b.id = end "
            "ORDER BY 1, 2, 3"
        )
        assert case.db.conn.execute(ends).fetchall() == plain.db.conn.execute(ends).fetchall()
        # and each of the others left out or taken in again counts as it would have
        for off in range(2):
            readings = [r for r in (1, 2, 3) if r != number]
            included.switch(case, "Out", off=[readings[off]])
            included.switch(plain, "Out", off=[off + 1])
            assert links_of(case) == links_of(plain)
            case.undo()
            plain.undo()
        # what comes afterwards counts against the same, and no number is given twice
        highest = purged.listed(case.db)[0].highest
        take_in(case, tmp_path, "four.csv", TWO[25:])
        take_in(plain, tmp_path, "four.csv", TWO[25:])
        assert links_of(case) == links_of(plain)
        new = case.db.conn.execute("SELECT min(id) FROM entity WHERE reading = 4").fetchone()[0]
        assert new is None or new > highest["entity"]
    assert whole(path)


@pytest.mark.parametrize("seed", range(6))
def test_no_undo_and_no_redo_brings_anything_back(tmp_path: Path, kinds: Kinds, seed: int) -> None:
    path, random = tmp_path / "worked.case", Random(seed)
    case = built(path, kinds, list(FILES))
    names = sorted(EDITS)
    for _ in range(40):
        EDITS[random.choice(names)](case, random)
        if random.random() < 0.2:
            case.undo()
    eleven = case.db.conn.execute("SELECT id FROM entity WHERE value = ?", (N[14],)).fetchone()[0]
    with case.edit(f"Note on {N[14]}") as db:
        notes.write(case, db, f"call {N[14]}; see payments of two.csv", entity=eleven)
        notes.write(case, db, f"again {N[14]}, and {N[1]}", entity=1)
    with case.edit("Rename") as db:
        db.conn.execute("UPDATE note SET text = text || ' twice' WHERE entity = 1")
    case.record("search", values={"text": N[14]})
    case.close()
    done = purging.purge(path, "P", [2], **ORDER)
    assert done.erased == 1 and done.steps >= 3 and whole(path)
    with opening.open_case(path, "B", write=True) as case:
        for act in (case.undo, case.redo):
            while act() is not None:
                said = json.dumps(workspace(case))
                assert N[14] not in said and "payments of two" not in said
                assert case.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert "again [purged], and" in said and N[1] in said
        assert "Note on [purged]" in [s.title for s in journal.steps(case.db)]
    assert whole(path)


def test_what_an_analyst_entered_by_hand_stays(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "hand.case"
    with built(path, kinds, list(FILES)) as case:
        drawn_by_hand, attributed, gone = (entities.resolve(case, N[n]) for n in (13, 14, 15))
        with case.edit("By hand") as db:
            drawn.draw_entity(case, db, "phone", N[13], "The cashier")
            owner = drawn.draw_entity(case, db, "person", "Ann Lee")
            assessments.attribute(case, db, attributed, owner, basis="she said so")
            notes.tag(db, gone, "suspect")
            findings.state(case, db, "They met", "likely", [1], [(2, 50, 0), (1, 2, 0)])
        expected = purge_plan.make(case, [2]).counts["findings"]
    done = purging.purge(path, "P", [2], **ORDER)
    assert expected == done.plan.counts["findings"] == 1 and whole(path)
    with opening.open_case(path) as case:
        assert entities.named(case, drawn_by_hand) == ("phone", N[13])
        assert entities.named(case, attributed) == ("phone", N[14])
        with pytest.raises(Problem, match="no entity"):
            entities.named(case, gone)
        assert notes.tags(case, gone) == []
        (finding,) = findings.listed(case)
        assert (finding.links, finding.rows, finding.purged) == ([1], [(1, 2, 0)], 1)


def test_everything_said_of_the_file_goes_and_its_hash_stays(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "said.case"
    with built(path, kinds, list(FILES)) as case:
        sha256 = sources.get(case, 2).sha256
        said = circumstances.Circumstances(place="Leeds", asked="the widow")
        circumstances.say(case, 2, sha256, said)
        acquisitions.say(case, 2, acquisitions.Acquisition(exhibit="EX/2"))
    purging.purge(path, "P", [2], **ORDER)
    assert whole(path)
    with opening.open_case(path, "B", write=True) as case:
        assert "the widow" not in json.dumps(case.db.conn.execute("SELECT text FROM declaration").fetchall())
        with pytest.raises(
            Problem, match="purged from the case as source 2 on the authority of Court of Leeds"
        ):
            sources.find(case.db, sha256)
        with pytest.raises(Problem, match="purged already"):
            purge_plan.make(case, [2])
    assert any("source 2 purged by P on the authority of Court" in c.detail for c in verifying.verify(path))
    with opening.open_case(path) as case, pytest.raises(Problem, match=r"purged \(2\): what was done"):
        methods.of(case)


def test_a_second_purge_takes_what_only_both_named(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "twice.case"
    built(path, kinds, list(FILES)).close()
    purging.purge(path, "P", [2], **ORDER)
    purging.purge(path, "P", [1], **ORDER)
    assert whole(path)
    with built(tmp_path / "left.case", kinds, ["three.csv"]) as plain, opening.open_case(path) as case:
        assert links_of(case) == links_of(plain)
        named = "SELECT kind, value FROM entity ORDER BY kind, value"
        assert case.db.conn.execute(named).fetchall() == plain.db.conn.execute(named).fetchall()
        assert [p.sources for p in purged.listed(case.db)] == [(2,), (1,)]


def test_the_new_file_holds_nothing_of_it_and_has_another_key(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "secret.case"
    built(path, kinds, list(FILES), "old words").close()
    before, key = protection.salt_of(path), protection.key_of(path, "old words")
    done = purging.purge(path, "P", [2], passphrase="old words", **ORDER)
    assert done.new_key and protection.salt_of(path) != before and whole(path, "old words")
    with pytest.raises(protection.Locked):
        opening.open_case(path, passphrase=key.spelled)
    db = connect(path, protection.key_of(path, "old words"))
    words = Words([N[13], N[14], N[15], "payments of two.csv"])
    assert residue.scan(db, words, frozenset()).left == []
    db.conn.close()
    assert sorted(p.name for p in tmp_path.iterdir() if ".csv" not in p.name) == ["secret.case"]
    with pytest.raises(Problem, match="passphrase itself"):
        purging.purge(path, "P", [1], passphrase=protection.key_of(path, "old words").spelled, **ORDER)


def test_a_hold_and_a_missing_reason_stop_it_before_anything_is_touched(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "held.case"
    with built(path, kinds, list(FILES)) as case, case.edit("Hold") as db:
        reviews.hold(case, db, 2, "the appeal")
    for wanted, said, told in (
        ([2], ORDER, "the appeal"),
        ([1], ORDER | {"why": " "}, "needs its reason"),
        ([1], ORDER | {"authority": ""}, "needs its authority"),
        ([1], ORDER | {"why": "one.csv"}, "names something"),
        ([9], ORDER, "no source 9"),
        ([], ORDER, "no source is named"),
    ):
        before = content(path)
        with pytest.raises(Problem, match=told):
            purging.purge(path, "P", wanted, **said)
        assert content(path) == before and not list(tmp_path.glob("held.case.*"))


def test_a_purge_that_would_leave_something_changes_nothing(
    tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "left.case"
    with built(path, kinds, list(FILES)) as case:
        case.record("search", values={"text": N[14]})
    before = content(path)
    monkeypatch.setattr(emptying, "_erase_log_values", lambda db, plan: [])
    with pytest.raises(Problem, match=r"would be left in log_value \(1\)"):
        purging.purge(path, "P", [2], **ORDER)
    assert content(path) == before and not list(tmp_path.glob("left.case.*"))


@pytest.mark.parametrize("unlawful", ["all of it", "its rows", "the purge's word", "the purge's account"])
def test_what_is_deleted_behind_the_log_is_told(tmp_path: Path, kinds: Kinds, unlawful: str) -> None:
    path = tmp_path / "behind.case"
    with built(path, kinds, list(FILES)) as case:
        plan = purge_plan.make(case, [2])
    if unlawful.startswith("the"):
        purging.purge(path, "P", [2], **ORDER)
    db = connect(path, write=True)
    for (name,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER {name}")
    db.conn.execute("PRAGMA foreign_keys = OFF")
    if unlawful == "all of it":
        with db.atomic():
            emptying._take_out(db, plan)
    elif unlawful == "its rows":
        db.conn.execute(
            "DELETE FROM segment_column WHERE segment IN (SELECT id FROM segment WHERE reading = 2)"
        )
    elif unlawful == "the purge's word":
        db.conn.execute("UPDATE declaration SET text = replace(text, 'Leeds', 'York') WHERE sort = 'purge'")
    else:
        db.conn.execute("DELETE FROM log_value WHERE name = 'remains'")
    db.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    db.conn.close()
    assert [c for c in verifying.verify(path) if not c.ok]


def test_the_log_stays_as_it_was(tmp_path: Path, kinds: Kinds) -> None:
    path = tmp_path / "log.case"
    with built(path, kinds, list(FILES)) as case:
        before = case.db.conn.execute("SELECT * FROM log ORDER BY seq").fetchall()
    done = purging.purge(path, "P", [2], **ORDER)
    with opening.open_case(path) as case:
        after = case.db.conn.execute("SELECT * FROM log ORDER BY seq").fetchall()
        assert after[: len(before)] == before and done.entry == after[len(before)][0]
        assert log.break_at(case.db) is None
