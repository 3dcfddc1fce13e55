"""Who is the same vendor: the key decides, all else weighs by how seldom different vendors have it."""

from __future__ import annotations

from pathlib import Path

from tests.questions.darknet.market import key, listing
from tests.questions.told_cases import ask, entity, shown, tell
from workbench.case import assessments
from workbench.case.cases import Case
from workbench.questions.darknet.same_vendor import same_vendor

K = [c * 40 for c in "ABCDEF"]
OTHERS = [
    ("quietharbour", 10), ("blackbadger", 11), ("mooncarpet", 12), ("silverpine", 13), ("duskwhale", 14),
    ("coldpepper", 15), ("ironvelvet", 16), ("greyotter", 17), ("jadefalcon", 18), ("papertiger", 19), ("saltmine", 20),
]  # fmt: skip


def strangers() -> list[dict[str, object]]:
    """Vendors with a key each: 55 pairs known to be different."""
    return [
        listing(f"alpha market:{name}", f"{name} thing", price=(n, "USD"), key=f"{n}" * 20)
        for name, n in OTHERS
    ]


def test_nothing_is_said_of_an_empty_case(case: Case) -> None:
    answer = ask(case, same_vendor)
    assert not answer.rows and "bring in listings" in answer.sentence


def test_a_shared_key_is_certain_and_a_subkey_is_its_key(case: Case, tmp_path: Path) -> None:
    rows = [
        listing("alpha market:north", "a", key=K[0]),
        listing("beta bazaar:elsewhere", "b", key=K[1]),
        listing("beta bazaar:stranger", "c", key=K[2]),
        key(K[0], subkey=K[1]),
    ]
    tell(case, tmp_path, rows)
    answer = ask(case, same_vendor)
    assert shown(case, answer, "one", "other", "standing") == [
        ("alpha market:north", "beta bazaar:elsewhere", "certain")
    ]
    assert answer.rows[0].why[0].startswith("! both publish the PGP key")
    assert len(answer.rows[0].refs) == 2 and len(answer.rows[0].links) == 1  # the other names only the subkey
    assert case.db.conn.execute("SELECT COUNT(*) FROM judgement").fetchone() == (0,)


def test_a_long_key_id_speaks_for_it_but_does_not_decide(case: Case, tmp_path: Path) -> None:
    rows = [
        listing("alpha market:north", "a", key="1" * 24 + "ABCDEF0123456789"),
        listing("beta bazaar:elsewhere", "b", key="ABCDEF0123456789"),
    ]
    tell(case, tmp_path, rows)
    (row,) = ask(case, same_vendor).rows
    assert row.cells[2] != "certain" and row.why[0].startswith("+ both publish a key with the id")


def test_one_name_with_two_keys_is_a_lead_with_what_speaks_against_it(case: Case, tmp_path: Path) -> None:
    twice = [
        listing("alpha market:postman", "letters", key=K[0]), listing("beta bazaar:p0stman", "books", key=K[1])
    ]  # fmt: skip
    tell(case, tmp_path, [*strangers(), *twice])
    answer = ask(case, same_vendor)
    found = {(row.cells[0], row.cells[1]): row for row in answer.rows}
    ends = entity(case, "handle", "alpha market:postman"), entity(case, "handle", "beta bazaar:p0stman")
    row = found[tuple(sorted(ends))]  # type: ignore[index]
    assert [why[0] for why in row.why] == ["+", "-"] and row.cells[2] == "lead"
    assert (
        "1 of 78 pairs of different vendors are as alike" in row.why[0]
    )  # they themselves, of 13 with a key each


def test_a_shared_contact_weighs_by_how_often_different_vendors_share_one(case: Case, tmp_path: Path) -> None:
    tied = [
        listing("alpha market:first", "x", contact="one@mail.example"),
        listing("beta bazaar:second", "y", contact="one@mail.example"),
    ]
    tell(case, tmp_path, [*strangers(), *tied])
    answer = ask(case, same_vendor)
    row = next(r for r in answer.rows if "contact" in r.why[0])
    assert shown(case, answer.with_(rows=(row,)), "one", "other") == [
        ("alpha market:first", "beta bazaar:second")
    ]


def test_what_too_many_publish_joins_nobody(case: Case, tmp_path: Path) -> None:
    rows = [listing(f"alpha market:name{chr(97 + n) * 4}", f"t{n}", key=K[0]) for n in range(5)]
    tell(case, tmp_path, rows)
    assert len([r for r in ask(case, same_vendor).rows if r.cells[2] == "certain"]) == 10
    answer = ask(case, same_vendor, sharing=4)
    assert not [r for r in answer.rows if r.cells[2] == "certain"]
    assert "A key that 5 names publish, or a common service, joins nobody." in answer.left_out


def test_the_error_rate_of_a_way_is_that_of_vendors_with_different_keys(case: Case, tmp_path: Path) -> None:
    same = (
        "We send every morning, well hidden, and answer each message the same day; ask before you order twice! "
        * 3
    )
    other = (
        "Quality first: laboratory tested powders. Reship only for regulars. No messages without escrow, please. "
        * 3
    )
    alike = [
        listing("alpha market:firstone", "p", price=(5, "USD"), description=same),
        listing("beta bazaar:zzebra", "q", price=(5, "USD"), description=same.replace("twice", "again")),
    ]
    written = [r | {"description": other.replace("powders", str(r["title"]))} for r in strangers()]
    tell(case, tmp_path, [*written, *alike])
    answer = ask(case, same_vendor)
    assert shown(case, answer, "one", "other")[0] == ("alpha market:firstone", "beta bazaar:zzebra")
    errors = {row.cells[0]: row.cells for row in answer.tables[0].rows}
    _, bound, apart, wrong, share, *_ = errors["ways of writing"]
    assert (apart, wrong, share) == (55, 0, 0.0) and 0.05 <= bound <= 1


def test_only_pairs_with_one_vendor_and_what_an_analyst_judged(case: Case, tmp_path: Path) -> None:
    rows = [
        listing("alpha market:north", "a", key=K[0]), listing("beta bazaar:n0rth", "b", key=K[0]),
        listing("alpha market:south", "c", key=K[1]), listing("beta bazaar:s0uth", "d", key=K[1]),
    ]  # fmt: skip
    tell(case, tmp_path, rows)
    north, copy = entity(case, "handle", "alpha market:north"), entity(case, "handle", "beta bazaar:n0rth")
    with case.edit("Judge") as db:
        assessments.judge(case, db, north, copy, "not the same", "the key was copied")
    answer = ask(case, same_vendor, vendor=north)
    assert len(answer.rows) == 1 and "judged them not the same: the key was copied" in answer.rows[0].why[-1]
    with case.edit("Judge") as db:
        assessments.judge(case, db, north, copy, "same", "he said so")
    assert len(ask(case, same_vendor).rows) == 1  # one hand by then


def test_a_picture_with_the_same_hash_is_a_mark(case: Case, tmp_path: Path) -> None:
    tied = [
        listing("alpha market:first", "x", image="FFD8C3A1B2E4F6A8"),
        listing("beta bazaar:second", "y", image="ffd8c3a1b2e4f6a8"),
        listing("beta bazaar:third", "y", image="0"),
    ]  # fmt: skip
    tell(case, tmp_path, [*strangers(), *tied])
    answer = ask(case, same_vendor)
    row = next(r for r in answer.rows if "picture" in r.cells[4])
    assert shown(case, answer.with_(rows=(row,)), "one", "other") == [
        ("alpha market:first", "beta bazaar:second")
    ]
    assert len(row.refs) == 2 and "ffd8c3a1b2e4f6a8" in row.why[0]
