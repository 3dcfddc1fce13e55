from __future__ import annotations

import inspect

import pytest

from tests.app.conftest import Driven
from workbench.app import charting
from workbench.app.actions import all_actions
from workbench.app.actions.action import MENUS, REGISTERED
from workbench.case import assessments, charts, entities, journal, notes, sources
from workbench.model.problems import Problem


def _entity(session: Driven, value: str) -> int:
    return entities.resolve(session.open_case, value)


def _do(session: Driven, id: str, **answers: object) -> None:
    action = REGISTERED[id]
    assert action.when(session), f"{id} is not possible now"
    action.run(session, **answers)
    session.settle()


def _shown(session: Driven) -> set[str]:
    assert session.case is not None
    drawn = charting.draw(session.case, session.graph, session.chart)
    return set(drawn.chart.captions)


def test_every_action_has_a_title_a_menu_a_sentence_and_parameters_for_what_it_asks() -> None:
    keys: dict[str, str] = {}
    for action in all_actions():
        assert action.title and action.menu in MENUS
        assert action.run.__doc__ or action.title, action.id
        parameters = inspect.signature(action.run).parameters
        takes_any = any(p.kind is p.VAR_KEYWORD for p in parameters.values())
        for ask in action.asks:
            assert ask.name in parameters or takes_any, f"{action.id} asks {ask.name} in vain"
        for key in action.keys:
            assert key not in keys, f"{key} is {keys.get(key)} and {action.id}"
            keys[key] = action.id


def test_showing_expanding_hiding_and_undoing(filled: Driven) -> None:
    from workbench.app.actions.charts import show_entities

    one = _entity(filled, "07700 900001")
    show_entities(filled, [one])
    filled.settle()
    assert _shown(filled) == {"+447700900001"}
    filled.select([one])
    _do(filled, "expand")
    assert _shown(filled) == {"+447700900001", "+447700900002"}
    before = filled.chart
    assert before is not None
    filled.select([_entity(filled, "+447700900002")])
    _do(filled, "expand")
    assert len(_shown(filled)) == 3
    assert filled.chart is not None
    assert {e: filled.chart.positions[e] for e in before.shown} == {
        e: before.positions[e] for e in before.shown
    }
    filled.select([one])
    _do(filled, "hide")
    assert filled.chart.hidden == [one] and len(_shown(filled)) == 2
    _do(filled, "show_hidden")
    filled.select([one])
    _do(filled, "take_off")
    assert len(_shown(filled)) == 2
    assert _entity(filled, "+447700900001") == one  # never out of the case
    for _ in range(6):
        _do(filled, "undo")
    assert filled.chart is None or not filled.chart.shown
    for _ in range(6):
        _do(filled, "redo")
    assert len(_shown(filled)) == 2


def test_what_was_moved_stays_when_the_chart_is_laid_out_again(filled: Driven) -> None:
    from workbench.app.actions.charts import move, show_entities

    wanted = [_entity(filled, f"+44770090000{n}") for n in (1, 2, 3, 4)]
    show_entities(filled, wanted)
    filled.settle()
    move(filled, [(wanted[0], 12.5, -7.25)])
    filled.settle()
    filled.select()
    _do(filled, "lay_out")
    assert filled.chart is not None and filled.chart.positions[wanted[0]] == (12.5, -7.25)


def test_the_path_between_two_selected_is_shown_and_selected(filled: Driven) -> None:
    filled.select([_entity(filled, "+447700900001"), _entity(filled, "+447700900004")])
    _do(filled, "path")
    assert len(_shown(filled)) == 4
    assert len(filled.selection.links) == 3


def test_a_common_service_is_not_gone_through(filled: Driven) -> None:
    hub = _entity(filled, "+447700900002")
    filled.select([hub])
    _do(filled, "mark_common", why="a taxi rank")
    assert assessments.common_services(filled.open_case) == {hub: "a taxi rank"}
    filled.select([_entity(filled, "+447700900001"), _entity(filled, "+447700900004")])
    said: list[str] = []
    filled.told = said.append
    _do(filled, "path")
    assert said == ["Nothing joins these two, common services left out."]


def test_drawing_and_judging_are_assessments_and_can_be_undone(filled: Driven) -> None:
    _do(filled, "draw_entity", kind="person", value="Ines Deepwell", caption="", basis="seen by a colleague")
    person = _entity(filled, "person:Ines Deepwell")
    phone = _entity(filled, "+447700900001")
    filled.select([person, phone])
    _do(filled, "draw_link", start=str(phone), end=str(person), kind="associated", basis="her card")
    graph = filled.graph
    [link] = filled.selection.links
    assert graph.standing[graph.link_of[link]] == 2
    filled.select([phone, _entity(filled, "+447700900003")])
    _do(filled, "judge", verdict="same", why="both off at the same hour")
    assert filled.graph.node_of[phone] == filled.graph.node_of[_entity(filled, "+447700900003")]
    for _ in range(3):
        _do(filled, "undo")
    assert len(filled.graph) == 4


