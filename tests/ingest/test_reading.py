"""Whole files through the child: real ones, refused ones, and what is known at the end."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.ingest import layouts
from tests.ingest.conftest import Applied, picked
from workbench.ingest import delimited, reading, recipe
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe import Recipe
from workbench.model.block import Ending
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

Write = Callable[..., Path]


def read(path: Path, one: Recipe, kinds: Kinds, by: Child, **context: Any) -> tuple[Applied, Ending]:
    with reading.open(path, one, kinds=kinds, context=ReadContext(**context), by=by) as opened:
        return Applied(list(opened), {}), opened.ending


def test_the_vast_calls(samples: Path, kinds: Kinds, by: Child) -> None:
    path = samples / "cdr/vast2008-mc3/cdr_raw.csv"
    found, ending = read(path, recipe.parse(layouts.VAST), kinds, by)
    assert sum(b.rows for b in found.blocks) == len(found.records("call")) == 9_834
    assert Counter(kind for kind, _, _ in found.values) == {"phone": 400, "cell": 30}
    assert ending.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    lines = path.read_text().splitlines()
    for record in found.records("call")[::997]:
        caller, callee, *_ = lines[record["row"] - 1].split(",")  # type: ignore[operator]
        assert (record["caller"], record["callee"]) == (f"phone:{caller}", f"phone:{callee}")


@pytest.mark.parametrize("name", layouts.LAYOUTS)
def test_four_operators_tell_the_same_events(samples: Path, kinds: Kinds, by: Child, name: str) -> None:
    folder = samples / "cdr/india-layouts-facsimile"
    found, ending = read(folder / f"{name}.csv", recipe.parse(layouts.LAYOUTS[name]), kinds, by)
    assert not found.rejects and sum(b.rows for b in found.blocks) == 40
    records = sorted(found.records("call") + found.records("message"), key=lambda r: r["row"])  # type: ignore[arg-type,return-value]
    for record, event in zip(records, json.loads((folder / "events.json").read_text()), strict=True):
        ends = ("caller", "callee") if event["kind"] == "voice" else ("sender", "recipient")
        mine, other = ends if event["direction"] == "out" else ends[::-1]
        told = datetime.fromisoformat(event["local_time"] + "+05:30")
        assert record["start"] == int(told.timestamp() * 1e6) and record["start.offset"] == 330
        assert record[mine] == "phone:+91" + event["target"]
        assert _same_party(str(record[other]), event["peer"])
        assert record[mine + "_device"] == "device:" + event["imei"][:14]
        assert record[mine + "_sim"] == "sim:" + event["imsi"]
        assert record.get(other + "_device", "") == ""
    assert ending.facts["header_row"] == {"airtel": 7, "bsnl": 11, "jio": 13, "vi": 10}[name]


def _same_party(cleaned: str, raw: str) -> bool:
    _, _, value = cleaned.partition(":")
    return value.lstrip("+").endswith(raw.lstrip("+")) or value.casefold() == raw.casefold()


def test_a_header_without_rows(write: Write, kinds: Kinds, calls: Recipe, by: Child) -> None:
    with pytest.raises(Problem, match=r"file.csv has a header but no rows below it"):
        read(write("From,To,When\n"), calls, kinds, by)


def test_the_beginning_need_not_tell_day_from_month(
    write: Write, kinds: Kinds, calls: Recipe, monkeypatch: pytest.MonkeyPatch, by: Child
) -> None:
    """The date that settles it stands 6 MB into the file: it is read twice, not guessed."""
    line = "447700900001,447700900002,03/04/2025 10:00:00\n"
    rows = delimited.BLOCK // len(line) + 1000
    path = write("From,To,When\n" + line * rows + line.replace("03/04", "03/24"))
    found, ending = read(path, calls, kinds, by, country="GB")
    assert len(found.blocks) > 1 and ending.facts["date_order"] == {"When": "mdy"}
    assert sum(b.rows for b in found.blocks) == rows + 1 and not found.rejects
    assert {b.records["call"]["start"].min() for b in found.blocks} == {1_741_082_400_000_000}


def test_facts_at_the_end(write: Write, kinds: Kinds, calls: Recipe, by: Child) -> None:
    path = write("Report\n\nFrom,To,When\n447700900001,447700900002,2025-10-26 01:30\n", "calls.csv")
    found, ending = read(path, calls, kinds, by, country="GB", zone="Europe/London", zone_basis="set by user")
    facts = ending.facts
    assert (facts["encoding"], facts["delimiter"], facts["header_row"], facts["row_is"]) == (
        "utf-8",
        ",",
        3,
        "line",
    )
    assert facts["columns"] == ["From", "To", "When"] and facts["preamble"] == ["Report", ""]
    assert facts["oddities"] == {"times that happened twice at the change of clocks": 1}
    assert found.blocks[-1].bytes_done == found.blocks[-1].bytes_total == path.stat().st_size
    assert found.blocks[0].sheet == ""


def test_a_recipe_for_other_kinds_is_refused_before_reading(
    write: Write, kinds: Kinds, calls: Recipe, by: Child
) -> None:
    wrong = picked("chat", {"who": "From"})
    with pytest.raises(Problem, match="there is no record kind chat"):
        read(write("From,To,When\nx,y,z\n"), wrong, kinds, by)
