"""A pasted list against the case: what is there, what only looks like it, what is not."""

from __future__ import annotations

from pathlib import Path

from tests.case.stories import take_in
from workbench.case import findings, lookup
from workbench.case.cases import Case


def test_a_list_is_taken_apart() -> None:
    text = "\ufeff+44 7700 900001\n\n'07700900002'; 07700900003\t(0)77\n+44 7700 900001\nLee, Ann"
    assert lookup.identifiers(text) == [
        (1, "+44 7700 900001"), (3, "07700900002"), (3, "07700900003"), (3, "(0)77"), (5, "Lee"), (5, "Ann"),
    ]  # fmt: skip


def test_bare_commas_part_identifiers_and_not_numbers() -> None:
    text = "07700900001,07700900002\nann@example.org,bob@example.org,\n51.5074,-0.1278\n1,250\n\"077009\",'O 00777'"
    assert [said for _, said in lookup.identifiers(text)] == [
        "07700900001", "07700900002", "ann@example.org", "bob@example.org", "51.5074,-0.1278", "1,250", "077009",
        "O 00777",
    ]  # fmt: skip


def test_each_identifier_is_found_or_said_to_be_absent(case: Case, tmp_path: Path) -> None:
    call = {
        "kind": "call",
        "start": 0,
        "caller": ("phone", "+447700900001"),
        "callee": ("phone", "+447700900002"),
    }
    take_in(case, tmp_path, "a.txt", [call | {"caller_device": ("device", "35693803564380")}])
    wanted = lookup.identifiers("+44 7700 900001\n356938035643809\n900002\n+447700900077")
    answers = lookup.look_up(case, wanted)
    assert [[e.value for e in a.found] for a in answers] == [["+447700900001"], ["35693803564380"], [], []]
    assert [[e.value for e in a.like] for a in answers] == [[], [], ["+447700900002"], []]
    assert answers[0].found[0].records == 1 and answers[0].found[0].sources == [1]
    lookup.keep(case, "targets.txt", answers)
    (finding,) = findings.listed(case)
    assert finding.statement.startswith("Of 4 identifiers in targets.txt, 2 are in the case: +44 7700 900001")
    assert finding.statement.endswith("Not found: 900002, +447700900077.")
    assert finding.rows == [(1, 2, 0)]
    case.undo()
    assert findings.listed(case) == []