def test_an_attribution_a_link_and_coverage_have_days_of_the_cases_zone(filled: Driven) -> None:
    phone = _entity(filled, "+447700900001")
    filled.select([phone])
    _do(filled, "attribute", owner="Ann", first="2026-06-01", last="2026-06-02", basis="contract")
    [said] = assessments.attributions(filled.open_case)
    midnight = 1_780_268_400_000_000  # 2026-06-01 00:00 in London
    assert (said.first, said.last) == (midnight, midnight + 2 * 86_400_000_000 - 1)
    filled.select([phone, _entity(filled, "+447700900004")])
    one, other = sorted(filled.selection.entities)
    _do(
        filled,
        "draw_link",
        start=str(one),
        end=str(other),
        caption="brothers",
        first="2026-06-01",
        basis="register",
    )
    [link] = filled.selection.links
    assert filled.graph.first[filled.graph.link_of[link]] == midnight
    filled.select([phone])
    _do(filled, "cover_source", source="1", subject=str(phone), first="2026-06-01", last="2026-06-30")
    covered = [c for c in sources.coverage(filled.open_case) if c.basis == "stated"]
    assert [(c.source, c.subject, c.first) for c in covered] == [(1, phone, midnight)]
    with pytest.raises(Problem, match="'June' is no day"):
        REGISTERED["attribute"].run(filled, owner="Ann", first="June", basis="contract")


def test_tags_are_put_on_and_taken_off(filled: Driven) -> None:
    phone = _entity(filled, "+447700900001")
    filled.select([phone])
    _do(filled, "tag", name=" suspect ")
    assert notes.tags(filled.open_case, phone) == ["suspect"]
    _do(filled, "untag", name="suspect")
    assert notes.tags(filled.open_case, phone) == []
    _do(filled, "undo")
    assert notes.tags(filled.open_case, phone) == ["suspect"]


def test_going_back_to_a_step_undoes_all_after_it(filled: Driven) -> None:
    first = journal.steps(filled.open_case.db)[-1].id
    for name in ("Ann Other", "Bo Other"):
        _do(filled, "draw_entity", kind="person", value=name, caption="", basis="told")
    _do(filled, "undo_to", step=first)
    assert [s.undone for s in journal.steps(filled.open_case.db)] == [False, True, True]
    _do(filled, "undo_to", step=first + 1)
    assert [s.undone for s in journal.steps(filled.open_case.db)] == [False, False, True]


def test_a_value_that_cannot_be_one_is_a_sentence(filled: Driven) -> None:
    problems: list[BaseException] = []
    filled.problem = problems.append
    _do(filled, "draw_entity", kind="ip", value="999.1.2.3", caption="", basis="x")
    assert isinstance(problems[0], Problem) and "999.1.2.3" in str(problems[0])
    assert charts.listed(filled.open_case) == []


def test_what_can_be_done_depends_on_what_is_selected(filled: Driven) -> None:
    from workbench.app.actions.charts import show_entities

    one, other = (_entity(filled, v) for v in ("+447700900001", "+447700900002"))

    def able() -> set[str]:
        watched = ("pin", "unpin", "hide", "take_off", "mark_common", "unmark_common", "erase_drawn")
        return {id for id in watched if REGISTERED[id].when(filled)}

    assert able() == set()
    filled.select([one])  # found, but on no chart yet
    assert able() == {"mark_common"}
    show_entities(filled, [one, other])
    filled.settle()
    filled.select([one])
    assert able() == {"pin", "hide", "take_off", "mark_common"}
    _do(filled, "pin")
    _do(filled, "mark_common", why="taxi rank")
    assert able() == {"unpin", "hide", "take_off", "unmark_common"}
    filled.select([one, other])
    assert able() == {"pin", "unpin", "hide", "take_off", "mark_common", "unmark_common"}
    _do(filled, "unmark_common")
    assert "unmark_common" not in able()


def test_only_what_was_made_by_hand_can_be_erased(filled: Driven) -> None:
    one = _entity(filled, "+447700900001")
    _do(filled, "draw_entity", kind="person", value="John Doe", basis="informant")
    drawn = next(iter(filled.selection.entities))
    assert REGISTERED["erase_drawn"].when(filled)
    filled.select([one])
    assert not REGISTERED["erase_drawn"].when(filled)
    _do(filled, "attribute", owner="Jane Doe", basis="seen with it")
    graph = filled.graph
    [link] = [int(k) for k in graph.link_ids[graph.links_at(graph.node_of[one])] if k > 1 << 41]
    filled.select(links=[link])
    _do(filled, "erase_drawn")
    assert link not in filled.graph.link_of
    filled.select([drawn])
    _do(filled, "erase_drawn")
    assert drawn not in filled.graph.node_of
    assert one in filled.graph.node_of
