"""Ids that last."""

from __future__ import annotations

from tests.report.formats.odd_extract import ROW, happening, thing, tie
from workbench.report.exchange import ids


def test_the_same_case_gives_the_same_ids_and_another_one_others() -> None:
    one, again, other = ids.Ids("a"), ids.Ids("a"), ids.Ids("b")
    assert one.uuid("x", "y") == again.uuid("x", "y") != other.uuid("x", "y")
    assert one.hash("x", "y") == again.hash("x", "y") != other.hash("x", "y")
    assert one.uuid("xy") != one.uuid("x", "y") and one.uuid("x\ud800") != one.uuid("x\ud801x")
    assert one.uuid("x")[14] == "5" and len(one.hash("x")) == 40


def test_a_thing_is_its_kind_and_value_a_record_its_row() -> None:
    assert ids.of_thing(thing(1, "phone", "1")) == ids.of_thing(thing(2, "phone", "1", caption="B"))
    assert ids.of_tie(tie(1, "called", 1, 2)) != ids.of_tie(tie(2, "called", 1, 2))
    assert ROW.sha256 in ids.of_happening(happening("call", {}, {}))
