"""What a reader saw in a file, on its way from the child process to the application."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workbench.ingest.readers import Sniffed, Table


def sniffed_facts(sniffed: Sniffed) -> dict[str, Any]:
    """What was sniffed, as plain JSON values."""
    return {
        "reader": sniffed.reader,
        "facts": sniffed.facts,
        "tables": [asdict(table) for table in sniffed.tables],
    }


def sniffed_of(facts: dict[str, Any]) -> Sniffed:
    """What `sniffed_facts` wrote down."""
    tables = tuple(
        Table(
            t["name"],
            tuple(t["columns"]),
            t["header_row"],
            tuple(tuple(row) for row in t["sample"]),
            tuple(t["sample_rows"]),
            tuple(t["preamble"]),
        )
        for t in facts["tables"]
    )
    return Sniffed(facts["reader"], tables, facts["facts"])
