"""A claim says who by the name the case knows, and what by the words of its records."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from tests.case.blocks import RECIPE
from workbench.case import claims, sources
from workbench.case.cases import Case
from workbench.case.writing import ReadingWriter
from workbench.model.block import Block, Ending
from workbench.model.kinds import Kinds

VALUES = [("handle", "telegram:5550111"), ("handle", "telegram:5550122"), ("group", "telegram:777002")]


def _take_in(case: Case, folder: Path, kind: str, values: list[tuple[str, str]], rows: pl.DataFrame) -> None:
    path = folder / f"{kind}.json"
    path.write_text("\n".join(f"{kind} {n}" for n in range(rows.height)))
    sha256, size = sources.hash_file(path)
    source = sources.keep(case, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(case, source, RECIPE, {})
    told = pl.DataFrame([(*one, True) for one in values], ["kind", "value", "valid"], orient="row")
    numbered = rows.with_columns(
        row=pl.int_range(1, rows.height + 1, dtype=pl.Int64), part=pl.lit(0, pl.Int32)
    )
    writer.add(Block(rows.height, 1, 1, "", told, {kind: numbered}))
    writer.seal(Ending("", {"encoding": "utf-8", "row_is": "line"}), f"Import {kind}")


def _frame(**columns: list[int] | list[str]) -> pl.DataFrame:
    return pl.DataFrame(columns).with_columns(pl.col(pl.Int64).cast(pl.Int32))


def _sentences(case: Case, kind: str) -> list[str]:
    links = [id for (id,) in case.db.conn.execute("SELECT id FROM link WHERE kind = ? ORDER BY id", (kind,))]
    return [claim.sentence for claim in claims.for_links(case, links)]


def test_a_bare_id_is_said_with_its_name(case: Case, tmp_path: Path) -> None:
    _take_in(case, tmp_path, "membership", VALUES, _frame(member=[1, 2], group=[3, 3]))
    bare = _sentences(case, "member_of")
    _take_in(case, tmp_path, "contact", VALUES, _frame(contact=[1, 3], name=["North", "Harvest"]))
    first, second = _sentences(case, "member_of")
    assert bare[0] != first and "5550111" in first and "(“North”)" in first and "(“Harvest”)" in first
    assert "5550122" in second and "North" not in second


PEOPLE = [("person", "RHEA KETTLEWELL"), ("organisation", "NORTHGATE STORAGE")]


@pytest.mark.parametrize(
    ("types", "labels", "told"),
    [
        (["owns", "owns"], ["", ""], ": owns"),
        (["owns", "director"], ["", "since 2024"], ": owns, director, since 2024"),
        (["", ""], ["", ""], ""),
        ([str(n) for n in range(7)], [""] * 7, ": 0, 1, 2, 3, 4 and 2 more"),
    ],
)
def test_a_relation_says_what_the_other_tool_called_it(
    case: Case, tmp_path: Path, types: list[str], labels: list[str], told: str
) -> None:
    count = len(types)
    rows = _frame(start=[1] * count, end=[2] * count, type=types, label=labels)
    _take_in(case, tmp_path, "relation", PEOPLE, rows)
    (sentence,) = _sentences(case, "related_to")
    assert sentence == "Rhea Kettlewell is related to Northgate Storage, as the file says" + told


# What a page, a label, a register or another tool says of itself or of others proves that it says so, and no more.
TELLING = frozenset(
    {
        "listing",
        "profile",
        "shipment",
        "relation",
        "attribution",
        "photo",
        "contact",
        "mention",
        "particulars",
    }
)
SAYING = re.compile(
    r"\b(says?|named?|names|shows?|given|gives|lists|listed|mentions|addressed|asks|has .* among)\b"
)


def test_what_is_only_told_is_said_to_be_told(kinds: Kinds) -> None:
    told = [k for k in kinds.links.values() if k.made_by and {m.record for m in k.made_by} <= TELLING]
    assert len(told) > 12
    blunt = {k.id for k in told if k.standing == "stated" and not SAYING.search(k.sentence)}
    assert blunt == {"packed_in", "carried_by"}  # who carries keeps the manifest
