"""The list to act on, with the status that tags say."""

from __future__ import annotations

from pathlib import Path

from tests.questions.darknet.market import listing
from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case import assessments, notes
from workbench.case.cases import Case
from workbench.questions.darknet.act_on import act_on

WALLET = "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
ROWS = [
    listing("alpha market:one", "MDMA", "2026-06-01", wallet=WALLET, contact="one@mail.example"),
    listing("beta bazaar:two", "MDMA", "2026-06-05", wallet=WALLET),
    {"kind": "mention", "at": at("2026-06-02"), "by": ("site", "alpha.onion"), "mentioned": ("site", "mirror.onion")},
    {"kind": "message", "start": at("2026-06-03"), "sender": ("phone", "+447700900001"), "recipient": ("group", "g1")},
    {
        "kind": "message", "start": at("2026-06-03"), "sender": ("phone", "+447700900001"),
        "recipient": ("phone", "+447700900002"),
    },
]  # fmt: skip


def test_everything_named_with_its_status(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    with case.edit("Tag") as db:
        notes.tag(db, entity(case, "wallet", WALLET), "Request sent")
        notes.tag(db, entity(case, "wallet", WALLET), "frozen")
        notes.tag(db, entity(case, "site", "mirror.onion"), "down")
        notes.tag(db, entity(case, "site", "mirror.onion"), "urgent")
    answer = ask(case, act_on)
    assert shown(case, answer, "what", "entity", "status", "records", "tags") == [
        ("site", "alpha.onion", "seen", 2, ""), ("site", "beta.onion", "seen", 1, ""),
        ("site", "mirror.onion", "down", 1, "urgent"), ("channel or group", "g1", "seen", 1, ""),
        ("account on a platform", "alpha market:one", "seen", 1, ""),
        ("account on a platform", "beta bazaar:two", "seen", 1, ""), ("wallet", WALLET, "frozen", 2, ""),
        ("e-mail", "one@mail.example", "seen", 1, ""),
    ]  # fmt: skip
    assert answer.lists["wallet"] == [f"{WALLET}\tfrozen\talpha market:one; beta bazaar:two"]
    assert [r.cells[1] for r in ask(case, act_on, status=("down",)).rows] == [
        entity(case, "site", "mirror.onion")
    ]
    assert {r.cells[0] for r in ask(case, act_on, what=("email", "group")).rows} == {
        "e-mail",
        "channel or group",
    }


def test_sites_with_the_same_accounts_or_the_same_key_may_be_mirrors(case: Case, tmp_path: Path) -> None:
    names = ["alpha market:a", "alpha market:b", "alpha market:c", "alpha market:d"]
    rows = [listing(name, "x") for name in names]
    rows += [listing(name, "x") | {"market": ("site", "alpha2.onion")} for name in names[:3]]
    rows += [listing(name, "x") | {"market": ("site", "other.onion")} for name in names[:2]]  # too few
    rows += [
        {
            "kind": "certification",
            "certificate": ("certificate", c * 64),
            "name": ("site", site),
            "public_key": "ab" * 32,
        }
        for c, site in (("A", "other.onion"), ("B", "front.example"))
    ]
    tell(case, tmp_path, rows)
    found = dict(shown(case, ask(case, act_on, what=("site",)), "entity", "mirrors"))
    assert found == {
        "alpha.onion": ("alpha2.onion",), "alpha2.onion": ("alpha.onion",), "other.onion": ("front.example",)
    }  # fmt: skip


def test_common_services_only_where_asked_for(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, ROWS)
    with case.edit("Mark") as db:
        assessments.mark_common(case, db, entity(case, "wallet", WALLET), "the market's")
    assert "1 common services." in ask(case, act_on).left_out
    assert len(ask(case, act_on, common=True).rows) == len(ask(case, act_on).rows) + 1


def test_an_empty_case_says_what_to_bring_in(case: Case) -> None:
    assert "bring in" in ask(case, act_on).sentence
