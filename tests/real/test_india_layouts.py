"""The same 40 events of four Indian operators and of a workbook Excel has damaged, as far as each layout holds them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.plugins import reading_plugins
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
from workbench.ingest.reading import open as open_reading
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.plugin_host.loading import reader_source

INDIA = ReadContext(country="IN", zone="Asia/Kolkata")
OPERATORS = ("airtel", "bsnl", "jio", "vi")


@pytest.fixture(scope="module")
def by() -> Iterator[Child]:
    child = Child(reader_source(reading_plugins.shipped()))
    yield child
    child.stop()


def _read(path: Path, kinds: Kinds, by: Child) -> tuple[str, reading_plugins.Read]:
    best = recognise(path, reading_plugins.recipes().values(), by=by).best
    assert best is not None
    with open_reading(path, best.recipe, kinds=kinds, context=INDIA, by=by) as opened:
        blocks = list(opened)
        return best.recipe.id, reading_plugins.Read(blocks, opened.ending)


def _events(folder: Path) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = json.loads((folder / "events.json").read_text())
    return said


def _party(raw: str) -> str:
    """A party of events.json as the case writes it: numbers of the target's country stand there without its code."""
    if raw.isdigit():
        return (
            f"short_code:{raw}" if len(raw) < 7 else f"phone:+91{raw}" if len(raw) == 10 else f"phone:+{raw}"
        )
    return f"sender:{raw}"


def _moment(event: dict[str, Any]) -> str:
    told = datetime.fromisoformat(event["local_time"] + "+05:30")
    return told.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cell(value: str | None) -> str | None:
    """A cell's digits: BSNL and Vi run them together."""
    return value and "".join(c for c in value.removeprefix("cell:") if c.isdigit())


def _told(record: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    """What a record says of the things an event states, the target's as the target's."""
    voice = event["kind"] == "voice"
    ends = ("caller", "callee") if voice else ("sender", "recipient")
    mine, other = ends if event["direction"] == "out" else ends[::-1]
    assert not [name for name in record if name.startswith(other + "_")], (
        "nothing technical belongs to the other party"
    )
    return {
        "kind": {"call": "voice", "message": "sms"}[record["kind"]],
        "start": record["start"],
        "target": record.get(mine),
        "peer": record.get(other),
        "duration": record.get("duration") if voice else None,
        "imei": record.get(mine + "_device"),
        "imsi": record.get(mine + "_sim"),
        "first": _cell(record.get(mine + "_cell")),
        "last": _cell(record.get(mine + "_last_cell")),
    }


def _must(event: dict[str, Any]) -> dict[str, Any]:
    voice = event["kind"] == "voice"
    return {
        "kind": event["kind"],
        "start": _moment(event),
        "target": _party(event["target"]),
        "peer": _party(event["peer"]),
        "duration": event["duration_s"] if voice else None,
        "imei": "device:" + event["imei"][:14],
        "imsi": "sim:" + event["imsi"],
        "first": _cell(event["first_cell"]),
        "last": _cell(event["last_cell"]) or None if voice else None,
    }


def _happened(found: reading_plugins.Read) -> list[dict[str, Any]]:
    return sorted((r for r in found.records if r["kind"] in ("call", "message")), key=lambda r: r["row"])


@pytest.mark.parametrize("name", OPERATORS)
def test_each_operator_tells_the_same_forty_events(samples: Path, kinds: Kinds, by: Child, name: str) -> None:
    folder = samples / "cdr/india-layouts-facsimile"
    id, found = _read(folder / f"{name}.csv", kinds, by)
    assert id == f"call_records.{name}"
    assert found.rows == 40 and not found.rejects
    events = _events(folder)
    assert [_told(r, e) for r, e in zip(_happened(found), events, strict=True)] == [_must(e) for e in events]


@pytest.mark.parametrize("name", ("airtel", "bsnl"))
def test_the_places_of_antennas_are_those_of_their_cells(
    samples: Path, kinds: Kinds, by: Child, name: str
) -> None:
    folder = samples / "cdr/india-layouts-facsimile"
    _, found = _read(folder / f"{name}.csv", kinds, by)
    stated = {_cell(e["first_cell"]): (e["lat"], e["lon"]) for e in _events(folder)}
    sites = {
        _cell(r["cell"]): (r["latitude"], r["longitude"]) for r in found.records if r["kind"] == "cell_site"
    }
    assert sites == stated


def test_landlords_in_the_addresses_of_antennas_are_no_parties(
    samples: Path, kinds: Kinds, by: Child
) -> None:
    folder = samples / "cdr/india-layouts-facsimile"
    _, found = _read(folder / "vi.csv", kinds, by)
    parties = {_party(e[side]) for e in _events(folder) for side in ("target", "peer")}
    assert found.entities["phone"] == len([p for p in parties if p.startswith("phone:")])


def test_what_excel_has_damaged_is_left_out_and_told(samples: Path, kinds: Kinds, by: Child) -> None:
    """Every IMEI of the workbook lost its leading zeros: thirteen digits are no IMEI, and nobody puts zeros back."""
    folder = samples / "cdr/india-layouts-facsimile"
    id, found = _read(folder / "hostile.xlsx", kinds, by)
    assert id == "call_records.target_other"
    assert not found.rejects and found.rows == 40
    events = _events(folder)
    bare = [{**_must(e), "imei": None} for e in events]
    assert [_told(r, e) for r, e in zip(_happened(found), events, strict=True)] == bare
    assert "device" not in found.entities
    assert found.ending.facts["oddities"] == {"values of IMEI left empty that could not be read": 40}
