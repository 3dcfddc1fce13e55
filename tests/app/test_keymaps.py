from __future__ import annotations

import pytest

from workbench.app import keymaps
from workbench.app.actions import all_actions
from workbench.app.actions.action import Action
from workbench.app.keymaps import Keymap, clashes
from workbench.model.problems import Problem


def action(id: str, *keys: str) -> Action:
    return Action(id, id, "Edit", lambda session: None, keys)


def test_there_is_a_set_for_hands_used_to_each_of_the_others() -> None:
    assert [k.id for k in keymaps.listed()] == ["clew", "i2", "maltego", "gephi", "cytoscape"]
    assert all(k.name and k.sentence for k in keymaps.listed())


def test_a_key_given_to_one_action_is_taken_from_the_other() -> None:
    found = Keymap("x", "X", "x", keys={"one": ("Ctrl+P",)}).in_force(
        [action("one", "Ctrl+1"), action("other", "Ctrl+P", "F2"), action("third", "Shift+Ctrl+P")]
    )
    assert found == {"one": ("Ctrl+P",), "other": ("F2",), "third": ("Shift+Ctrl+P",)}


def test_clashes_are_found_also_where_one_begins_with_the_other() -> None:
    assert clashes({"a": ("Ctrl+Shift+L",), "b": ("Shift+Ctrl+L",)}) == [("ctrl+l+shift", "a", "b")]
    assert clashes({"a": ("Ctrl+L",), "b": ("Ctrl+L, F",)}) and not clashes(
        {"a": ("Ctrl+L, G",), "b": ("Ctrl+G",)}
    )


@pytest.mark.parametrize("keymap", keymaps.listed(), ids=lambda k: k.id)
def test_no_set_gives_two_actions_the_same_keys(keymap: Keymap) -> None:
    assert clashes(keymap.in_force(all_actions())) == []


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "Mine"\nsentence = "x"\n[mouse]\nleft = "spin"\n')
    with pytest.raises(Problem, match="unknown left"):
        keymaps.read(file)
    file.write_text("name = 1 2")
    with pytest.raises(Problem, match=r"mine\.toml"):
        keymaps.read(file)


def test_an_unknown_name_is_clews_own() -> None:
    assert keymaps.named("gone").id == "clew"
