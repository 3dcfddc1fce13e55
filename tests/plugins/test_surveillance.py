"""Who was seen with whom: a person by name, or a telephone that is known by its number only."""

from __future__ import annotations

from pathlib import Path

from tests.plugins.reading_plugins import Read, read
from workbench.ingest import reading
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
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


def test_a_number_that_cannot_be_completed_is_no_name_either(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "Log No,Date,Time,Subject,Activity,Place,With,Officer\n"
        "Q1,14/06/2026,08:00,Rhea Kettlewell,meets,Quay,07700 900456,S3\n"
        "Q2,15/06/2026,08:00,Rhea Kettlewell,meets,Quay,Ivo Marchbank,S3\n"
    )
    nowhere = ReadContext(zone="Europe/London")
    with reading.open(
        path, recipes["call_records.surveillance_log"], kinds=kinds, context=nowhere, by=by
    ) as opened:
        found = Read(list(opened), opened.ending)
    assert [record["with"] for record in found.records] == ["person:IVO MARCHBANK"]
    assert [(row, column) for row, column, _, _ in found.rejects] == [(2, "With")]
    assert "no country is set" in found.rejects[0][2]
