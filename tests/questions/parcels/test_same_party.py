"""Names and addresses in other spellings and scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.questions.parcels.post import parcel
from tests.questions.told_cases import ask, shown, tell
from workbench.case.cases import Case
from workbench.questions.parcels import address_likeness, name_likeness
from workbench.questions.parcels.same_party import same_party


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("АЛЕКСЕЙ ЩЕРБАКОВ", "SHCHERBAKOV ALEKSEI"), ("ИВАН ПЕТРОВИЧ СИДОРОВ", "IVAN SIDOROV"),
        ("محمد الأحمد", "MOHAMMED AL-AHMAD"), ("ΓΙΏΡΓΟΣ ΠΑΠΑΔΌΠΟΥΛΟΣ", "GIORGOS PAPADOPOULOS"),
        ("J SMITH", "JOHN SMITH"), ("JÜRGEN MÜLLER", "JUERGEN MUELLER"), ("JOHN SMITH", "JON SMYTH"),
    ],
)  # fmt: skip
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert name_likeness.likeness(one, other)[0] >= 0.85
    assert name_likeness.likeness(one, other) == name_likeness.likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JOHN SMITH", "JANE SMITH"),
        ("SERGEY IVANOV", "SERGEI PETROV"),
        ("MAYA YARROW", "ANYA YARROW"),
        ("J LEE", "ANN LEE"),
    ],
)
def test_two_of_one_family_are_not_one(one: str, other: str) -> None:
    assert name_likeness.likeness(one, other)[0] < 0.85


def test_addresses_are_alike_unless_their_numbers_contradict() -> None:
    assert (
        address_likeness.likeness("УЛ. ЛЕНИНА, Д. 5, КВ. 12, МОСКВА", "LENINA STR. 5-12, MOSKVA")[0] >= 0.95
    )
    assert address_likeness.likeness("ERMOU 12, ATHINA", "ΕΡΜΟΎ 12, ΑΘΉΝΑ")[0] >= 0.9
    assert address_likeness.likeness("HAUPTSTRASSE 7, BERLIN", "HAUPTSTR 7 BERLIN")[0] == 1
    assert address_likeness.likeness("12 MILL LANE, YORK", "14 MILL LANE, YORK") == (
        0.5,
        "their numbers differ",
    )


def test_pairs_with_a_mark_in_common_come_first_and_nothing_is_merged(case: Case, tmp_path: Path) -> None:
    rows = [
        parcel("P1", sender="ИВАН СИДОРОВ", sender_phone="+447700900001", sender_address="1 MILL LANE, YORK"),
        parcel("P2", sender="IVAN SIDOROV", sender_phone="+447700900001", sender_address="9 QUAY, HULL"),
        parcel("P3", recipient="GRETA HOLM", recipient_phone="+447700900002"),
        parcel("P4", recipient="GRETA HOLMM", recipient_phone="+447700900003"),
        parcel("P5", sender="OTTO KRANZ"),
    ]
    tell(case, tmp_path, rows)
    answer = ask(case, same_party, steady=True)
    assert shown(case, answer, "what", "one", "other", "shared", "parcels") == [
        ("name", "ИВАН СИДОРОВ", "IVAN SIDOROV", 1, 2), ("name", "GRETA HOLM", "GRETA HOLMM", 0, 2)
    ]  # fmt: skip
    first, second = (row.why for row in answer.rows)
    assert any(why.startswith("+ the same phone") for why in first)
    assert "- no address in common, though both give one" in first
    assert "- no phone in common, though both give one" in second
    assert case.db.conn.execute("SELECT COUNT(*) FROM judgement").fetchone() == (0,)
    assert [r.cells[0] for r in ask(case, same_party, what="address").rows] == []


def test_an_empty_case_says_what_to_bring_in(case: Case) -> None:
    assert "No shipments" in ask(case, same_party).sentence
