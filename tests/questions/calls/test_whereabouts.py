"""Homes and work places by the hour, journeys, moves that nothing can make, and networks abroad."""

from __future__ import annotations

import polars as pl
import pytest

from tests.questions.calls.conftest import (
    BEGIN,
    DAY,
    HOUR,
    MINUTE,
    Told,
    at_cell,
    call,
    id_of,
    named,
    session,
)
from workbench.questions import asking
from workbench.questions.answer import Answer
from workbench.questions.calls.home_and_work import home_and_work, wilson
from workbench.questions.calls.impossible_journeys import impossible_journeys
from workbench.questions.calls.journeys import journeys
from workbench.questions.calls.roaming import country, roaming
from workbench.questions.held import Held
from workbench.questions.placed import placed


def site(cell: str, lat: float, lon: float, **more: object) -> dict[str, object]:
    return {"kind": "cell_site", "cell": ("cell", cell), "latitude": lat, "longitude": lon, **more}


def of(held: Held, question: object, **more: object) -> Answer:
    return asking.ask(held, question, {"who": id_of(held, "+44A"), **more}, steady=False)  # type: ignore[arg-type]


def test_home_and_work_by_the_clock_of_the_case(told: Told) -> None:
    rows = [site("HOME", 51, 0, azimuth=90, beam_width=60, range=2000)]
    for day in range(10):  # 21:30 UTC is half past ten in London, and 5:30 UTC half past six: no longer night
        rows.append(at_cell("+44A", "HOME" if day < 8 else "PUB", day * DAY + 21 * HOUR + 30 * MINUTE))
        rows.append(at_cell("+44A", "HOME", day * DAY + 5 * HOUR + 30 * MINUTE))
        rows.append(at_cell("+44A", "WORK", day * DAY + 10 * HOUR))
    rows.append(at_cell("+44A", "HOME", 1 * DAY + HOUR))  # two in the morning: the night of the day before
    held = told(rows)
    answer = of(held, home_and_work)
    found = named(held, answer, "when", "cell", "days", "of")
    assert found == [
        ("at night", "HOME", 8, 10),
        ("at night", "PUB", 2, 10),
        ("in working hours", "WORK", 8, 8),
    ]
    first = answer.rows[0]
    assert first.cells[5:7] == pytest.approx((0.4902, 0.9433), abs=1e-3) and len(first.refs) == 9
    assert first.cells[8] == "a sector of 60 degrees towards 90 degrees, up to 5 km"
    assert answer.rows[1].cells[8] == "not told by any register"
    assert [row.cells[0] for row in answer.tables[0].rows] == ["2:00", "6:00", "11:00", "22:00"]


def test_wilson_has_known_values() -> None:
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-3)
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert wilson(0, 0) == (0.0, 1.0)


LONDON, PARIS = (51.5, -0.1), (48.85, 2.35)  # 344 km


def test_a_move_that_nothing_can_make_and_one_that_an_airliner_can(told: Told) -> None:
    rows = [
        site("L", *LONDON, range=1000),
        site("P", *PARIS, range=1000),
        at_cell("+44A", "L", 0),
        at_cell("+44A", "P", 10 * MINUTE),
        at_cell("+44B", "L", 0),
        at_cell("+44B", "P", HOUR),
        at_cell("+44C", "L", 0),
    ]
    held = told(rows)
    answer = asking.ask(held, impossible_journeys, {})
    assert named(held, answer, "who", "begin", "end") == [("+44A", "L", "P")]
    (row,) = answer.rows
    assert row.cells[5] == pytest.approx(344, abs=3) and row.cells[6] == pytest.approx(
        row.cells[5] - 10, abs=0.1
    )
    assert row.cells[7] == pytest.approx(row.cells[6] * 3600 / 602, rel=1e-3) and len(row.refs) == 2
    faster = asking.ask(held, impossible_journeys, {"fastest": 300.0}, steady=False)
    assert {held.value(r.cells[0]) for r in faster.rows} == {"+44A", "+44B"}
    assert asking.ask(held, impossible_journeys, {"who": (id_of(held, "+44B"),)}).rows == ()


def test_a_range_that_is_not_stated_may_be_as_far_as_any(told: Told) -> None:
    rows = [site("L", *LONDON), site("N", 51.5, 0.6), at_cell("+44A", "L", 0), at_cell("+44A", "N", MINUTE)]
    assert asking.ask(told(rows), impossible_journeys, {}).rows == ()  # 48 km, and each may reach 35


