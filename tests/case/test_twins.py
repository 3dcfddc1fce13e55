"""The same call in the records of both parties: counted once, nothing of it lost, and counted apart on request."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.case.stories import Row, blocks, take_in
from workbench.case import claims, derived, entities, included, links, records, sources, twins, verifying
from workbench.case.cases import Case
from workbench.case.writing import ReadingWriter
from workbench.model.block import Ending
from workbench.model.problems import Problem

A, B, C = (("phone", f"+4477009000{n:02}") for n in range(3))
MINE, THEIRS = ("device", "35693803564380"), ("device", "49015420323751")
SECOND = 1_000_000


def call(at: int, **more: object) -> Row:
    return {"kind": "call", "start": at * SECOND, "caller": A, "callee": B, "duration": 30, **more}


def counted(case: Case) -> dict[str, list[int]]:
    """How many records each kind of link stands on."""
    made: dict[str, list[int]] = {}
    for id, kind in case.db.conn.execute("SELECT id, kind FROM link ORDER BY id").fetchall():
        tallied = links.tallied(case, [id])
        made.setdefault(kind, []).append(tallied[id].count if id in tallied else 0)
        assert len(records.behind(case, [id])) == made[kind][-1]
    return made


def present(case: Case) -> dict[str, int]:
    return {e.value: e.records for e in entities.listed(case)}


def test_a_call_in_both_bills_counts_once_and_both_devices_stay(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [call(10, caller_device=MINE)])
    second = take_in(case, tmp_path, "b.txt", [call(12, duration=31, callee_device=THEIRS)])
    assert (second.kept, second.duplicate) == (1, 0)  # marked, not dropped
    assert counted(case) == {"called": [1], "used_device": [1, 1]}
    assert present(case) == {A[1]: 1, B[1]: 1, MINE[1]: 1, THEIRS[1]: 1}
    (joined,) = twins.listed(case)
    assert (joined.records, joined.seconds, joined.close, joined.split) == (1, 5, {"duration": 2}, False)
    assert (joined.source, joined.earlier_source) == (2, 1)
    assert twins.pairs(case, joined) == [(2, 2)]
    assert len(records.between(case, *_ids(case, A, B))) == 1
    (claim,) = claims.for_links(case, [1])
    assert [proof.also for proof in claim.proofs] == [[("b.txt", 2)]]
    other = claims.for_links(case, [2])[0]
    assert other.kind == "used_device" and other.proofs[0].also == []
    included.switch(case, "Leave out", off=[1])
    assert claims.for_links(case, [1])[0].proofs[0].also == []  # what is hidden is not pointed at
    assert derived.differences(case) == []


def _ids(case: Case, *wanted: tuple[str, str]) -> list[int]:
    return [
        case.db.conn.execute("SELECT id FROM entity WHERE kind = ? AND value = ?", pair).fetchone()[0]
        for pair in wanted
    ]


def test_split_and_joined_again_in_one_step_each(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [call(10), call(100)])
    take_in(case, tmp_path, "b.txt", [call(11), call(200, duration=5)])
    assert counted(case) == {"called": [3]}
    (joined,) = twins.listed(case)
    twins.split(case, [(joined.reading, joined.earlier)])
    assert counted(case) == {"called": [4]} and present(case)[A[1]] == 4
    assert twins.listed(case)[0].split
    case.undo()
    assert counted(case) == {"called": [3]}
    case.redo()
    twins.join(case, [(joined.reading, joined.earlier)])
    assert counted(case) == {"called": [3]} and derived.differences(case) == []
    with pytest.raises(Problem, match="share no joined records"):
        twins.split(case, [])


def test_leaving_out_the_earlier_source_lets_the_twin_count(case: Case, tmp_path: Path) -> None:
    first = take_in(case, tmp_path, "a.txt", [call(10)]).reading
    take_in(case, tmp_path, "b.txt", [call(11)])
    included.switch(case, "Leave out", off=[first])
    assert counted(case) == {"called": [1]} and twins.listed(case) == []


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (call(15), True),
        (call(16), False),
        (call(10, duration=32), True),
        (call(10, duration=33), False),
        (call(10, duration=None), True),
        (call(10, callee=C), False),
        (call(10, caller=B, callee=A), False),
        (call(10, callee=None, callee_device=THEIRS), False),
    ],
)
def test_how_near_is_near(case: Case, tmp_path: Path, other: Row, same: bool) -> None:
    take_in(case, tmp_path, "a.txt", [call(10)])
    take_in(
        case, tmp_path, "b.txt", [{k: v for k, v in other.items() if v is not None} | {"service": "voice"}]
    )
    assert bool(twins.listed(case)) is same


def test_each_event_has_one_twin_and_the_nearest_gets_it(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [call(10), call(14)])
    take_in(case, tmp_path, "b.txt", [call(11, service="x"), call(13, service="x"), call(12, service="x")])
    (joined,) = twins.listed(case)
    assert joined.records == 2 and twins.pairs(case, joined) == [(2, 2), (3, 3)]
    assert counted(case) == {"called": [3]}


def test_one_source_has_no_twins_in_itself_nor_in_its_other_readings(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [call(10), call(12)])
    assert twins.listed(case) == [] and counted(case) == {"called": [2]}


def test_three_bills_of_one_call(case: Case, tmp_path: Path) -> None:
    readings = [take_in(case, tmp_path, f"{n}.txt", [call(10 + n)]).reading for n in range(3)]
    assert counted(case) == {"called": [1]}
    included.switch(case, "Leave out", off=readings[:1])
    assert counted(case) == {"called": [1]}
    twins.split(case, [(readings[2], readings[1])])
    assert counted(case) == {"called": [2]} and derived.differences(case) == []


@pytest.mark.parametrize("anew", [1, 2])
def test_sources_counted_apart_stay_so_when_one_is_read_anew(case: Case, tmp_path: Path, anew: int) -> None:
    for name, at in (("a.txt", 10), ("b.txt", 12)):
        take_in(case, tmp_path, name, [call(at)])
    twins.split(case, [(2, 1)])
    assert counted(case)["called"] == [2]
    writer = ReadingWriter(case, anew, ("test.better", 'id = "test.better"'), {}, replaces=anew)
    for block in blocks(case.kinds, [call(10 if anew == 1 else 12)], 7):
        writer.add(block)
    writer.seal(Ending("", {}), "Read again")
    assert counted(case)["called"] == [2] and [j.split for j in twins.listed(case)] == [True]
    case.undo()
    assert counted(case)["called"] == [2]
    case.undo()
    assert counted(case)["called"] == [1]
    assert [c for c in verifying.verify(case.path) if not c.ok] == []


def _also(case: Case, link: int = 1) -> list[list[tuple[str, int]]]:
    return [proof.also for proof in claims.for_links(case, [link])[0].proofs]


def test_every_telling_is_pointed_at_and_none_that_was_not_joined(case: Case, tmp_path: Path) -> None:
    for name, at in (("a.txt", 10), ("b.txt", 12), ("c.txt", 13)):
        take_in(case, tmp_path, name, [call(at)])
    assert _also(case) == [[("b.txt", 2), ("c.txt", 2)]]
    included.switch(case, "Leave out", off=[1])
    assert _also(case) == [[("c.txt", 2)]]
    twins.split(case, [(3, 2)])
    assert _also(case) == [[], []]


def test_the_same_row_of_another_sheet_is_another_event(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [call(10)])
    path = tmp_path / "b.xlsx"
    path.write_text("header\nrow\n")
    source = sources.keep(
        case, path, *sources.hash_file(path), sources.Acquisition(), lambda done, total: None
    )
    writer = ReadingWriter(case, source, ("test.story", 'id = "test.story"'), {})
    months = [call(12), call(90 * 86_400)]
    (whole,) = blocks(case.kinds, months, 2)
    for at, sheet in enumerate(("January", "March")):
        frame = whole.records["call"][at : at + 1].with_columns(row=pl.lit(2, pl.Int64))
        values = whole.values if at == 0 else whole.values.clear()
        writer.add(replace(whole, rows=1, sheet=sheet, values=values, records={"call": frame}))
    writer.seal(Ending("", {}), "Import b.xlsx")
    assert _also(case) == [[("b.xlsx, sheet January", 2)], []]
    included.switch(case, "Leave out", off=[1])
    assert _also(case) == [[], []]


def test_what_is_marked_is_under_seal(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [call(10)])
    take_in(case, tmp_path, "b.txt", [call(11)])
    path = case.path
    case.close()
    assert all(check.ok for check in verifying.verify(path))


def test_many_calls_over_many_blocks_find_their_twins(case: Case, tmp_path: Path) -> None:
    draw = random.Random(1)
    one = [call(100 * n, caller=draw.choice([A, C])) for n in range(400)]
    other = [row | {"start": row["start"] + draw.randint(-2, 2) * SECOND, "service": "y"} for row in one]
    draw.shuffle(other)
    take_in(case, tmp_path, "a.txt", one, size=37)
    take_in(case, tmp_path, "b.txt", other, size=41)
    assert twins.listed(case)[0].records == 400 and sum(counted(case)["called"]) == 400
    assert np.isclose(sum(present(case).values()), 800)
    assert len(sources.listed(case)) == 2


def message(at: int, text: str | None = None, **more: object) -> Row:
    return {"kind": "message", "start": at * SECOND, "sender": A, "recipient": B, "text": text, **more}


def test_a_thousand_calls_of_a_day_without_hours_find_their_twins_at_once(case: Case, tmp_path: Path) -> None:
    rows = [call(0, duration=10 * n) for n in range(1, 1_001)]
    take_in(case, tmp_path, "a.txt", rows, size=1_000)
    began = time.process_time()
    take_in(
        case,
        tmp_path,
        "b.txt",
        [row | {"duration": None, "outcome": str(n)} for n, row in enumerate(rows)],
        1_000,
    )
    assert time.process_time() - began < 20  # looking at every pair again for each took more than a minute
    assert sum(joined.records for joined in twins.listed(case)) == 1_000


@pytest.mark.parametrize(
    ("first", "second"), [((10, 10, 13), (11, 11, 14)), ((10, 10), (11, 14)), ((10, 13), (11, 11, 14))]
)
def test_a_call_listed_twice_is_one_event_and_takes_one_twin(
    case: Case, tmp_path: Path, first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    take_in(case, tmp_path, "a.txt", [call(at) for at in first])
    take_in(case, tmp_path, "b.txt", [call(at) for at in second])
    assert counted(case)["called"] == [2]
    assert [c for c in verifying.verify(case.path) if not c.ok] == []


def test_messages_with_other_words_are_other_messages(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "a.txt", [message(10, "same place"), message(20, "at nine")])
    take_in(case, tmp_path, "b.txt", [message(12, "at  nine "), message(22, "no, ten")])
    assert counted(case)["messaged"] == [3]
    (joined,) = twins.listed(case)
    assert joined.records == 1 and twins.pairs(case, joined) == [(2, 3)]


def test_a_bill_that_holds_no_words_joins_the_message_all_the_same(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "phone.txt", [message(10, "same place"), message(20, "at nine")])
    take_in(case, tmp_path, "bill.txt", [message(21), message(9)])
    assert counted(case)["messaged"] == [2]
    assert twins.pairs(case, twins.listed(case)[0]) == [(2, 3), (3, 2)]
