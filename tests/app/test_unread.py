"""Changes that wait to be read are told of together, and none is lost."""

from __future__ import annotations

from workbench.app.unread import Unread
from workbench.model.changes import Changes

ONE, OTHER = Changes("one", frozenset({"note"})), Changes("other", frozenset({"placement"}))


def test_changes_of_the_same_wait_for_one_reading() -> None:
    unread = Unread()
    waiting = unread.add("chart 1", ONE)
    assert waiting is not None
    assert unread.add("chart 1", OTHER) is None
    assert unread.begin(waiting) == Changes("other", frozenset({"note", "placement"}))


def test_a_reading_that_has_begun_takes_no_more() -> None:
    unread = Unread()
    waiting = unread.add("chart 1", ONE)
    assert waiting is not None and unread.begin(waiting) == ONE
    another = unread.add("chart 1", OTHER)
    assert another is not None and unread.begin(another) == OTHER


def test_readings_of_two_charts_stay_two() -> None:
    unread = Unread()
    first, second = unread.add("chart 1", ONE), unread.add("chart 2", OTHER)
    assert first is not None and second is not None
    assert unread.begin(first) == ONE
    assert unread.add("chart 2", ONE) is None
    assert unread.begin(second).tables == ONE.tables | OTHER.tables
