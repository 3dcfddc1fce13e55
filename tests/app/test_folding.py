"""Persons for what they used, groups for their members, kept selections: steps of a chart that are undone."""

from __future__ import annotations

import pytest

from tests.app.conftest import Driven
from workbench.app import charting
from workbench.app.actions import assessing, colouring, folding, kept_selections, selecting
from workbench.app.actions.action import REGISTERED
from workbench.app.actions.assessing import attribute
from workbench.app.actions.charts import move, show_entities
from workbench.model.problems import Problem


@pytest.fixture
def shown(filled: Driven) -> Driven:
    """All four phones on the chart: 1 - 2 - 3 - 4, two calls between the first two."""
    show_entities(filled, filled.graph.ids.tolist())
    filled.settle()
    return filled


def _phone(session: Driven, last: int) -> int:
    graph = session.graph
    return next(int(graph.ids[n]) for n in range(len(graph)) if graph.values[n] == f"+44770090000{last}")


def _drawn(session: Driven) -> charting.Drawn:
    return charting.draw(session.open_case, session.graph, session.chart, session.selection.moments)


def _lines(session: Driven) -> dict[frozenset[str], float]:
    """The weight of each line by the captions at its ends."""
    chart = _drawn(session).chart
    return {
        frozenset(chart.captions[e] for e in ends): float(weight)
        for ends, weight in zip(chart.ends.tolist(), chart.weight, strict=True)
    }


def _attribute(session: Driven, phone: int, name: str) -> None:
    session.select([phone])
    attribute(session, owner_kind="person", owner=name, basis="register")
    session.settle()


def test_a_group_stands_for_its_members_and_opens_again(shown: Driven) -> None:
    two, three = _phone(shown, 2), _phone(shown, 3)
    shown.select([two, three])
    folding.group(shown, "The middle")
    shown.settle()
    drawn = _drawn(shown)
    assert len(drawn.chart) == 3 and "The middle" in drawn.chart.captions
    at = list(drawn.chart.captions).index("The middle")
    assert drawn.chart.sub_captions[at] == "2 entities"
    assert drawn.chart.looks[drawn.chart.look[at]].glyph == "ph.stack"
    head = int(drawn.chart.ids[at])
    assert drawn.entities_of([head]) == {two, three} and drawn.drawn_for([three]) == {head}
    weights = sorted(drawn.chart.weight.tolist())
    assert weights == [1, 2]  # one call out of the group, two into it, and none that stays inside
    shown.select([three])
    REGISTERED["open_group"].run(shown)
    shown.settle()
    assert len(_drawn(shown).chart) == 4 and REGISTERED["close_group"].when(shown)
    shown.undo()
    shown.settle()
    assert len(_drawn(shown).chart) == 3
    folding.ungroup(shown)
    shown.settle()
    assert len(_drawn(shown).chart) == 4 and not shown.chart.looked.groups


def test_a_closed_group_moves_with_its_members(shown: Driven) -> None:
    two, three = _phone(shown, 2), _phone(shown, 3)
    shown.select([two, three])
    folding.group(shown, "The middle")
    shown.settle()
    before, drawn = dict(shown.chart.positions), _drawn(shown)
    head = drawn.drawn_for([two]).pop()
    x, y = (float(v) for v in drawn.chart.xy[drawn.chart.number_of[head]])
    move(shown, drawn.placed([(head, x + 3, y - 1)]))
    shown.settle()
    for member in (two, three):
        assert shown.chart.positions[member] == pytest.approx((before[member][0] + 3, before[member][1] - 1))


def test_persons_stand_for_their_phones_also_for_what_comes_later(shown: Driven) -> None:
    _attribute(shown, _phone(shown, 1), "Ann")
    _attribute(shown, _phone(shown, 2), "Ben")
    folding.show_persons(shown)
    shown.settle()
    captions = set(_drawn(shown).chart.captions)
    assert {"Ann", "Ben"} <= captions and len(captions) == 4
    assert _lines(shown)[frozenset({"Ann", "Ben"})] == 2
    ann = _drawn(shown).drawn_for([_phone(shown, 1)])
    assert {shown.graph.captions[shown.graph.node_of[e]] for e in ann} == {"Ann"}
    folding.show_identifiers(shown)
    shown.settle()
    assert frozenset({"Ann", "Ben"}) not in _lines(shown)


