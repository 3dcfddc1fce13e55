from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.conftest import A, B, D
from workbench.ui.main_window import MainWindow


def texts(panel) -> list[str]:
    return [
        w.text().replace("\u200b", "").replace("\u00a0", " ")
        for w in panel.findChildren(QLabel)
        if w.isVisible()
    ]


def test_shows_the_whole_value_what_it_did_and_when(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["details"].panel
    opened.session.select([entity(A)])
    settle()
    said = texts(panel)
    assert "+44 7700 900001" in said
    assert "3 calls (2 out, 1 in)" in said
    assert any("1 Jun – 3 Jun 2026, UTC+1" in t and "3 records" in t and "in 1 source" in t for t in said)


def test_a_note_and_a_judgement_show_at_once(opened: MainWindow, entity, settle) -> None:
    panel = opened.docks["details"].panel
    opened.session.select([entity(A)])
    opened.perform("note", {"text": "Seen in the car"})
    settle()
    assert "Seen in the car" in texts(panel)
    opened.session.select([entity(A), entity(B)])
    settle()
    assert "2 entities selected" in texts(panel)
    opened.perform("judge", {"verdict": "not the same", "why": "both talk at once"})
    opened.session.select([entity(A)])
    settle()
    assert any("both talk at once" in t for t in texts(panel))


def test_its_buttons_do_what_the_menus_do(opened: MainWindow, entity, settle) -> None:
    opened.session.select([entity(opened.session.graph.values[0])])
    settle()
    names = [b.text() for b in opened.docks["details"].panel.findChildren(QPushButton) if b.isVisible()]
    assert names[:3] == ["Expand", "Attribute to…", "Note"]


def test_nothing_selected_says_what_to_do(opened: MainWindow, entity, settle) -> None:
    opened.session.select([entity(D)])
    settle()
    opened.perform("select_none")
    settle()
    assert opened.docks["details"].panel.hint.startswith("Click someone")


def test_what_was_entered_by_hand_says_by_whom_and_on_what_basis(opened: MainWindow, settle) -> None:
    opened.perform(
        "draw_entity", {"kind": "person", "value": "Jane Doe", "caption": "", "basis": "seen at the flat"}
    )
    settle()
    said = texts(opened.docks["details"].panel)
    at = said.index("ENTERED BY HAND")
    assert said[at + 1 : at + 3] == ["seen at the flat", "A. Nalyst"]
