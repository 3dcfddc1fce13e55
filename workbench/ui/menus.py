"""Menus, keys and context menus, all derived from the one list of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workbench.app import glossary, keymaps
from workbench.app.actions.action import MENUS, Action
from workbench.app.keymaps import Keymap
from workbench.app.session import Session
from workbench.ui import words
from workbench.ui.forms import asked

# the menu "Lay out": what asks for one way to lay out each, in the order of the letters to press
LAY_OUT = (
    "lay_out", "lay_out_force", "lay_out_hierarchy", "lay_out_circle", "lay_out_concentric", "lay_out_peacock",
    "lay_out_grid", "lay_out_time", "lay_out_place", "stop_layout",
)  # fmt: skip

KEPT = (
    *(f"keep_selection_{n}" for n in range(1, 10)), *(f"recall_selection_{n}" for n in range(1, 10)),
    "name_selection", "add_selection", "cut_selection", "take_from_selection",
)  # fmt: skip
SELECT = (
    "select_neighbours",
    "select_kind",
    "select_leaves",
    "select_single",
    "select_like",
    "find_matching",
)
FOLD = ("group", "open_group", "close_group", "ungroup", "persons", "identifiers")
PALE = ("dim", "dim_others", "undim")
LOOK = ("colour_by", "size_by")

GROUPS: dict[str, tuple[tuple[str, ...], ...]] = {
    # where menus draw a line: what stands together; what no group names comes last
    "Case": (("new_case", "open_case", "close_case", "case_properties"),
             ("import_files", "paste_table", "read_again", "hide_source", "show_source", "cover_source"),
             ("lock_now", "protect_case", "change_passphrase", "remove_passphrase"),
             ("back_up", "archive", "continue_archive", "purge"),
             ("export_original",), ("quit",)),
    "Evidence": (("custody", "custody_sheet", "grade"), ("requests", "write_letter"),
                 ("mark_for_disclosure", "schedule", "save_schedule", "reviews"),
                 ("verify", "replay", "save_method")),
    "Report": (("report", "save_report"),
               ("report_chart", "report_timeline", "report_map", "report_pattern", "report_rows", "report_finding",
                "report_text", "state_finding"),
               ("know", "picture", "page", "print"), ("export", "extract_case", "export_plain")),
    "Edit": (("undo", "redo", "undo_to"), ("find",),
             ("select_all", "select_none", "select_others"), SELECT, KEPT),
    "Chart": (("expand", "path", "show_hidden", "hide", "hide_others", "take_off"), ("pin", "unpin"), FOLD, PALE, LOOK,
              LAY_OUT,
              ("filter", "keep_moments", "drop_unanswered", "switch_filters", "remove_filters"),
              ("new_chart", "copy_chart", "copy_to_chart", "rename_chart", "remove_chart"),
              ("compare_charts", "compare_sources", "stop_comparing")),
    "View": (("fit", "fit_selection", "zoom_in", "zoom_out", "full_screen", "projector"),
             ("reset_panels", "settings"), ("system", "light", "dark", "contrast")),
}  # fmt: skip

ON_ENTITY = (
    ("expand", "ask"), ("hide", "hide_others", "take_off", "pin", "unpin"), FOLD, PALE, SELECT, ("copy_to_chart",),
    ("attribute", "note", "mark_common", "unmark_common", "erase_drawn"), ("know", "report_rows"),
)  # fmt: skip
ON_SEVERAL = (LAY_OUT, *ON_ENTITY)
ON_TWO = (("path", "draw_link", "judge"), *ON_SEVERAL)
ON_LINK = (("note", "erase_drawn"), ("know", "report_rows"))
ON_NOTHING = (
    ("select_all", "show_hidden"),
    ("persons", "identifiers", "undim"),
    LAY_OUT,
    ("fit",),
    ("draw_entity",),
    ("picture", "report_chart"),
)

Perform = Callable[[str, Mapping[str, Any]], object]


class Commands(QObject):
    """The actions of the window as QActions: one each, in menus and with its keys, enabled while it can be done."""

    def __init__(
        self, actions: Iterable[Action], session: Session, perform: Perform, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.actions = {action.id: action for action in actions}
        self.session, self.perform = session, perform
        self.entries: dict[str, QAction] = {}
        self.keymap = keymaps.named(keymaps.OWN)
        self._keys = self.keymap.in_force(self.actions.values())
        for action in self.actions.values():
            entry = QAction(self.title(action), parent)
            entry.setObjectName(action.id)
            entry.setShortcuts([QKeySequence(k) for k in self._keys[action.id]])
            entry.triggered.connect(lambda checked=False, id=action.id: self.perform(id, {}))
            if action.run.__doc__:
                entry.setStatusTip(asked(" ".join(action.run.__doc__.split())))
            parent.addAction(entry)
            self.entries[action.id] = entry
        self.looks = QActionGroup(self)
        for id in ("system", "light", "dark", "contrast"):
            self.entries[id].setCheckable(True)
            self.looks.addAction(self.entries[id])
        self.entries["projector"].setCheckable(True)
        self.enable()

    def title(self, action: Action) -> str:
        return asked(action.title)

    def use_keymap(self, keymap: Keymap) -> None:
        """Gives every action its keys of a keymap."""
        self.keymap, self._keys = keymap, keymap.in_force(self.actions.values())
        for id, entry in self.entries.items():
            entry.setShortcuts([QKeySequence(k) for k in self._keys[id]])

    def keys(self, id: str) -> str:
        """The first keys of an action as the system writes them."""
        keys = self._keys[id]
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def all_keys(self, id: str) -> list[str]:
        """All keys of an action as the system writes them."""
        return [QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText) for k in self._keys[id]]

    def enable(self) -> None:
        """Enables what can be done now."""
        for id, action in self.actions.items():
            able = action.when(self.session)
            entry = self.entries[id]
            if entry.isEnabled() != able:
                entry.setEnabled(able)
            needs = (
                self.tr("Needs {what}").format(what=asked(action.needs)) if not able and action.needs else ""
            )
            entry.setToolTip(needs or self.title(action))

    def fill(self, bar: QMenuBar) -> None:
        """Fills a menu bar; a menu without entries is left out."""
        names = {
            "Case": self.tr("&Case"), "Edit": self.tr("&Edit"), "Insert": self.tr("&Insert"),
            "Chart": self.tr("C&hart"), "Ask": self.tr("&Ask"), "Evidence": self.tr("E&vidence"),
            "Report": self.tr("&Report"), "View": self.tr("Vie&w"), "Help": self.tr("He&lp"),
        }  # fmt: skip
        for menu in MENUS:
            inside = [a.id for a in self.actions.values() if a.menu == menu]
            if not inside:
                continue
            made = bar.addMenu(names[menu])
            named = [id for group in GROUPS.get(menu, ()) for id in group]
            rest = tuple(id for id in inside if id not in named)
            groups = [*GROUPS.get(menu, ())]
            groups.insert(len(groups) - 1 if "quit" in named else len(groups), rest)
            self._add_groups(made, groups, whole=True)

    def context_menu(self, parent: QWidget) -> QMenu:
        """The menu for what is selected: entities, links or nothing."""
        session, chosen = self.session, self.session.selection
        menu = QMenu(parent)
        if chosen.entities:
            many = len(chosen.entities)
            self._add_groups(menu, {1: ON_ENTITY, 2: ON_TWO}.get(many, ON_SEVERAL), whole=False)
            by_kind = self._expand_by_kind(menu)
            if by_kind is not None:
                entries = menu.actions()
                at = entries.index(self.entries["expand"]) + 1
                menu.insertMenu(entries[at] if at < len(entries) else None, by_kind)
        elif chosen.links:
            self._add_groups(menu, ON_LINK, whole=False)
        else:
            self._add_groups(menu, ON_NOTHING, whole=False)
        if session.case is None:
            menu.clear()
        return menu

    def _add_groups(self, menu: QMenu, groups: Iterable[Iterable[str]], *, whole: bool) -> None:
        for group in groups:
            entries = [self.entries[id] for id in group if id in self.entries]
            if not whole:
                entries = [entry for entry in entries if entry.isEnabled()]
            within = self._submenus().get(group)
            if entries and menu.actions() and not (within and menu.actions()[-1].menu()):
                menu.addSeparator()
            if within and entries:
                menu.addMenu(within).addActions(entries)
            else:
                menu.addActions(entries)

    def _submenus(self) -> dict[Iterable[str], str]:
        """The groups of entries that open as a menu of their own, and what it is called."""
        return {
            LAY_OUT: self.tr("Lay out"), KEPT: self.tr("Kept selections"), SELECT: self.tr("Select more"),
            FOLD: self.tr("Groups and persons"), PALE: self.tr("Make pale"),
        }  # fmt: skip

    def _expand_by_kind(self, menu: QMenu) -> QMenu | None:
        """Expand by one kind of link: those that touch what is selected with how many links, and those on demand."""
        session = self.session
        if session.case is None or "expand" not in self.actions:
            return None
        graph, kinds = session.graph, session.case.kinds.links
        nodes = [graph.node_of[e] for e in session.selection.entities if e in graph.node_of]
        if not nodes:
            return None
        at = np.unique(np.concatenate([graph.links_at(n) for n in nodes]))
        counts = np.bincount(graph.link_kind[at], minlength=len(graph.link_kinds))
        found = [
            (graph.link_kinds[k], int(counts[k])) for k in np.argsort(-counts, kind="stable") if counts[k]
        ]
        by_kind = QMenu(self.tr("Expand by"), menu)
        for id, count in found:
            text = self.tr("{kind} ({count})").format(kind=asked(kinds[id].name), count=words.number(count))
            entry = by_kind.addAction(text)
            entry.triggered.connect(
                lambda checked=False, id=id: self.perform(
                    "expand", {"kind": id, "limit": LIMIT, "through": False}
                )
            )
        demanded = [k for k in kinds.values() if k.bundle == "on demand" and k.id not in dict(found)]
        if demanded:
            by_kind.addSeparator()
        for kind in demanded:
            entry = by_kind.addAction(asked(kind.name))
            entry.triggered.connect(
                lambda checked=False, id=kind.id: self.perform(
                    "expand", {"kind": id, "limit": LIMIT, "through": False}
                )
            )
        by_kind.addSeparator()
        more = by_kind.addAction(self.tr("With a choice…"))
        more.triggered.connect(lambda: self.perform("expand", {"ask": True}))
        return by_kind


def matching(actions: Iterable[Action], text: str) -> list[Action]:
    """The actions whose title, menu or words hold every word of a text, also as other tools say it; titles that
    begin with it first."""
    wanted, theirs = text.casefold().split(), glossary.words_of_actions()
    found = []
    for action in actions:
        title = asked(action.title).casefold()
        whole = " ".join((title, asked(action.menu).casefold(), action.words.casefold()))
        elsewhere = f"{whole} {theirs.get(action.id, '')}"
        if all(word in elsewhere for word in wanted):
            rank = 0 if title.startswith(text.casefold()) else 1 if all(w in title for w in wanted) else 2
            rank += not all(word in whole for word in wanted)
            found.append((rank, action))
    return [action for _, action in sorted(found, key=lambda item: item[0])]


LIMIT = 50
translate = QCoreApplication.translate
