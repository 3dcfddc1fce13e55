from __future__ import annotations

from collections import Counter

from tests.ui.conftest import A, B
from workbench.app.actions import all_actions
from workbench.ui.main_window import MainWindow
from workbench.ui.menus import matching


def entries(menu) -> list[str]:
    """The ids of a menu's actions, those of the menus in it too."""
    inside = [id for a in menu.actions() if a.menu() for id in entries(a.menu())]
    return inside + [a.objectName() for a in menu.actions() if a.objectName()]


def test_every_action_stands_in_the_menu_it_names(opened: MainWindow) -> None:
    shown = [id for entry in opened.top.menus.actions() for id in entries(entry.menu())]
    assert set(shown) == set(opened.commands.actions)
    assert max(Counter(shown).values()) == 1
    assert {a.id for a in all_actions()} <= set(shown)


def test_no_two_actions_share_keys(opened: MainWindow) -> None:
    keys = Counter(k for a in opened.commands.actions.values() for k in a.keys)
    assert [k for k, n in keys.items() if n > 1] == []


def test_what_cannot_be_done_is_disabled(window: MainWindow) -> None:
    assert not window.commands.entries["import_files"].isEnabled()
    assert window.commands.entries["new_case"].isEnabled()


def test_the_context_menu_speaks_of_what_is_selected(opened: MainWindow, entity, settle) -> None:
    commands = opened.commands
    assert "draw_entity" in entries(commands.context_menu(opened))
    opened.session.select([entity(A)])
    one = commands.context_menu(opened)
    assert "expand" in entries(one) and "path" not in entries(one)
    by_kind = next(a.menu() for a in one.actions() if a.menu())
    assert by_kind.actions()[0].text() == "called (2)"
    opened.session.select([entity(A), entity(B)])
    assert "path" in entries(commands.context_menu(opened))


def test_titles_that_begin_with_the_text_come_first(opened: MainWindow) -> None:
    found = matching(opened.commands.actions.values(), "pi")
    assert {a.id for a in found[:2]} == {"picture", "pin"}
