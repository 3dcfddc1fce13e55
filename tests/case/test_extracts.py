"""A read-only extract: what is chosen with its rows, and nothing else of the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import (
    assessments,
    charts,
    drawn,
    entities,
    extracts,
    graphs,
    notes,
    opening,
    records,
    sources,
    verbatim,
    verifying,
)
from workbench.case.cases import Case
from workbench.model.problems import Problem

A, B, C, D = (f"+44770090000{n}" for n in range(1, 5))


@pytest.fixture
def phones(case: Case, tmp_path: Path) -> dict[str, int]:
    """Two bills that overlap in one call; D only meets A."""
    take_in(
        case, tmp_path, "one.csv", [(2, A, B, 1_000), (3, B, C, 2_000), (4, A, D, 3_000), (5, A, B, 4_000)]
    )
    take_in(case, tmp_path, "two.csv", [(2, A, B, 1_000), (3, A, C, 9_000)])
    return {value: entities.resolve(case, f"phone:{value}") for value in (A, B, C, D)}


def rows_of(case: Case) -> set[tuple[str, int, str]]:
    """The rows behind every link: the hash of the file, the row, and its text."""
    graph = graphs.read(case)
    behind = records.behind(case, [int(link) for link in graph.link_ids])
    return {(r.sha256, r.row, verbatim.row(case, r.reading, r.sheet, r.row)) for r in behind}


def test_an_extract_holds_the_rows_between_the_chosen_and_no_others(
    case: Case, phones: dict[str, int], tmp_path: Path
) -> None:
    out = tmp_path / "out.case"
    made = extracts.extract(case, [phones[A], phones[B], phones[C]], out)
    assert (made.entities, made.further, made.records, made.rows, made.sources) == (3, 0, 4, 4, 2)
    assert all(check.ok for check in verifying.verify(out))
    with opening.open_case(out) as extract:
        assert {e.value for e in entities.listed(extract)} == {A, B, C}
        expected = {row for row in rows_of(case) if D not in row[2]}
        assert rows_of(extract) == expected and len(expected) == 4
        first, second = sources.listed(extract)
        assert [s.sha256 for s in (first, second)] == [s.sha256 for s in sources.listed(case)]
        assert (first.kept, first.rows, first.withheld) == ("hash only", 4, 1)
        assert extract.about.title == "Test (extract)" and extract.about.uuid != case.about.uuid


def test_every_row_of_one_brings_those_it_met(case: Case, phones: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no record joins what is chosen"):
        extracts.extract(case, [phones[D]], tmp_path / "none.case")
    assert not (tmp_path / "none.case").exists()
    made = extracts.extract(case, [phones[D]], tmp_path / "out.case", every_row=True)
    assert (made.records, made.further) == (1, 1)


def test_conclusions_about_the_chosen_go_with_their_author_and_notes_stay(
    case: Case, phones: dict[str, int], tmp_path: Path
) -> None:
    with case.edit("Conclude") as db:
        ana = drawn.draw_entity(case, db, "person", "Ana", basis="seen at the door")
        assessments.attribute(case, db, phones[A], ana, basis="answered it")
        assessments.judge(case, db, phones[A], phones[B], "not the same", "two voices")
        drawn.draw_link(case, db, "associated", ana, phones[D], "knows", "heard")
        assessments.mark_common(case, db, phones[B], "a taxi rank")
        notes.write(case, db, "SECRET THOUGHT", entity=phones[A])
        chart = charts.create(db, "First")
        charts.show(db, chart, [phones[A], phones[B], phones[D]])
        charts.place(db, chart, [(phones[A], 10.0, 20.0)])
    out = tmp_path / "out.case"
    extracts.extract(case, [phones[A], phones[B], ana], out, chart=charts.read(case, chart))
    assert all(check.ok for check in verifying.verify(out))
    with opening.open_case(out) as extract:
        new = {v: entities.resolve(extract, f"phone:{v}") for v in (A, B)}
        (held,) = assessments.attributions(extract)
        assert (held.entity, held.basis) == (new[A], "answered it (by A. Nalyst)")
        assert assessments.judgements(extract, new[A])[0][1:3] == (
            "not the same",
            "two voices (by A. Nalyst)",
        )
        assert assessments.common_services(extract) == {new[B]: "a taxi rank"}
        shown = charts.read(extract, charts.listed(extract)[0][0])
        assert sorted(shown.shown) == sorted(new.values()) and shown.positions[new[A]] == (10.0, 20.0)
        assert notes.of(extract, entity=new[A]) == []
    whole = out.read_bytes()
    assert b"SECRET" not in whole
    with opening.open_case(out) as extract:
        dump = "\n".join(
            str(row) for (table,) in extract.db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            for row in extract.db.conn.execute(f"SELECT * FROM {table}")
        )  # fmt: skip
    assert "SECRET" not in dump and D not in dump and "knows" not in dump


def test_an_extract_is_only_read_and_never_takes_the_place_of_a_file(
    case: Case, phones: dict[str, int], tmp_path: Path
) -> None:
    out = tmp_path / "out.case"
    extracts.extract(case, [phones[A], phones[B]], out)
    assert out.stat().st_mode & 0o222 == 0
    with pytest.raises(Problem, match="exists already"):
        extracts.extract(case, [phones[A], phones[B]], out)


def test_one_that_is_stopped_leaves_nothing(case: Case, phones: dict[str, int], tmp_path: Path) -> None:
    def stop(done: int, total: int, text: str) -> None:
        if done:
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        extracts.extract(case, list(phones.values()), tmp_path / "out.case", tell=stop)
    assert sorted(p.name for p in tmp_path.iterdir() if "out" in p.name) == []


def test_a_protected_extract_needs_its_own_passphrase(
    case: Case, phones: dict[str, int], tmp_path: Path
) -> None:
    out = tmp_path / "out.case"
    extracts.extract(case, [phones[A], phones[B]], out, passphrase="three small words")
    with pytest.raises(Problem, match="is protected"):
        opening.open_case(out)
    with opening.open_case(out, passphrase="three small words") as extract:
        assert len(entities.listed(extract)) == 2


def test_what_cannot_be_proven_is_not_handed_out(
    case: Case, phones: dict[str, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbatim, "row", lambda *place: verbatim.Absent("[the file is gone]"))
    with pytest.raises(Problem, match=r"rows of one.csv cannot be read"):
        extracts.extract(case, [phones[A], phones[B]], tmp_path / "out.case")
    assert not (tmp_path / "out.case").exists()
