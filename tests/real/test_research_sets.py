"""Research sets of calls give as many records as they are known to hold, with their own numbers kept as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.plugins import reading_plugins
from workbench.ingest.child import Child
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.plugin_host.loading import reader_source

KNOWN = {
    "cider-mobile-money/antennas.csv": ("cider_antennas", {"cell_site": 297}, {"cell": 297}),
    "cider-mobile-money/towers.csv": ("cider_towers", {"cell_site": 100}, {"cell": 100}),
    "cider-mobile-money/subscribers.csv": ("cider_subscribers", {"subscription": 1000}, {"phone": 1000}),
    "vast2008-mc3/cdr_raw.csv": ("numbered_phones", {"call": 9834}, {"phone": 400, "cell": 30}),
}


@pytest.fixture(scope="module")
def by() -> Iterator[Child]:
    child = Child(reader_source(reading_plugins.shipped()))
    yield child
    child.stop()


@pytest.mark.parametrize("name", KNOWN)
def test_a_research_set_gives_what_it_holds(samples: Path, kinds: Kinds, by: Child, name: str) -> None:
    recipe, counts, entities = KNOWN[name]
    best = recognise(samples / "cdr" / name, reading_plugins.recipes().values(), by=by).best
    assert best is not None and best.recipe.id == f"call_records.{recipe}"
    found = reading_plugins.read(samples / "cdr" / name, best.recipe, kinds, by)
    assert found.counts == counts and found.entities == entities and not found.rejects


def test_ids_that_begin_with_zeros_keep_them(samples: Path, kinds: Kinds, by: Child) -> None:
    path = samples / "cdr/cider-mobile-money/subscribers.csv"
    found = reading_plugins.read(path, reading_plugins.recipes()["call_records.cider_subscribers"], kinds, by)
    ids = {line.strip() for line in path.read_text().splitlines()[1:]}
    assert {r["identifier"].removeprefix("phone:") for r in found.records} == ids
    assert sum(id.startswith("00") for id in ids) > 500
