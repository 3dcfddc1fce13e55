"""Writes the manual's page of keys from the one list of actions, so that it can say nothing that is not so.

Run from the top of the tree after an action was added or changed:  python -m tests.manual_keys
"""

from __future__ import annotations

import html
import os
import re
import tempfile
from collections.abc import Iterable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from workbench.app import paths
from workbench.app.actions.action import MENUS, Action

PAGE = paths.resources() / "manual" / "keys.html"
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Keys</title>
<link rel="stylesheet" type="text/css" href="manual.css">
</head>
<body>
<h1>Keys</h1>
<p>Every action, menu by menu, with the keys that Clew has by itself. With other keys chosen under <b>Settings…</b>,
<b>F1</b> shows those in force. <b>Ctrl+K</b> finds each of them by name.</p>
"""
TAIL = """<p><a href="index.html">All pages</a></p>
</body>
</html>
"""


def page(actions: Iterable[Action]) -> str:
    """The whole page; actions that differ by a number stand in one row."""
    listed, made = list(actions), HEAD
    for menu in MENUS:
        rows = _rows([a for a in listed if a.menu == menu])
        made += f"\n<h2>{menu}</h2>\n<table>\n{''.join(rows)}</table>\n" if rows else ""
    return made + TAIL


def _rows(actions: list[Action]) -> list[str]:
    made, told = [], set()
    for action in actions:
        stem = re.sub(r"_\d$", "", action.id)
        if stem in told:
            continue
        told.add(stem)
        last = [a for a in actions if re.sub(r"_\d$", "", a.id) == stem][-1]
        title, keys = action.title, [*action.keys]
        if last is not action:
            title, keys = f"{title} … {last.id[-1]}", [f"{keys[0]} … {last.id[-1]}"]
        told_keys = ", ".join(f"<b>{html.escape(k.replace(', ', ' then '))}</b>" for k in keys)
        does = html.escape(" ".join((action.run.__doc__ or "").split()), quote=False)
        title = html.escape(title, quote=False)
        made.append(f"<tr><td>{title}</td><td>{told_keys}</td><td>{does}</td></tr>\n")
    return made


def write() -> None:
    """Makes a window for the actions that are its own, and writes the page."""
    from workbench.app.session import Session
    from workbench.ui import application
    from workbench.ui.main_thread import MainThread
    from workbench.ui.main_window import MainWindow

    with tempfile.TemporaryDirectory() as home:
        os.environ["CLEW_HOME"] = home
        thread = MainThread(application.make(["clew"]))
        window = MainWindow(Session("J. Marsh", deliver=thread))
        PAGE.write_text(page(window.commands.actions.values()), "utf-8")
        window.closing = thread.close
        window.close()


if __name__ == "__main__":
    write()
