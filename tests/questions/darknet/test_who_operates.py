"""Who operates a site: marks it shares, registrants, log-ins of administrators and whose the address was then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.questions.told_cases import ask, at, entity, shown, tell
from workbench.case.cases import Case
from workbench.questions.answer import Answer
from workbench.questions.darknet.who_operates import who_operates

SHOP, OTHER, THIRD = ("site", "shop.onion"), ("site", "blog.example"), ("site", "third.example")
TRACKER, IP = ("tracker", "UA-12345-1"), ("ip", "198.51.100.7")
PAGES = [
    {"kind": "mention", "by": SHOP, "mentioned": TRACKER, "under": "shop"},
    {"kind": "mention", "by": OTHER, "mentioned": TRACKER, "under": "blog"},
    {"kind": "registration", "subject": OTHER, "registrant": ("person", "OTTO KRANZ"), "email": ("email", "o@m.x")},
    {"kind": "registration", "subject": SHOP, "nameserver": ("site", "ns.example")},
    {"kind": "registration", "subject": THIRD, "nameserver": ("site", "ns.example"), "registrant": ("person", "A B")},
]  # fmt: skip


def visit(when: str, path: str, **more: Any) -> dict[str, Any]:
    return {"kind": "access", "at": at(when), "ip": IP, "site": SHOP, "path": path} | more


LOG = [
    visit("2026-06-01 10:00", "/admin/login", user=("handle", "boss"), status="200"),
    visit("2026-06-02 10:00", "/admin/users", user=("handle", "boss"), status="200"),
    visit("2026-06-02 11:00", "/index.html"),
    visit("2026-06-02 12:00", "/admin", status="403"),
    visit("2026-06-02 12:00", "root", status="refused", service="sshd"),
]
REGISTER = [
    {
        "kind": "subscription",
        "identifier": IP,
        "subscriber": ("person", name),
        "from": at(first),
        "until": until,
    }
    for name, first, until in (("THEN", "2026-05-01", at("2026-06-10")), ("LATER", "2026-06-10", None))
]


def operated(case: Case, **told: Any) -> Answer:
    return ask(case, who_operates, subject=entity(case, *SHOP), **told)


def test_the_registrant_of_another_site_with_the_same_analytics_id(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, PAGES)
    answer = operated(case)
    assert shown(case, answer, "lead", "how", "sharing") == [
        ("UA-12345-1", "analytics id", 1), ("OTTO KRANZ", "registrant of what has the same analytics id", 1),
        ("blog.example", "the same analytics id", 1), ("ns.example", "name server", 1),
    ]  # fmt: skip
    assert [row.why[0][0] for row in answer.rows] == ["+", "+", "+", "~"]  # the name server leads nowhere
    assert len(answer.rows[1].refs) == 3


def test_a_mark_that_many_bear_is_not_followed(case: Case, tmp_path: Path) -> None:
    more = [
        {"kind": "mention", "by": ("site", f"s{n}.example"), "mentioned": TRACKER, "under": "x"}
        for n in range(3)
    ]
    tell(case, tmp_path, [*PAGES, *more])
    answer = operated(case, sharing=3)
    assert [row[0] for row in shown(case, answer, "lead")] == ["UA-12345-1", "ns.example"]
    assert "1 mark that more than 3 others bear" in answer.left_out[0]


def test_log_ins_of_administrators_and_whose_the_address_was_then(case: Case, tmp_path: Path) -> None:
    tell(case, tmp_path, [*LOG, *REGISTER])
    answer = operated(case)
    assert shown(case, answer, "lead", "how", "records") == [
        ("boss", "logged in as administrators do", 2), ("THEN", "had the address at that moment", 3)
    ]  # fmt: skip
    assert "2 times from 2026-06-01 to 2026-06-02" in answer.rows[0].why[0]


def test_an_address_that_several_had_names_nobody(case: Case, tmp_path: Path) -> None:
    times = {"start": at("2026-06-01 09:00"), "end": at("2026-06-01 11:00")}
    session = {"kind": "data_session", "ip": IP, "phone": ("phone", "+447700900001"), **times}
    tell(case, tmp_path, [*LOG, *REGISTER, session])
    had = [row for row in operated(case).rows if row.cells[2].startswith("had the address")]
    assert [row.why[0][0] for row in had] == ["~", "~"] and "states no port" in had[0].why[0]


def test_certificates_with_one_public_key_and_what_is_missing(case: Case, tmp_path: Path) -> None:
    rows = [
        {
            "kind": "certification",
            "certificate": ("certificate", c * 64),
            "name": site,
            "public_key": "ab" * 32,
        }
        for c, site in (("A", SHOP), ("B", OTHER))
    ]
    tell(case, tmp_path, [*rows, visit("2026-06-01", "/")])
    assert ("blog.example", "the same public key of its certificate (SHA-256)") in shown(
        case, operated(case), "lead", "how"
    )
    nothing = ask(case, who_operates, subject=entity(case, *IP))
    assert not nothing.rows and "bring in" in nothing.sentence


def test_no_record_stands_twice_behind_a_lead(case: Case, tmp_path: Path) -> None:
    whole = {
        "kind": "registration",
        "registrant": ("person", "OTTO KRANZ"),
        "email": ("email", "o@mail.example"),
    }
    tell(case, tmp_path, [whole | {"subject": SHOP}, whole | {"subject": OTHER}])
    answer = operated(case)
    assert ("OTTO KRANZ", "registrant of what has the same e-mail of its registration") in shown(
        case, answer, "lead", "how"
    )
    assert all(len(set(row.refs)) == len(row.refs) for row in answer.rows)
