"""What of a file was read with doubt or not at all: the sentences said after its import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MOST = 12  # names or pages listed before they are only counted


def of(facts: Mapping[str, Any]) -> list[str]:
    """One sentence for each thing about how the file was read that the analyst has to know."""
    said: list[str] = []
    if facts.get("draft"):
        said.append(f"it was {facts['draft']}")
    if facts.get("pages_without_tables"):
        said.append(f"no table was found on {_listed('page', facts['pages_without_tables'])}")
    if facts.get("hidden_sheets"):
        read = set(facts.get("sheets", ()))
        names = [
            f"{name} (read)" if name in read else f"{name} (not read)" for name in facts["hidden_sheets"]
        ]
        said.append(f"the workbook hides {_listed('sheet', names)}")
    if facts.get("memos_not_read"):
        said.append(
            f"the texts of {_listed('column', facts['memos_not_read'])} stand in a file of their own beside the "
            "table (.dbt or .fpt) and were not read"
        )
    for column, other in facts.get("date_order_follows", {}).items():
        said.append(
            f"the dates in {column} can be read in several orders; they are read as those in {other}, which are "
            "written the same way"
        )
    if facts.get("merged"):
        count = sum(facts["merged"].values())
        cells = "cell is" if count == 1 else "cells are"
        said.append(f"{count:,} {cells} merged over several rows and count for each of them")
    return said


def _listed(what: str, names: Sequence[object]) -> str:
    told = ", ".join(map(str, names[:MOST]))
    more = f" and {len(names) - MOST:,} more" if len(names) > MOST else ""
    return f"the {what} {told}" if len(names) == 1 else f"the {what}s {told}{more}"
