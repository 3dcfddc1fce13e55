"""The samples of every plugin: each is recognised, and read to the counts that stand beside it in expected.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.app import paths
from workbench.app.library import Library
from workbench.app.selftest.checks import Check, Tell, compared
from workbench.ingest import reading, recognising
from workbench.ingest.context import ReadContext
from workbench.model.block import Block
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

EXPECTED = "expected.json"
COUNTED = ("recipe", "rows", "rejects", "counts", "entities", "links")
CONTEXT = ReadContext(country="GB", zone="Europe/London")  # what the samples were written for


def checks(library: Library, tell: Tell) -> Iterator[Check]:
    """A check for each sample; one for each plugin whose samples are not there."""
    folders = sorted(p for p in paths.shipped_plugins().iterdir() if (p / "plugin.toml").is_file())
    for number, folder in enumerate(folders):
        group = f"Sample of {folder.name}"
        try:
            expected = json.loads((folder / "samples" / EXPECTED).read_text("utf-8"))
        except OSError as error:
            yield Check(group, EXPECTED, False, "a file", f"not there: {error.strerror}")
            continue
        for name, wanted in sorted(expected.items()):
            tell(number, len(folders), name)
            yield _sample(library, group, folder / "samples" / name, wanted)


def _sample(library: Library, group: str, path: Path, wanted: dict[str, Any]) -> Check:
    must: dict[str, Any] = {name: wanted[name] for name in COUNTED if name in wanted}
    try:
        found = _read(library, path)
    except (Problem, OSError) as problem:
        return Check(group, path.name, False, _words(must), str(problem))
    return compared(group, path.name, _words(must), _words({name: found[name] for name in must}))


def _words(said: dict[str, Any]) -> str:
    """Counts in words, those of a kind in the order of their names."""
    return "; ".join(
        f"{name}: "
        + (", ".join(f"{k} {v}" for k, v in sorted(value.items())) if isinstance(value, dict) else str(value))
        for name, value in said.items()
    )


def _read(library: Library, path: Path) -> dict[str, Any]:
    """What becomes of a sample, counted as expected.json counts it."""
    best = recognising.recognise(path, library.recipes, by=library.child).best
    if best is None:
        raise Problem(f"{path.name} is not recognised")
    with reading.open(path, best.recipe, kinds=library.kinds, context=CONTEXT, by=library.child) as opened:
        blocks = list(opened)
    rejects = [[row, column] for b in blocks for row, column, *_ in b.rejects.iter_rows()]
    records: Counter[str] = Counter()
    for block in blocks:
        for kind, frame in block.records.items():
            records[kind] += frame.height
    return {
        "recipe": best.recipe.id,
        "rows": sum(b.rows for b in blocks),
        "rejects": rejects,
        "counts": {kind: count for kind, count in records.items() if count},
        "entities": dict(Counter(kind for b in blocks for kind in b.values["kind"])),
        "links": _links(library.kinds, blocks),
    }


def _links(kinds: Kinds, blocks: list[Block]) -> dict[str, int]:
    """How many links of each stored kind the records make: distinct pairs of start and end."""
    pairs: dict[str, set[tuple[int, int]]] = {}
    for block in blocks:
        for kind, frame in block.records.items():
            for link, making in kinds.made_by(kind, "stored"):
                if {making.start, making.end} <= set(frame.columns):
                    ends = frame.select(making.start, making.end).fill_null(0).rows()
                    pairs.setdefault(link.id, set()).update((a, b) for a, b in ends if a and b)
    return {link: len(found) for link, found in pairs.items() if found}
