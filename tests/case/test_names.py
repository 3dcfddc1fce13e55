"""Names from contact lists caption numbers and accounts, and join nobody."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tests.case.blocks import RECIPE, take_in
from workbench.case import entities, graphs, included, names, sources
from workbench.case.cases import Case
from workbench.case.writing import ReadingWriter
from workbench.model.block import Block, Ending

A, B = "+447700900001", "+447700900002"


def _contacts(case: Case, folder: Path, called: list[tuple[str, str]]) -> int:
    """Imports contacts from (number, name)."""
    path = folder / "contacts.vcf"
    path.write_text("\n".join(f"{n}:{name}" for n, name in called))
    sha256, size = sources.hash_file(path)
    source = sources.keep(case, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    numbers = list(dict.fromkeys(number for number, _ in called))
    rows = {
        "row": pl.Series(range(1, len(called) + 1), dtype=pl.Int64),
        "part": pl.Series([0] * len(called), dtype=pl.Int32),
        "contact": pl.Series([numbers.index(n) + 1 for n, _ in called], dtype=pl.Int32),
        "name": pl.Series([name for _, name in called], dtype=pl.String),
    }
    values = pl.DataFrame(
        {"kind": ["phone"] * len(numbers), "value": numbers, "valid": [True] * len(numbers)}
    )
    writer = ReadingWriter(case, source, RECIPE, {})
    writer.add(Block(len(called), 1, 1, "", values, {"contact": pl.DataFrame(rows)}))
    return writer.seal(Ending("", {"encoding": "utf-8", "row_is": "line"}), "Import contacts").reading


def test_the_name_most_lists_give_stands_before_the_number(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls.csv", [(2, A, B, 1_000)])
    reading = _contacts(case, tmp_path, [(A, "Theo"), (A, "T. Work"), (A, "Theo"), (B, "")])
    graph = graphs.read(case)
    assert sorted(graph.captions) == [B, f"Theo · {A}"]
    assert {e.caption for e in entities.listed(case)} == {B, f"Theo · {A}"}
    included.switch(case, "Leave out", off=[reading])
    assert sorted(graphs.read(case).captions) == [A, B]


def test_an_analysts_own_caption_wins_and_equal_names_make_no_link(case: Case, tmp_path: Path) -> None:
    _contacts(case, tmp_path, [(A, "Mum"), (B, "Mum")])
    graph = graphs.read(case)
    assert len(graph) == 2 and len(graph.link_ids) == 0
    assert sorted(graph.captions) == [f"Mum · {A}", f"Mum · {B}"]


def test_long_and_repeated_names_are_kept_short() -> None:
    assert names.captioned("x" * 60, A) == "x" * 23 + "… · " + A
    assert names.captioned("theo", "Theo") == "Theo"
    assert names.captioned(" \n", A) == A
