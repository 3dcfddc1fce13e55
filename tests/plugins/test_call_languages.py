"""The same twenty calls and texts, whatever language, encoding, date form and side of the call a file is written in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plugins.reading_plugins import PLUGINS, read, recipes
from workbench.ingest.child import Child
from workbench.model.kinds import Kinds

SAMPLES = PLUGINS / "call_records" / "samples"
FILES = sorted(f.name for f in SAMPLES.glob("*") if f.name.startswith(("caller_callee.", "target_other.")))
LANGUAGES = {"ar", "es", "fr", "pt", "ru", "zh"}


def _events(name: str, kinds: Kinds, by: Child) -> set[tuple[Any, ...]]:
    found = read(SAMPLES / name, recipes()["call_records." + name.split(".")[0]], kinds, by)
    return {
        (
            r["start"],
            r["kind"],
            r.get("caller", r.get("sender", "")),
            r.get("callee", r.get("recipient", "")),
            r.get("duration"),
        )
        for r in found.records
        if r["kind"] in ("call", "message")
    }


def test_every_language_has_its_sample() -> None:
    assert {name.split(".")[1] for name in FILES} >= LANGUAGES


@pytest.mark.parametrize("name", FILES)
def test_the_same_events_in_every_language(name: str, kinds: Kinds, by: Child) -> None:
    events = _events("caller_callee.es.csv", kinds, by)
    assert len(events) == 20
    assert (
        sum(1 for _, _, one, other, _ in events if not (one and other)) == 1
    )  # a call from a withheld number
    assert events - _events(name, kinds, by) == set()
