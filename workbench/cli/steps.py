"""Commands about what was done: undo, redo, history."""

from __future__ import annotations

from argparse import Namespace

from workbench.case import included, journal
from workbench.cli.adding import Commands, json_option
from workbench.cli.opening import reading, writing
from workbench.cli.printing import as_json, harmless, say, table, utc
from workbench.model.problems import Problem


def add(commands: Commands) -> None:
    commands.add("undo", undo, "take the latest step back")
    commands.add("redo", redo, "do the step again that was undone last")
    json_option(commands.add("history", history, "list the steps taken, undone ones too"))


def undo(args: Namespace) -> int:
    """clew undo CASE"""
    return _replay(args, "undo")


def redo(args: Namespace) -> int:
    """clew redo CASE"""
    return _replay(args, "redo")


def _replay(args: Namespace, act: str) -> int:
    with writing(args) as case:
        before = set(included.readings(case.db))
        changes = case.undo() if act == "undo" else case.redo()
        after = set(included.readings(case.db))
    if changes is None:
        raise Problem(f"there is nothing to {act}", "see 'clew history'")
    said = f"{'Undone' if act == 'undo' else 'Done again'}: {harmless(changes.title)}"
    if before - after:
        said += ": hidden, not erased"
    say(said + ".")
    return 0


def history(args: Namespace) -> int:
    """clew history CASE"""
    with reading(args) as case:
        steps = journal.steps(case.db)
    if args.json:
        as_json(
            [
                {"step": s.id, "title": s.title, "analyst": s.analyst, "at": utc(s.at), "undone": s.undone}
                for s in steps
            ]
        )
        return 0
    rows = [(s.id, utc(s.at), s.analyst, s.title, "undone" if s.undone else "") for s in steps]
    table(("step", "at", "analyst", "title", ""), rows, "Nothing was done yet.")
    return 0