def test_a_mast_that_moved_stands_where_it_stood_then(told: Told) -> None:
    rows = [
        site("M", *LONDON, range=1000, until=BEGIN + DAY),
        site("M", *PARIS, range=1000) | {"from": BEGIN + DAY},
        at_cell("+44A", "M", 0),
        at_cell("+44A", "M", 2 * DAY),
    ]
    seen = placed(told(rows)).filter(pl.col("record") == "call")
    assert seen["latitude"].to_list() == [LONDON[0], PARIS[0]]


def test_stated_degrees_places_and_last_cells_count(told: Told) -> None:
    rows = [
        site("L", *LONDON, range=1000),
        site("P", *PARIS, range=1000),
        call("+44A", "+449", 0, duration=3600, caller_cell=("cell", "L"), caller_last_cell=("cell", "P")),
        {"kind": "sighting", "at": BEGIN, "seen": ("vehicle", "V"), "latitude": 1.0, "longitude": 2.0},
        {
            "kind": "sighting",
            "at": BEGIN + HOUR,
            "seen": ("vehicle", "V"),
            "place": ("place", "3.00000,4.00000"),
        },
    ]
    held = told(rows)
    seen = placed(held)
    assert seen.select("latitude", "at", "uncertain").rows() == [
        (LONDON[0], BEGIN, 5000.0), (PARIS[0], BEGIN + HOUR, 5000.0), (1.0, BEGIN, 10.0), (3.0, BEGIN + HOUR, 10.0),
    ]  # fmt: skip


def test_journeys_away_from_the_usual_place(told: Told) -> None:
    rows = [site("L", *LONDON, range=1000), site("P", *PARIS, range=1000), site("N", 51.6, 0.0, range=1000)]
    rows += [at_cell("+44A", "L", day * DAY) for day in range(6)]
    rows += [at_cell("+44A", "N", DAY + HOUR)]
    rows += [at_cell("+44A", "P", 6 * DAY + n * 12 * HOUR) for n in range(4)]
    rows += [at_cell("+44A", "L", 9 * DAY)]
    held = told(rows)
    answer = asking.ask(held, journeys, {"who": (id_of(held, "+44A"),)})
    assert named(held, answer, "who", "lasted", "farthest", "nights", "records", "places") == [
        ("+44A", 36 * 3600, "P", 1, 4, ("P",))
    ]
    assert answer.rows[0].cells[5] == pytest.approx(334, abs=3)
    assert "usually at L" in answer.sentence


def test_stays_in_networks_abroad(told: Told) -> None:
    rows = [at_cell("+44A", f"234-15-1-{n}", n * DAY) for n in range(5)]
    rows += [at_cell("+44A", "208-01-7-7", 5 * DAY), at_cell("+44A", "208-10-7-8", 6 * DAY)]
    rows += [at_cell("+44A", "234-15-1-1", 7 * DAY), at_cell("+44A", "MAST 7", 8 * DAY)]
    rows += [session(0, sim=("sim", "208011234567890"), cell=("cell", "234-15-1-1"))]
    held = told(rows)
    answer = asking.ask(held, roaming, {}, steady=False)
    assert named(held, answer, "who", "country", "home", "records", "lasted") == [
        ("+44A", "208", "234", 2, 86_400)
    ]
    assert "1 record at cells whose names tell no country" in answer.left_out[0]
    by_sim = asking.ask(held, roaming, {"what": "sim"}, steady=False)
    assert named(held, by_sim, "country", "home") == [("234", "208")]


def test_which_names_of_cells_tell_a_country() -> None:
    said = {"234-15-1-2": "234", "234151234": "234", "1234-5678": "", "MAST 7": "", "17": ""}
    assert {cell: country(cell) for cell in said} == said


@pytest.mark.parametrize("question", [home_and_work, impossible_journeys, journeys, roaming])
def test_without_cells_each_says_what_is_missing(told: Told, question: object) -> None:
    held = told([call("+44A", "+44B", 0)])
    one = id_of(held, "+44A")
    given = {"who": one if question is home_and_work else (one,)}
    assert "Bring in" in asking.ask(held, question, given).sentence  # type: ignore[arg-type]
