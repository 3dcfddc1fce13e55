"""Chats that others exported: every message is a row, under the right names, and nothing is refused."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.phones.readers import lines
from tests.plugins.reading_plugins import read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds

MOMENTS = (datetime(2020, 1, 31, 23, 5, 9), datetime(2020, 2, 1, 0, 10, 1), datetime(2020, 3, 4, 12, 0, 30))


def _read(path: Path, recipe: str, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> Any:
    best = recognise(path, recipes.values(), by=by).best
    assert best is not None and best.recipe.id == recipe
    return read(path, best.recipe, kinds, by)


@pytest.mark.parametrize(
    ("name", "rows", "kinds_told"),
    [
        ("personal_chat", 5, {"message": 4, "call": 1}),
        ("supergroup_with_topics", 7, {"message": 4, "membership": 3}),
    ],
)
def test_telegram(
    name: str,
    rows: int,
    kinds_told: dict[str, int],
    samples: Path,
    recipes: dict[str, Recipe],
    kinds: Kinds,
    by: Child,
) -> None:
    path = samples / "phone" / "telegram-tg-parser" / f"{name}.json"
    found = _read(path, "phones.telegram", recipes, kinds, by)
    assert (found.rows, found.rejects) == (rows, [])
    told = Counter(record["kind"] for record in found.records)
    del told["contact"]  # the names shown with the ids
    assert told == kinds_told


def test_whatsapp_group(samples: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child) -> None:
    path = samples / "phone" / "whatsapp" / "lorem.txt"
    found = _read(path, "phones.whatsapp", recipes, kinds, by)
    messages = [record for record in found.records if record["kind"] == "message"]
    assert (found.rows, len(messages), found.rejects) == (500, 500, [])
    assert {m["recipient"].partition(":")[0] for m in messages} == {"group"}
    writers = Counter(line.split("] ")[1].split(":")[0] for line in path.read_text("utf-8").splitlines())
    assert sorted(Counter(m["sender"] for m in messages).values()) == sorted(writers.values())
    assert min(m["start"] for m in messages)[:10] == "2020-01-15"


def test_every_form_of_header_that_was_met(samples: Path, tmp_path: Path) -> None:
    """The forms that another reader's authors listed, a chat of three days in each."""
    forms = json.loads((samples / "phone" / "whatsapp" / "ref_header_format_support.json").read_text("utf-8"))
    path = tmp_path / "WhatsApp Chat with Mary.txt"
    assert len(forms) == 96
    for form in forms:
        said = [at.strftime(form["format"].replace("%name", "Mary")) + " hello: you" for at in MOMENTS]
        path.write_text("\n".join(said), "utf-8")
        found = lines("whatsapp", path)
        assert [m["time"][:16] for m in found] == [at.strftime("%Y-%m-%d %H:%M") for at in MOMENTS], form
        assert {(m["sender"], m["text"]) for m in found} == {("whatsapp:Mary", "hello: you")}, form
