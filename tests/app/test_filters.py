"""Filters are steps of a chart: added, switched, kept from a stretch of time, undone, printed."""

from __future__ import annotations

from pathlib import Path

from tests.app.conftest import Driven
from workbench.app import charting
from workbench.app.actions.action import REGISTERED
from workbench.app.actions.charts import show_entities
from workbench.app.actions.filters import add_filter, exchange_filter, remove_filter, switch_filter
from workbench.app.filter_words import hides, sentence
from workbench.case.filtering import Amount
from workbench.model.filters import Filter, parse

SHORT = Filter("duration", low=20)


def _all_shown(session: Driven) -> None:
    show_entities(session, session.graph.ids.tolist())
    session.settle()


def _counted(session: Driven) -> str:
    return charting.counted(charting.draw(session.open_case, session.graph, session.chart))


def test_a_filter_hides_and_says_so_and_is_undone(filled: Driven) -> None:
    _all_shown(filled)
    filled.select(filled.graph.ids.tolist())
    add_filter(filled, SHORT)
    filled.settle()
    assert filled.seen.left is not None
    assert filled.seen.left.hidden == Amount(2, 2, 2)
    assert len(filled.seen.entities) == 2
    assert _counted(filled) == "2 of 4 entities shown, filters: hides 2 of 4 records, 2 entities"
    switch_filter(filled, SHORT, False)
    filled.settle()
    assert filled.seen.left is None and _counted(filled) == "4 of 4 entities shown"
    exchange_filter(filled, SHORT, Filter("kind", drop=("phone",)))
    filled.settle()
    assert len(filled.seen.entities) == 0
    remove_filter(filled, Filter("kind", drop=("phone",)))
    filled.settle()
    assert filled.chart is not None and filled.chart.look == {}
    for _ in range(4):
        filled.undo()
    filled.settle()
    assert filled.chart is not None and filled.chart.looked.filters == ()


def test_two_filters_added_at_once_both_stay(filled: Driven) -> None:
    _all_shown(filled)
    add_filter(filled, SHORT)
    add_filter(filled, Filter("hour", low=22, high=6))
    add_filter(filled, SHORT)
    filled.settle()
    assert filled.chart is not None and [f.by for f in filled.chart.looked.filters] == ["duration", "hour"]
    REGISTERED["switch_filters"].run(filled)
    filled.settle()
    assert filled.chart.looked.filtering == ()
    REGISTERED["remove_filters"].run(filled)
    filled.settle()
    assert filled.chart.looked.filters == ()


def test_a_stretch_of_time_is_drawn_while_it_is_chosen_and_may_be_kept(filled: Driven) -> None:
    _all_shown(filled)
    day = parse("time=2026-06-03", "Europe/London")
    moments = int(day.low or 0), int(day.high or 0)
    filled.select(filled.graph.ids.tolist()[:1], moments=moments)
    assert filled.selection.moments == moments
    filled.select(filled.graph.ids.tolist()[:2])
    assert filled.selection.moments == moments, "pointing at something else leaves the stretch"
    drawn = charting.draw(filled.open_case, filled.graph, filled.chart, moments)
    assert drawn.shown == 4 and len(drawn.chart.ends) == 1 and drawn.chart.faded.sum() == 2
    assert drawn.brushed is not None and drawn.brushed.shown.records == 1
    REGISTERED["keep_moments"].run(filled)
    filled.settle()
    assert filled.selection.moments is None
    assert filled.chart is not None and [f.test for f in filled.chart.looked.filters] == [day]
    assert len(filled.seen.entities) == 2
    REGISTERED["select_none"].run(filled)
    assert not filled.selection


def test_selecting_all_selects_what_is_visible(filled: Driven) -> None:
    _all_shown(filled)
    add_filter(filled, SHORT)
    filled.settle()
    REGISTERED["select_all"].run(filled)
    assert len(filled.selection.entities) == 2


def test_the_web_page_and_pill_texts_say_what_is_hidden(filled: Driven, tmp_path: Path) -> None:
    from workbench.app import picturing

    _all_shown(filled)
    add_filter(filled, SHORT)
    filled.settle()
    page = picturing.page(filled.open_case, filled.graph, filled.chart)
    assert "hides 2 of 4 records, 2 entities" in page and "at least 20 s" in page


def test_what_a_filter_does_is_said_in_words(filled: Driven) -> None:
    case = filled.open_case
    said = {
        "hour=22-6": "Hour: 22:00 to 6:00 (Europe/London)",
        "weekday=sat,sun": "Weekday: Saturday, Sunday (Europe/London)",
        "weekday=fri-mon": "Weekday: Friday to Monday (Europe/London)",
        "kind!=phone": "Kind: all but Phone",
        "duration!=0": "Duration: all but 0 s",
        "duration=60-600": "Duration: 1 min to 10 min",
        "count>=5": "Records: at least 5",
        "count<5": "Records: at most 4",
        "amount=1000..5000 EUR": "Amount: 1,000 to 5,000 EUR",
        "time=2026-06-01..2026-06-30": "Time: 2026-06-01 to 2026-07-01 (Europe/London)",
        "type=call/voice": "Type: Call, voice",
        "direction=from +447700900001": "Direction: from +447700900001",
        "source=1": "Source: calls.csv",
    }
    assert {text: sentence(case, parse(text, case.about.zone)) for text in said} == said
    assert hides(Amount(12, 3, 1204), Amount(20, 9, 9834)) == "hides 1,204 of 9,834 records, 12 entities"
    assert hides(Amount(1, 2, 0), Amount(20, 9, 0)) == "hides 2 of 9 links, 1 entity"
