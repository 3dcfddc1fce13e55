"""All pairs that met, against the same counted for each phone, and pairs that went the same way."""

from __future__ import annotations

import numpy as np
import pytest

from tests.questions.calls.conftest import DAY, HOUR, MINUTE, Told, at_cell, call, id_of, named
from workbench.questions import asking
from workbench.questions.calls import encounters
from workbench.questions.calls.near_phone import near_phone
from workbench.questions.calls.pairs import among_all
from workbench.questions.calls.presence import presence
from workbench.questions.calls.travelled_together import travelled_together
from workbench.questions.calls.who_met import who_met


def crowded(seed: int) -> list[dict[str, object]]:
    rng = np.random.default_rng(seed)
    rows = []
    for n in range(250):
        at = int(rng.integers(3 * 1440)) * MINUTE
        rows.append(at_cell(f"+44{rng.integers(8)}", f"C{rng.integers(4)}", at, f"+999{n}"))
    for n in range(30):  # who call each other at one cell are at one cell
        both = {"caller_cell": ("cell", "C1"), "callee_cell": ("cell", "C1")}
        rows.append(call("+440", f"+44{n % 7 + 1}", n * HOUR, **both))
    return rows


@pytest.mark.parametrize("seed", range(5))
def test_all_pairs_are_those_of_each_phone(told: Told, seed: int) -> None:
    held = told(crowded(seed))
    there = presence(held)
    every = {(a, b): (m, p) for a, b, m, p in among_all(held, there, 900, 2, []).iter_rows()}
    each = {
        (a, b): (m, p) for a, b, m, p in among_all(held, there, 900, 2, held.of_kind("phone")).iter_rows()
    }
    assert every == each and every
    for (one, other), (met, _) in every.items():
        asked = asking.ask(held, near_phone, {"phone": one, "most": 100}, steady=False)
        assert {r.cells[0]: r.cells[1] for r in asked.rows}[other] == met


def test_routine_of_a_pair_is_that_of_one_with_all(told: Told) -> None:
    held = told(crowded(9))
    there = presence(held)
    days = encounters.days_of(there)
    for one in held.of_kind("phone")[:6]:
        mine = there.of((one,))
        usual = encounters.routine(there, mine, 900)
        for other in held.of_kind("phone"):
            theirs = there.of((other,))["key"].to_numpy()
            if other != one and len(theirs) >= mine.height:  # the one with fewer sightings is moved
                found = encounters.pair_routine(mine["key"].to_numpy(), theirs, 900, days)
                assert found == pytest.approx(usual.mean.get(other, 0.0))


def test_a_pair_with_its_meetings_its_calls_and_its_crowd(told: Told) -> None:
    rows = [at_cell(who, f"C{n}", n * DAY, f"+99{n}{who}") for n in range(3) for who in ("+441", "+442")]
    rows += [at_cell(f"+45{n}", "C0", MINUTE) for n in range(4)] + [at_cell("+46", "C1", DAY)]
    rows += [call("+442", "+441", 3 * DAY)]
    held = told(rows)
    answer = asking.ask(held, who_met, {})
    assert named(held, answer, "one", "other", "meetings", "places", "days", "crowd", "talked") == [
        ("+441", "+442", 3, 3, 3, 0, 1)
    ]
    assert len(answer.rows[0].refs) == 7
    assert answer.rows[0].cells[5] == 0.0


def test_only_pairs_of_some(told: Told) -> None:
    rows = [at_cell(who, "C1", n * DAY) for n in range(3) for who in ("+441", "+442", "+443")]
    held = told(rows)
    assert len(asking.ask(held, who_met, {}, steady=False).rows) == 3
    answer = asking.ask(held, who_met, {"among": (id_of(held, "+443"),)}, steady=False)
    assert named(held, answer, "one", "other") == [("+441", "+443"), ("+442", "+443")]


def test_two_on_one_way_and_two_who_met_at_many_places_on_many_days(told: Told) -> None:
    rows = [at_cell(who, f"C{n}", n * 30 * MINUTE) for n in range(4) for who in ("+441", "+442")]
    rows += [at_cell(who, f"D{n}", n * DAY + HOUR) for n in range(4) for who in ("+445", "+446")]
    held = told(rows)
    answer = asking.ask(held, travelled_together, {}, steady=False)
    assert named(held, answer, "one", "other", "cells", "ways", "way") == [
        ("+441", "+442", 4, 1, ("C0", "C1", "C2", "C3"))
    ]
    assert len(answer.rows[0].refs) == 8
    assert len(asking.ask(held, travelled_together, {"pause": 2 * 86_400}, steady=False).rows) == 2


def test_without_cells_both_say_what_is_missing(told: Told) -> None:
    held = told([call("+441", "+442", 0)])
    for one in (who_met, travelled_together):
        assert "Bring in call records or sessions with cells" in asking.ask(held, one, {}).sentence
