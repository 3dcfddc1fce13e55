from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import (
    assessments,
    claims,
    entities,
    graphs,
    included,
    overlaps,
    readings,
    records,
    sources,
    verifying,
)  # fmt: skip
from workbench.case.cases import Case
from workbench.model.problems import Problem

A, B, C = "+447700900001", "+447700900002", "+447700900003"
FIRST = [(2, A, B, 1_000), (3, A, B, 2_000), (4, B, C, 3_000)]
SECOND = [(2, A, B, 2_000), (3, C, A, 9_000)]


def test_a_reading_gives_entities_links_and_the_rows_behind_them(case: Case, tmp_path: Path) -> None:
    counts = take_in(case, tmp_path, "one.csv", FIRST)
    assert (counts.read, counts.kept, counts.duplicate, counts.new_entities, counts.new_links) == (
        3,
        3,
        0,
        3,
        2,
    )
    graph = graphs.read(case)
    assert len(graph) == 3 and graph.count.tolist() == [2, 1]
    link = int(graph.link_ids[0])
    behind = records.behind(case, [link])
    assert [r.row for r in behind] == [2, 3]
    assert records.text_of(case, behind[1]) == f"{A},{B},2000"
    [claim] = claims.for_links(case, [link])
    assert (
        claim.count == 2 and claim.standing == "stated" and claim.totals == {"s": str(1000 % 60 + 2000 % 60)}
    )
    text = claim.proofs[0].text
    assert [text[a:b] for a, b in claim.proofs[0].marks] == [A, B]


def test_an_overlap_counts_once_and_comes_back_when_the_earlier_reading_is_left_out(
    case: Case, tmp_path: Path
) -> None:
    one = take_in(case, tmp_path, "one.csv", FIRST)
    two = take_in(case, tmp_path, "two.csv", SECOND)
    assert (two.read, two.kept, two.duplicate) == (2, 1, 1)
    assert sorted(graphs.read(case).count.tolist()) == [1, 1, 2]
    included.switch(case, "Leave out one.csv", off=[one.reading])
    assert sorted(graphs.read(case).count.tolist()) == [1, 1]
    case.undo()
    assert sorted(graphs.read(case).count.tolist()) == [1, 1, 2]
    assert all(c.ok for c in verifying.verify(case.path))


def test_a_row_that_only_a_hidden_reading_holds_as_well_is_no_duplicate(case: Case, tmp_path: Path) -> None:
    one = take_in(case, tmp_path, "one.csv", FIRST)
    included.switch(case, "Leave out one.csv", off=[one.reading])
    two = take_in(case, tmp_path, "two.csv", SECOND)
    assert (two.read, two.kept, two.duplicate) == (2, 2, 0)
    included.switch(case, "Include one.csv", on=[one.reading])
    assert sorted(graphs.read(case).count.tolist()) == [1, 1, 2]
    assert all(c.ok for c in verifying.verify(case.path))


def test_undoing_an_import_hides_it_and_redoing_shows_it_again(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "one.csv", FIRST)
    case.undo()
    assert len(graphs.read(case)) == 0
    [source] = sources.listed(case)
    assert not source.included and source.rows == 3
    case.redo()
    assert len(graphs.read(case)) == 3


def test_a_repeated_row_is_a_duplicate(case: Case, tmp_path: Path) -> None:
    counts = take_in(case, tmp_path, "one.csv", [*FIRST, (5, A, B, 2_000)])
    assert (counts.read, counts.kept, counts.duplicate) == (4, 3, 1)
    assert graphs.read(case).count.tolist() == [2, 1]


def test_values_resolve_as_they_were_cleaned(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "one.csv", FIRST)
    assert entities.resolve(case, "07700 900001") == entities.resolve(case, "phone:+44 7700 900001")
    assert [e.value for e in entities.listed(case, search="00 002")] == [B]


def test_times_and_durations_of_nought_are_values(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "one.csv", [(2, A, B, 0), (3, B, A, 0)])
    record = records.behind(case, [1])[0]
    assert record.at_utc == 0 and record.fields["duration"] == "0"
    assert all(c.ok for c in verifying.verify(case.path))


def test_an_entity_judged_the_same_as_a_hidden_one_stands_for_itself(case: Case, tmp_path: Path) -> None:
    one = take_in(case, tmp_path, "one.csv", [(2, A, B, 1)])
    take_in(case, tmp_path, "two.csv", [(2, C, B, 2)])
    with case.edit("Judge") as db:
        assessments.judge(case, db, entities.resolve(case, A), entities.resolve(case, C), "same", "one owner")
    assert sorted(graphs.read(case).values) == [A, B]
    assert sorted(graphs.read(case, joined=False).values) == [A, B, C]
    included.switch(case, "Leave out one.csv", off=[one.reading])
    assert sorted(graphs.read(case).values) == [B, C]


def test_every_entity_is_found_by_its_own_kind_and_value(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "one.csv", [(2, "1", A, 1), (3, "ANONYMOUS ", "+0", 2)])
    for entity in entities.listed(case):
        assert entities.resolve(case, f"{entity.kind}:{entity.value}") == entity.id


def test_more_ways_to_repeat_earlier_sources_than_there_are_codes_are_a_sentence(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overlaps, "MOST_CODES", 2)
    take_in(case, tmp_path, "one.csv", [(2, A, B, 1_000)])
    take_in(case, tmp_path, "two.csv", [(2, A, B, 2_000)])
    take_in(case, tmp_path, "three.csv", [(2, A, B, 1_000), (3, A, B, 2_000)])  # two codes
    with pytest.raises(Problem, match="more than 2 different ways"):
        take_in(
            case,
            tmp_path,
            "four.csv",
            [(2, A, B, 1_000), (3, A, B, 2_000), (4, A, B, 3_000), (5, A, B, 3_000)],
        )
    readings.remove_unsealed(case)
    assert len(sources.listed(case)) == 3 and all(c.ok for c in verifying.verify(case.path))
