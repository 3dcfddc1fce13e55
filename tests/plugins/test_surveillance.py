"""Who was seen with whom: a person by name, or a telephone that is known by its number only."""

from __future__ import annotations

from pathlib import Path

from tests.plugins.reading_plugins import read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds


def test_nobody_is_named_after_a_telephone_number(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Log No,Date,Time,Subject,Activity,Place,With,Officer\n"
        "Q1,14/06/2026,08:00,Rhea Kettlewell,meets,Quay,+44 7700 900123; Ivo Marchbank,S3\n"
        "Q2,15/06/2026,08:00,Rhea Kettlewell,meets,Quay,07700 900456,S3\n"
    )
    found = read(path, recipes["call_records.surveillance_log"], kinds, by)
    assert [record["with"] for record in found.records] == [
        "phone:+447700900123", "person:IVO MARCHBANK", "phone:+447700900456",
    ]  # fmt: skip
