"""Exhibits and handovers: what a form says comes back whole, and every gap of a chain is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.case.blocks import take_in
from workbench.case import acquisitions, custody, exhibits
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.custody import Custody
from workbench.case.exhibits import Described, HandedOver
from workbench.model.problems import Problem

WHOLE = Described(
    description="Black phone, cracked", taken_by="PC 4411 Hale", authority="Metropolitan Police",
    place="12 Elm Road, kitchen", taken_at="2026-06-03 10:15", zone="Europe/London", container="Bag B-77",
    seal="S-1001", legal_basis="PACE 1984 s.19",
)  # fmt: skip
FIRST = HandedOver(
    "PC 4411 Hale", "Store, K. Obi", "2026-06-03 14:00", "Europe/London", "Store 2", "S-1001", "intact"
)
SECOND = HandedOver(
    "Store, K. Obi",
    "Lab, M. Ruiz",
    "2026-06-05 09:30",
    "Europe/Madrid",
    "Lab",
    "S-1002",
    "renewed",
    "to be read",
)


@pytest.fixture
def kept(case: Case, tmp_path: Path) -> Case:
    """A case with one source that comes from EX-1, whose record has no gap."""
    take_in(case, tmp_path, "calls.csv", [(2, "+447700900001", "+447700900002", 1_000)])
    acquisitions.say(case, 1, Acquisition(exhibit="EX-1"))
    with case.edit("Exhibit") as db:
        exhibit = exhibits.describe(case, db, "EX-1", WHOLE)
        for said in (FIRST, SECOND):
            exhibits.hand_over(case, db, exhibit, said)
    return case


def one(case: Case) -> Custody:
    (found,) = custody.of(case).exhibits
    return found


def hand(case: Case, said: HandedOver, after: int | None = None) -> set[str]:
    """The sorts of gap after one more handover."""
    with case.edit("Handover") as db:
        exhibits.hand_over(case, db, one(case).exhibit.id, said, after=after)
    return {g.sort for g in one(case).gaps}


def test_a_form_comes_back_as_it_was_filled_in(kept: Case) -> None:
    found = one(kept)
    assert (found.exhibit.reference, found.exhibit.said) == ("EX-1", WHOLE)
    assert [h.said for h in found.chain] == [FIRST, SECOND]
    assert [s.name for s in found.sources] == ["calls.csv"]
    assert (found.holder, found.gaps, custody.of(kept).gaps) == ("Lab, M. Ruiz", [], [])
    assert {found.exhibit.analyst, *(h.analyst for h in found.chain)} == {kept.analyst}


def test_what_is_said_later_leaves_the_rest(kept: Case) -> None:
    with kept.edit("Exhibit") as db:
        exhibits.describe(kept, db, " EX-1 ", Described(seal="S-9"))
    assert one(kept).exhibit.said == replace(WHOLE, seal="S-9")
    with kept.edit("Exhibit") as db:
        exhibits.rewrite(kept, db, one(kept).exhibit.id, "EX-1a", replace(WHOLE, container=""))
    assert one(kept).exhibit.reference == "EX-1a" and one(kept).exhibit.said.container == ""
    (stray,) = custody.of(kept).strays
    assert stray[1].says == "nobody described exhibit EX-1, which calls.csv is said to come from"
    assert {g.sort for g in one(kept).gaps} == {"no source"}


@pytest.mark.parametrize(
    ("changes", "sorts"),
    [
        ({"given_by": "somebody else"}, {"other giver"}),
        ({"given_by": "LAB,  m. ruiz"}, set()),
        ({"handed_at": "2026-06-05 08:00"}, {"out of order"}),
        ({"handed_at": "2026-06-01"}, {"out of order", "no time"}),
        ({"handed_at": "2026-06-05"}, {"no time"}),
        ({"handed_at": ""}, {"no time"}),
        ({"zone": ""}, {"no zone"}),
        # 08:45 in London is 09:45 in Madrid, later than 09:30 there, though it reads as earlier.
        ({"handed_at": "2026-06-05 08:45", "zone": "Europe/London"}, set()),
        ({"handed_at": "2026-06-05 08:15", "zone": "Europe/London"}, {"out of order"}),
        ({"handed_at": "2026-06-05 09:00", "zone": ""}, {"no zone"}),
        ({"handed_at": "2026-06-03 09:00", "zone": ""}, {"no zone", "out of order"}),
        ({"seal": "S-1003"}, {"other seal"}),
        ({"seal": "S-1003", "seal_state": "renewed"}, set()),
        ({"seal": "", "seal_state": "none"}, {"other seal"}),
        ({"seal_state": "broken"}, {"broken seal"}),
        ({"seal_state": "broken", "why": "opened to read it"}, set()),
        ({"seal_state": "not noted"}, {"seal not noted"}),
    ],
)
def test_gaps_in_a_chain(kept: Case, changes: dict[str, str], sorts: set[str]) -> None:
    said = HandedOver(
        "Lab, M. Ruiz", "Court", "2026-06-09 10:00", "Europe/Madrid", "Court", "S-1002", "intact"
    )
    assert hand(kept, replace(said, **changes)) == sorts


def test_before_the_seizure(kept: Case) -> None:
    said = replace(FIRST, handed_at="2026-06-03 09:00", taken_by=FIRST.given_by)
    assert hand(kept, said, after=0) == {"out of order"}
    assert "is earlier than when it was seized or supplied, 2026-06-03 10:15" in one(kept).gaps[0].says


def test_a_handover_told_late_stands_where_it_belongs(kept: Case) -> None:
    first, second = one(kept).chain
    with kept.edit("Correct") as db:
        exhibits.rewrite_handover(kept, db, second.id, replace(SECOND, given_by="Courier"))
    assert {g.sort for g in one(kept).gaps} == {"other giver"}
    late = HandedOver("Store, K. Obi", "Courier", "2026-06-04 08:00", "+01:00", "", "S-1001", "intact")
    assert hand(kept, late, after=first.id) == set()
    assert [h.said.taken_by for h in one(kept).chain] == ["Store, K. Obi", "Courier", "Lab, M. Ruiz"]
    with kept.edit("Take out") as db:
        exhibits.remove_handover(db, one(kept).chain[1].id)
    assert {g.sort for g in one(kept).gaps} == {"other giver"}


def test_what_nobody_said_is_a_gap_each(kept: Case) -> None:
    with kept.edit("Exhibit") as db:
        exhibits.describe(kept, db, "EX-2", Described())
    sorts = [g.sort for g in custody.of(kept).exhibits[1].gaps]
    assert sorts == ["no source", "not said", "not said", "not said", "not said", "not said", "no time"]


def test_a_source_without_exhibit(case: Case, tmp_path: Path) -> None:
    take_in(case, tmp_path, "calls.csv", [(2, "+447700900001", "+447700900002", 1_000)])
    assert [g.says for g in custody.of(case).gaps] == ["nobody said which exhibit calls.csv comes from"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_by": " "}, {"taken_by": ""}, {"seal_state": "torn"}, {"handed_at": "3 June"},
        {"handed_at": "2026-02-30"}, {"handed_at": "2026-06-03 25:00"}, {"zone": "Londn"}, {"zone": "+15:00"},
    ],
)  # fmt: skip
def test_a_form_filled_in_wrongly_is_refused(kept: Case, wrong: dict[str, str]) -> None:
    with pytest.raises(Problem), kept.edit("Handover") as db:
        exhibits.hand_over(kept, db, one(kept).exhibit.id, replace(FIRST, **wrong))
    assert len(one(kept).chain) == 2


def test_taken_out_and_back_again(kept: Case) -> None:
    before = custody.of(kept)
    with kept.edit("Remove exhibit") as db:
        exhibits.remove(db, one(kept).exhibit.id)
    assert custody.of(kept).exhibits == [] and exhibits.handovers(kept) == []
    kept.undo()
    assert custody.of(kept) == before
