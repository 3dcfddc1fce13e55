"""Which two of a record's roles its line shows."""

from __future__ import annotations

import pytest

from workbench.case.records import Record
from workbench.model.kinds import Kinds
from workbench.ui.panels.record_table import filled


def _record(kind: str, **entities: int) -> Record:
    return Record(1, 1, "chat.json", "", "", 1, 0, kind, "", None, "", entities, {})


@pytest.mark.parametrize(
    ("kind", "asked", "entities", "shown"),
    [
        ("membership", ("by", "member"), {"by": 1, "member": 2, "group": 3}, ("by", "member")),
        (
            "membership",
            ("by", "member"),
            {"member": 2, "group": 3},
            ("member", "group"),
        ),  # created, joined, left
        ("call", ("caller", "callee"), {"caller": 1, "callee": 1}, ("caller", "callee")),  # a call to oneself
        ("call", ("caller", "callee"), {"callee": 2}, ("callee", "")),
        ("contact", ("owner", "contact"), {"contact": 2}, ("contact", "")),
    ],
)
def test_no_role_is_shown_as_both_ends(
    kinds: Kinds, kind: str, asked: tuple[str, str], entities: dict[str, int], shown: tuple[str, str]
) -> None:
    assert filled(kinds.records[kind], _record(kind, **entities), *asked) == shown