def test_what_is_pale_stays_in_its_place(shown: Driven) -> None:
    shown.select([_phone(shown, 1)])
    folding.dim_others(shown)
    shown.settle()
    drawn = _drawn(shown).chart
    assert drawn.faded.sum() == 3 and not drawn.faded[drawn.number_of[_phone(shown, 1)]]
    folding.undim(shown)
    shown.settle()
    assert not _drawn(shown).chart.faded.any()


def test_a_kept_selection_is_recalled_cut_and_undone(shown: Driven) -> None:
    one, two, three = (_phone(shown, n) for n in (1, 2, 3))
    shown.select([one, two])
    kept_selections.keep_selection(shown, 3)
    shown.settle()
    assert shown.chart.looked.selections[3].title == "2 phones"
    shown.select([two, three])
    kept_selections.cut_selection(shown, "3")
    assert shown.selection.entities == {two}
    kept_selections.add_selection(shown, "3")
    assert shown.selection.entities == {one, two}
    shown.select([one, three])
    kept_selections.take_from_selection(shown, "3")
    assert shown.selection.entities == {three}
    REGISTERED["recall_selection_3"].run(shown)
    assert shown.selection.entities == {one, two}
    kept_selections.name_selection(shown, "3", "Suspects")
    shown.settle()
    assert shown.chart.looked.selections[3].title == "Suspects"
    shown.undo()
    shown.undo()
    shown.settle()
    assert not shown.chart.looked.selections and not REGISTERED["recall_selection_3"].when(shown)
    with pytest.raises(Problem, match="no selection is kept under 3"):
        kept_selections.recall_selection(shown, 3)


def test_selecting_by_kind_by_place_in_the_chart_and_by_text(shown: Driven) -> None:
    selecting.select_leaves(shown)
    assert shown.selection.entities == {_phone(shown, 1), _phone(shown, 4)}
    selecting.select_like(shown, "900003")
    assert shown.selection.entities == {_phone(shown, 3)}
    selecting.select_kind(shown)
    assert len(shown.selection.entities) == 4
    selecting.select_single(shown)
    assert not shown.selection.entities


def test_colours_and_sizes_say_what_the_legend_says(shown: Driven) -> None:
    colouring.colour_by(shown, "linked")
    colouring.size_by(shown, "records")
    shown.settle()
    drawn = _drawn(shown)
    assert drawn.meaning.colours == "Linked entities"
    assert [(name, n) for name, _, n in drawn.meaning.groups] == [("1", 2), ("2 or more", 2)]
    assert drawn.meaning.sizes == "Size: records, 1 to 3"
    said = dict(zip(drawn.chart.ids.tolist(), drawn.chart.sub_captions, strict=True))
    assert said[_phone(shown, 1)] == "1" and said[_phone(shown, 2)] == "2"
    size = dict(zip(drawn.chart.ids.tolist(), drawn.chart.size.tolist(), strict=True))
    assert size[_phone(shown, 2)] > size[_phone(shown, 1)] > size[_phone(shown, 4)]
    colouring.colour_by(shown, "country")
    shown.settle()
    assert [(name, n) for name, _, n in _drawn(shown).meaning.groups] == [("GB", 4)]
    with pytest.raises(Problem, match="nothing is coloured by rain"):
        colouring.colour_by(shown, "rain")
        shown.settle()
        _drawn(shown)


def test_what_is_written_alike_is_found_whatever_its_kind(shown: Driven) -> None:
    def draw(kind: str, value: str) -> int:
        assessing.draw_entity(shown, kind, value, "", "seen")
        shown.settle()
        return next(iter(shown.selection.entities))

    one = draw("person", "Nórth Star")
    handle = draw("handle", "telegram:north_star")
    draw("person", "Nora Starr")
    shown.select([one])
    told: list[str] = []
    shown.told = told.append
    selecting.find_matching(shown)
    shown.settle()
    assert shown.selection.entities == {one, handle}
    assert told[-1].startswith("1 written alike: ")
    shown.select([_phone(shown, 1)])
    selecting.find_matching(shown)
    shown.settle()
    assert told[-1] == "Nothing else in the case is written like this."
