"""Undo, redo, and going back to any step."""

from __future__ import annotations

from workbench.app.actions.action import Ask, action, has_case
from workbench.app.session import Session


@action("undo", "Undo", "Edit", keys=("Ctrl+Z",), when=has_case, needs="a case")
def undo(session: Session) -> None:
    """Takes the latest step back; an import is hidden by it, not erased."""
    session.undo()


@action("redo", "Redo", "Edit", keys=("Ctrl+Y", "Ctrl+Shift+Z"), when=has_case, needs="a case")
def redo(session: Session) -> None:
    """Does the step undone last again."""
    session.redo()


@action(
    "undo_to",
    "Go back to a step…",
    "Edit",
    when=has_case,
    needs="a case",
    verb="Go back",
    asks=(Ask("step", "Step", "number", required=True),),
)
def undo_to(session: Session, step: int) -> None:
    """Undoes or redoes until this step is the latest one done."""
    session.go_to(step)
