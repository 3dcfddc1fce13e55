"""One file put before one reader, in this process: what is not rows or a Problem is a finding."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from tests.hostile.specimens import readers
from tests.plugins.reading_plugins import shipped
from workbench.ingest import work
from workbench.ingest.context import ReadContext
from workbench.ingest.held import Held
from workbench.ingest.known import Known
from workbench.ingest.readers import Layout, ensure_text_columns
from workbench.ingest.recipe_parts import Recipe
from workbench.ingest.sniffed import sniffed_facts, sniffed_of
from workbench.model import kinds as kinds_of
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.plugin_host.loading import reader_source

LONDON = ReadContext(country="GB", zone="Europe/London")


@cache
def kinds() -> Kinds:
    folder = Path(__file__).resolve().parents[2] / "resources" / "kinds"
    files = (
        (s.name, f.name, f.read_text("utf-8")) for s in sorted(folder.iterdir()) for f in sorted(s.iterdir())
    )
    return kinds_of.parse(files)


@cache
def known() -> Known:
    return Known(reader_source(shipped()))


def trial(reader: str, name: str, octets: bytes, recipe: Recipe | None) -> dict[str, int]:
    """What became of a file: {"tables", "rows", "refused"}. Anything raised is a finding.

    The reader is asked what it sees, for its tables as they are, and for the records of a recipe.
    """
    path: Any = Held(name, octets)
    said = {"tables": 0, "rows": 0, "refused": 0}
    try:
        sniffed = readers()[reader]().sniff(path)
        said["tables"] = len(sniffed.tables) if sniffed is not None else 0
        if sniffed is not None:
            sniffed_of(sniffed_facts(sniffed))
    except Problem as problem:
        _sentence(problem)
        said["refused"] += 1
    try:
        made = readers()[reader]()
        for rows in made.tables(path, Layout()):
            ensure_text_columns(rows, reader)
            said["rows"] += rows.frame.height
            assert rows.raw is None or rows.raw.height >= 0
        digest = getattr(made, "sha256", "")
        assert not digest or digest == hashlib.sha256(octets).hexdigest(), "hashed other bytes than there are"
    except Problem as problem:
        _sentence(problem)
        said["refused"] += 1
    if recipe is not None:
        _read(path, recipe)
    return said


def _read(path: Any, recipe: Recipe) -> None:
    of = {"recipe": recipe, "kinds": kinds(), "context": LONDON}
    task = {"path": path.name, "octets": path.octets, "of": of}
    try:
        for message in work.answers("read", task, known()):
            assert message
    except Problem as problem:
        _sentence(problem)


def _sentence(problem: Problem) -> None:
    assert problem.what.strip() and "Traceback" not in str(problem), "a Problem must say something"
