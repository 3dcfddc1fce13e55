"""An extract says what the case says: the same sentences, counts and rows, of all of it or a part."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.case.test_gradings import give
from tests.report.told import CALLS, Told, tell
from workbench.case import assessments, claims, graphs, records
from workbench.model.filters import Filter
from workbench.model.kinds import Kinds
from workbench.report.extracted import Origin, references, stretches
from workbench.report.formats.format import named


def test_links_say_what_their_claims_say(told: Told) -> None:
    ties = list(told.extract().ties())
    assert len(ties) == len(told.graph.link_ids) > 5
    for tie, claim in zip(ties, claims.for_links(told.case, [t.id for t in ties], rows=100), strict=True):
        assert (tie.sentence, tie.standing, tie.count) == (claim.sentence, claim.standing, claim.count)
        assert (tie.first, tie.last, dict(tie.totals)) == (claim.first, claim.last, claim.totals)
        assert tie.basis == claim.basis
        rows = [(p.record.sha256, p.record.row, p.record.part) for p in claim.proofs]
        assert [(o.sha256, o.row, o.part) for o in tie.origins] == rows


def test_every_record_that_counts_is_told_once_with_its_row(told: Told) -> None:
    happenings = list(told.extract().happenings())
    assert [h.origin.row for h in happenings] == [row for row, *_ in CALLS]
    first = records.about(told.case, told.ids["A"])[0]
    assert happenings[0].fields == first.fields and happenings[0].at == first.at
    assert happenings[0].roles == {"caller": told.ids["A"], "callee": told.ids["B"]}


def test_a_thing_says_what_analysts_said_of_it(told: Told) -> None:
    made = told.extract()
    one, victim, phone = (made.thing(told.ids[name]) for name in ("A", "victim", "D"))
    assert one is not None and victim is not None and phone is not None
    assert [t.name for t in one.tags] == ["courier"] and one.notes[0].text.startswith("asked twice")
    assert (victim.involvement, victim.basis) == ("victim", "A. Nalyst: her statement")
    assert [(a.owner, a.role) for a in phone.attributions] == [(told.ids["victim"], "user")]
    assert [(o.name, o.row) for o in one.origins] == [("calls.csv", 2)]


def test_of_a_selection_only_its_own_records_come(told: Told) -> None:
    made = told.extract("A", "B")
    assert made.amounts.things == 2 and {t.kind for t in made.ties()} == {"called"}
    assert [h.origin.row for h in made.happenings()] == [2, 3, 4]
    assert made.thing(told.ids["C"]) is None and not made.has(told.ids["C"])


def test_of_a_chart_what_it_shows_comes_with_its_places(told: Told) -> None:
    made = told.extract(chart=told.chart)
    assert [(t.id, t.x, t.y) for t in made.things()] == [
        (told.ids["A"], 0.0, 0.0), (told.ids["B"], 2.0, 1.5), (told.ids["firm"], -2.0, 0.5)
    ]  # fmt: skip
    assert made.unplaced == 0 and told.extract().unplaced == made.amounts.things + 3


def test_filters_leave_of_links_what_passes(told: Told) -> None:
    early = Filter("time", low=CALLS[0][3] * 1_000_000, high=CALLS[1][3] * 1_000_000)
    made = told.extract("A", "B", filters=[early])
    (tie,) = made.ties()
    assert (tie.count, [o.row for o in tie.origins], tie.first) == (1, [2], tie.last)
    assert [h.origin.row for h in made.happenings()] == [2]


def test_without_non_suspects_neither_they_nor_their_numbers_nor_their_records_come(told: Told) -> None:
    made = told.extract(non_suspects=False)
    assert {t.id for t in made.things()} == {told.ids[n] for n in ("A", "B", "C", "firm")}
    assert [h.origin.row for h in made.happenings()] == [2, 3, 4, 5]
    assert "2 entities were left out" in made.facts.left_out[0]


def test_those_judged_the_same_are_one(tmp_path: Path, kinds: Kinds) -> None:
    told = tell(tmp_path, kinds)
    with told.case as case:
        with case.edit("Same") as db:
            assessments.judge(case, db, told.ids["B"], told.ids["C"], "same", "one voice")
        joined = Told(case, graphs.read(case), told.chart, told.ids)
        made = joined.extract()
        one = made.thing(told.ids["B"])
        assert one is not None and one.same_as == (("phone", "+447700900003"),)
        assert made.thing(told.ids["C"]) == one
        assert {h.roles["callee"] for h in made.happenings() if h.origin.row in (2, 5)} == {told.ids["B"]}


def test_grades_stay_with_what_was_graded(tmp_path: Path, kinds: Kinds) -> None:
    told = tell(tmp_path, kinds)
    with told.case as case:
        (called, *_), (source, *_) = list(told.extract().ties()), told.extract().files
        for subject, number in (("entity", told.ids["A"]), ("link", called.id), ("source", source.id)):
            give(case, "3x5x2", "1 A P", subject, number)
        made = told.extract()
        one = made.thing(told.ids["A"])
        assert one is not None
        assert [one.grades, next(made.ties()).grades, made.files[0].grades] == ["UK 3x5x2 1 A P"] * 3
        named("csv").write(made, tmp_path / "out.zip")
        with zipfile.ZipFile(tmp_path / "out.zip") as archive:
            for name in ("entities", "links", "sources"):
                assert b"UK 3x5x2 1 A P" in archive.read(f"{name}.csv")
            assert b"Handling code,UK 3x5x2 P" in archive.read("about.csv")


def test_whoever_goes_through_it_may_be_stopped(told: Told) -> None:
    made, heard = told.extract(), []

    def stop(done: int, of: int, what: str) -> None:
        heard.append((done, of, what))
        raise KeyboardInterrupt

    made.tell = stop
    with pytest.raises(KeyboardInterrupt):
        list(made.ties())
    assert heard == [(0, made.amounts.ties, "links")]


def test_rows_are_named_shortly_and_completely() -> None:
    def at(name: str, row: int, sheet: str = "") -> Origin:
        return Origin(1, name, "9f", 1, sheet, row, 0)

    assert stretches([9, 3, 2, 5, 4]) == "2-5, 9"
    said = references([at("bill.csv", 2), at("bill.csv", 3), at("load.xlsx", 7, "May")])
    assert said == "bill.csv sha256:9f row 2-3; load.xlsx sha256:9f sheet May row 7"
