"""A number that stops and one that starts, told by their contacts, by the handset, and against a base rate."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tests.questions.calls.conftest import DAY, HOUR, Told, call, id_of, named
from workbench.questions import asking
from workbench.questions.calls import overlap, rates
from workbench.questions.calls.talk import talk
from workbench.questions.calls.who_changed_phones import who_changed_phones

FRIENDS = [f"+4470{n}" for n in range(1, 9)]


def swapped() -> list[dict[str, object]]:
    """OLD speaks with eight friends for ten days, NEW with six of them and two others for the next ten; six others
    speak among themselves all the time."""
    rows = []
    for day in range(10):
        for n, friend in enumerate(FRIENDS):
            rows.append(call("+44OLD", friend, day * DAY + n * HOUR, caller_device=("device", "H1")))
    for day in range(10, 20):
        for n, friend in enumerate([*FRIENDS[:6], "+44901", "+44902"]):
            rows.append(call(friend, "+44NEW", day * DAY + n * HOUR + 1))
    for day in range(20):
        for n in range(6):
            for m in range(n):
                rows.append(call(f"+445{n}", f"+445{m}", day * DAY + (n * 6 + m) * 60_000_000))
    return rows


def test_the_new_number_is_found_by_its_contacts(told: Told) -> None:
    held = told(swapped())
    answer = asking.ask(held, who_changed_phones, {})
    assert named(held, answer, "old", "new", "shared", "of_old", "of_new") == [("+44OLD", "+44NEW", 6, 8, 8)]
    (row,) = answer.rows
    assert row.cells[2] == pytest.approx(6 / 10)
    assert len(row.refs) == 6 * 10 * 2  # the calls of either with the six, and no others
    assert row.moments == (row.cells[8], row.cells[9])
    assert "this row is still there 5 times" in answer.steady


def test_a_handset_that_moved_decides(told: Told) -> None:
    rows = swapped()
    rows.append(call("+44NEW", "+44901", 11 * DAY, caller_device=("device", "H1")))
    held = told(rows)
    (row,) = asking.ask(held, who_changed_phones, {}, steady=False).rows
    assert [held.value(e) for e in row.cells[10]] == ["H1"]
    assert row.why[0].startswith("! Both used the handset H1")


def test_a_sim_that_moved_is_enough_without_contacts_in_common(told: Told) -> None:
    sim = {"caller_sim": ("sim", "S")}
    rows = [call("+44OLD", f"+451{n % 6}", n * 6 * HOUR, **sim) for n in range(40)]
    rows += [call("+44NEW", f"+452{n % 6}", 10 * DAY + n * 6 * HOUR, **sim) for n in range(40)]
    held = told(rows)
    (row,) = asking.ask(held, who_changed_phones, {}, steady=False).rows
    assert [held.value(e) for e in (*row.cells[:2], *row.cells[10])] == ["+44OLD", "+44NEW", "S"]
    assert (
        row.cells[2] == 0.0
        and row.why[0].startswith("! Both used the SIM S")
        and row.why[1].startswith("- 0 of")
    )
    assert len(row.refs) == 80


def test_the_cell_they_keep_to_is_a_reason(told: Told) -> None:
    rows = [r | {"caller_cell": ("cell", "HOME")} if r["caller"][1] == "+44OLD" else r for r in swapped()]
    rows = [r | {"callee_cell": ("cell", "HOME")} if r["callee"][1] == "+44NEW" else r for r in rows]
    held = told(rows)
    (row,) = asking.ask(held, who_changed_phones, {}, steady=False).rows
    assert "+ Both are most often at the cell HOME; 1 cell in common of 1 and 1." in row.why


def test_numbers_chosen_narrow_it_and_the_other_end_counts_too(told: Told) -> None:
    held = told(swapped())
    for who, many in (("+44NEW", 1), ("+44OLD", 1), ("+4451", 0)):
        told_so = {"numbers": (id_of(held, who),)}
        assert len(asking.ask(held, who_changed_phones, told_so, steady=False).rows) == many


def test_a_number_in_another_handset_is_in_the_second_table(told: Told) -> None:
    rows = [
        call("+441", "+442", n * HOUR, caller_device=("device", "H1"), caller_sim=("sim", "S"))
        for n in range(5)
    ]
    rows += [
        call("+441", "+442", DAY + n * HOUR, caller_device=("device", "H2"), caller_sim=("sim", "S"))
        for n in range(4)
    ]
    held = told(rows)
    (table,) = asking.ask(held, who_changed_phones, {}, steady=False).tables
    (row,) = table.rows
    assert [held.value(row.cells[k]) for k in (0, 1, 3)] == ["+441", "H1", "H2"]
    assert row.cells[5] is True and len(row.refs) == 9


def test_one_number_in_two_handsets_by_turns_changed_none(told: Told) -> None:
    rows = [call("+441", "+442", n * HOUR, caller_device=("device", f"H{n % 2}")) for n in range(8)]
    (table,) = asking.ask(told(rows), who_changed_phones, {}, steady=False).tables
    assert table.rows == ()


def test_without_calls_it_says_what_is_missing(told: Told) -> None:
    assert "Bring in call records" in asking.ask(told(), who_changed_phones, {}).sentence


def test_a_stop_is_found_at_the_last_busy_record(told: Told) -> None:
    held = told([*swapped(), call("+44OLD", FRIENDS[0], 18 * DAY)])
    sides = talk(held).sides()
    told_of = rates.timed(sides, 5)
    falls, rises = rates.falls(told_of, 0.2), rates.rises(told_of, 0.2)
    old, new = id_of(held, "+44OLD"), id_of(held, "+44NEW")
    assert old in falls and old not in rises and new in rises and new not in falls
    last = sides.filter(pl.col("who") == old)["at"].sort()[-2]
    assert falls[old].at == last and falls[old].records == 80
    assert rises[new].at == sides.filter(pl.col("who") == new)["at"].min()


def test_overlaps_agree_with_sets_counted_slowly() -> None:
    rng = np.random.default_rng(5)
    frame = pl.DataFrame({"who": rng.integers(1, 30, 300), "other": rng.integers(100, 140, 300)})
    known = np.unique(frame["other"].to_numpy())
    numbers = frame["who"].unique().to_list()
    made = overlap.contacts(frame, numbers, known)
    weight = rng.random(len(known)) + 0.1
    found = overlap.overlap(made, made, weight)
    sets = {w: set(frame.filter(pl.col("who") == w)["other"].to_list()) for w in numbers}
    by = dict(zip(known.tolist(), weight.tolist(), strict=True))
    seen = set()
    for k in range(len(found.one)):
        a, b = int(made.numbers[found.one[k]]), int(made.numbers[found.other[k]])
        both, either = sets[a] & sets[b], sets[a] | sets[b]
        assert found.shared[k] == len(both) and found.share[k] == pytest.approx(len(both) / len(either))
        assert found.weighted[k] == pytest.approx(sum(by[c] for c in both) / sum(by[c] for c in either))
        seen.add((a, b))
    assert seen == {(a, b) for a in sets for b in sets if sets[a] & sets[b]}


def test_the_base_rate_counts_every_pair_once_and_leaves_candidates_out() -> None:
    frame = pl.DataFrame({"who": [1, 1, 2, 2, 3, 4], "other": [10, 11, 10, 11, 11, 12]})
    made = overlap.contacts(frame, [1, 2, 3, 4], np.array([10, 11, 12]))
    whole = overlap.base(made, np.zeros((0, 2), np.int64))
    assert whole.pairs == 6 and whole.shares.tolist() == [0.5, 0.5, 1.0]
    less = overlap.base(made, np.array([[2, 1], [1, 2]]))
    assert less.pairs == 5 and less.shares.tolist() == [0.5, 0.5]
    assert less.reaching(0.5) == 2 and less.chance(0.75) == pytest.approx(1 / 6)
