"""The child process: limits that hold, death that is a sentence, cancelling, and being used again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests import needs
from tests.ingest import making_workbooks
from tests.ingest.conftest import CALLS
from workbench.ingest import reading, recipe, recognising, wire
from workbench.ingest.child import Child
from workbench.ingest.limits import BEHIND, Limits
from workbench.ingest.readers import Layout, Rows, Sniffed, Table
from workbench.ingest.recipe import Recipe
from workbench.model.block import NEW_VALUES, REJECTS, Block
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

Write = Callable[..., Path]
HEADER = "From,To,When\n"
LINE = "447700900001,447700900002,2024-05-06 07:08:09\n"


class Odd:
    """A reader that does what its file says: writes, hangs, dies, fails, or gives blocks for ever."""

    id = "test.odd"

    def sniff(self, path: Path) -> Sniffed | None:
        said = path.read_text()
        if not said.startswith("{odd"):
            return None
        if "hang" in said:
            while True:
                pass
        return Sniffed(self.id, (Table("t", ("From", "To", "When")),))

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        said = path.read_text()
        if "write" in said:
            path.with_suffix(".out").write_bytes(b"x" * 100)
        if "die" in said:
            os._exit(3)
        if "fail" in said:
            raise KeyError("a mistake of ours")
        if "memory" in said:
            bytearray(1 << 40)
        number = 0
        while number < 1_000_000:
            number += 1
            frame = pl.DataFrame({"From": ["447700900001"], "To": ["447700900002"], "When": ["2024-05-06"]})
            yield Rows("t", frame.with_columns(row=pl.Series([number])), None, number, 0)


def odd_readers() -> list[Any]:
    return [Odd]


@pytest.fixture(scope="module")
def odd() -> Iterator[Child]:
    child = Child(odd_readers, Limits(seconds_per_look=2.0))
    yield child
    child.stop()


@pytest.fixture
def odd_recipe() -> Recipe:
    return recipe.parse(CALLS.replace('"delimited"', '"test.odd"'))


def read(path: Path, one: Recipe, kinds: Kinds, by: Child) -> list[Block]:
    with reading.open(path, one, kinds=kinds, by=by) as opened:
        return list(opened)


def process_of(child: Child) -> int | None:
    return child._process.pid if child._process is not None else None


def test_one_process_reads_one_file_after_another(
    write: Write, kinds: Kinds, calls: Recipe, by: Child
) -> None:
    one = write(HEADER + LINE * 3)
    assert [b.rows for b in read(one, calls, kinds, by)] == [3]
    process = process_of(by)
    with pytest.raises(Problem, match="no row with the columns From, To, When"):
        read(write("a,b\n1,2\n", "other.csv"), calls, kinds, by)
    assert [b.rows for b in read(one, calls, kinds, by)] == [3]
    assert process_of(by) == process != os.getpid()


def test_a_bomb_kills_the_child_and_nothing_else(
    tmp_path: Path, write: Write, kinds: Kinds, calls: Recipe, by: Child
) -> None:
    bomb = making_workbooks.sparse(tmp_path / "bomb.xlsx")
    assert bomb.stat().st_size < 2000
    with pytest.raises(Problem, match=r"bomb.xlsx could not be read.*nothing was imported"):
        recognising.recognise(bomb, [calls], by=by)
    assert [b.rows for b in read(write(HEADER + LINE), calls, kinds, by)] == [1]


@pytest.mark.parametrize("deed", ["die", "memory"])
def test_a_reader_that_dies_is_a_problem_that_names_the_file(
    write: Write, kinds: Kinds, odd: Child, odd_recipe: Recipe, deed: str
) -> None:
    with pytest.raises(Problem, match=r"f.odd could not be read"):
        read(write("{odd " + deed, "f.odd"), odd_recipe, kinds, odd)


@needs.LIMITS
def test_the_child_writes_nothing(write: Write, kinds: Kinds, odd: Child, odd_recipe: Recipe) -> None:
    path = write("{odd write", "f.odd")
    with pytest.raises(RuntimeError, match="File too large"):
        read(path, odd_recipe, kinds, odd)
    assert path.with_suffix(".out").stat().st_size == 0


def test_our_own_mistakes_are_not_problems(
    write: Write, kinds: Kinds, odd: Child, odd_recipe: Recipe
) -> None:
    with pytest.raises(RuntimeError, match="a mistake of ours") as caught:
        read(write("{odd fail", "f.odd"), odd_recipe, kinds, odd)
    assert not isinstance(caught.value, Problem)


def test_a_look_that_takes_too_long_is_given_up(write: Write, odd: Child, odd_recipe: Recipe) -> None:
    with pytest.raises(Problem, match="took too long"):
        recognising.recognise(write("{odd hang", "f.odd"), [odd_recipe], by=odd)


def test_a_reading_is_stopped_where_it_is(write: Write, kinds: Kinds, odd: Child, odd_recipe: Recipe) -> None:
    path = write("{odd endless", "f.odd")
    with reading.open(path, odd_recipe, kinds=kinds, by=odd) as opened:
        assert next(opened).rows == 1
        process = process_of(odd)
        with pytest.raises(Problem, match="not been read to its end"):
            _ = opened.ending
    with reading.open(path, odd_recipe, kinds=kinds, by=odd) as opened:
        assert next(opened).records["call"]["row"].to_list() == [1]
    assert process_of(odd) == process


def test_the_child_waits_for_the_parent(write: Write, kinds: Kinds, odd: Child, odd_recipe: Recipe) -> None:
    """With two blocks granted and none taken, the endless reader cannot run ahead."""
    with reading.open(write("{odd endless", "f.odd"), odd_recipe, kinds=kinds, by=odd) as opened:
        first = next(opened)
        assert odd._pipe is not None and odd._pipe.poll(5)
        taken = [next(opened) for _ in range(5)]
    assert [b.bytes_done for b in (first, *taken)] == [1, 2, 3, 4, 5, 6]


def test_a_second_file_in_one_thread_is_refused_rather_than_waited_for(
    write: Write, kinds: Kinds, odd: Child, odd_recipe: Recipe
) -> None:
    path = write("{odd endless", "f.odd")
    with reading.open(path, odd_recipe, kinds=kinds, by=odd) as opened:
        next(opened)
        with pytest.raises(RuntimeError, match="close that reading first"):
            read(path, odd_recipe, kinds, odd)
        assert next(opened).rows == 1


def test_what_a_reader_breaks_is_said(write: Write, kinds: Kinds, by: Child, odd_recipe: Recipe) -> None:
    with pytest.raises(Problem, match=r"there is no reader test\.odd"):
        read(write("{odd", "f.odd"), odd_recipe, kinds, by)


def test_blocks_come_through_the_wire_as_they_were() -> None:
    block = Block(
        7, 10, 20, "Sheet", pl.DataFrame([("phone", "+44", True)], schema=NEW_VALUES, orient="row"),
        {"call": pl.DataFrame({"row": [1], "amount": pl.Series([None], dtype=pl.Decimal(38, 0))})},
        pl.DataFrame([(3, "To", "because ü", "a,\nb")], schema=REJECTS, orient="row"), None, 2,
    )  # fmt: skip
    sort, facts, frames = wire.unpack(wire.pack_block(block))
    again = wire.block_of(facts, frames)
    assert sort == "block" and again.raw_rows is None
    assert (again.rows, again.bytes_done, again.sheet, again.withheld) == (7, 10, "Sheet", 2)
    assert again.values.equals(block.values) and again.rejects.equals(block.rejects)
    assert (
        again.records["call"].equals(block.records["call"])
        and again.records["call"].schema == block.records["call"].schema
    )
    assert (
        b"pickle" not in wire.pack("end", {"a": 1}) and json.loads(wire.pack("end", {})[4:])["sort"] == "end"
    )


@needs.NICENESS
def test_the_process_that_reads_goes_behind_the_window(odd: Child) -> None:
    odd._start()
    reading = process_of(odd)
    assert reading is not None
    assert os.getpriority(os.PRIO_PROCESS, reading) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + BEHIND)
