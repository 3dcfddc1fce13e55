"""Custody and standing of people: the custody sheet, what a case says of itself, involvement, offences as tags."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbench.app import offences
from workbench.app.actions.action import Ask, action, entity_selected, has_case
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import cases, involvement, notes
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Problem
from workbench.report import custody, documents

SHEETS = "Documents (*.pdf *.docx *.html)"


def people(session: Session) -> list[int]:
    """The selected entities of whom it can be said how they are involved."""
    graph = session.graph
    if session.case is None:
        return []
    kinds = {
        e: graph.kinds[graph.kind[graph.node_of[e]]] for e in session.selection.entities if e in graph.node_of
    }
    return sorted(e for e, kind in kinds.items() if kind in involvement.KINDS)


def _said(name: str) -> Callable[[Session], str]:
    """What the open case says of itself under a name."""
    return lambda session: str(getattr(session.case.about, name)) if session.case is not None else ""


@action(
    "custody_sheet", "Custody sheet…", "Evidence", when=has_case, needs="a case", verb="Save",
    words="exhibits handovers chain of custody report seal",
    asks=(Ask("path", "To", "save", required=True, filter=SHEETS),),
)  # fmt: skip
def save_custody_sheet(session: Session, path: str) -> None:
    """Saves the exhibits with their handovers, files and hashes, and every gap in between."""
    out = Path(path)
    documents.suffix_of(out)

    def work(case: Case, job: Job) -> None:
        documents.write(custody.sheet(case), out)
        case.record("custody sheet", None, {"file": out.name})

    session.hand_out(f"Writing {out.name}", work, lambda _: f"{out.name} written.")


@action(
    "case_properties", "Case properties…", "Case", when=has_case, needs="a case", verb="Keep",
    words="purpose authority officer offence handling code title about details",
    asks=(
        Ask("title", "Title", required=True, default=_said("title")),
        Ask("offence", "Offence", default=_said("offence")),
        Ask("purpose", "Purpose", "long text", default=_said("purpose")),
        Ask("authority", "Authority", default=_said("authority")),
        Ask("officer", "Officer in charge", default=_said("officer")),
        Ask("handling", "Handling code", default=_said("handling")),
        Ask("reasons", "Reasons for looking", "choice", default=_said("reasons"),
            choices=lambda s: [("", "are not asked for"), ("asked", "are asked for and entered in the log")]),
    ),
)  # fmt: skip
def case_properties(session: Session, **said: str) -> None:
    """What the case is about and on whose authority; it stands on everything that is handed out."""
    session.edit("Describe the case", lambda case, db: cases.describe(db, **said))


@action(
    "involve", "How they are involved…", "Edit", when=lambda s: bool(people(s)), needs="a selected person", verb="Keep",
    words="suspect convicted victim witness contact role category standing person",
    asks=(
        Ask("category", "They are", "choice", default="suspect", required=True,
            choices=lambda s: [(c, c) for c in (*involvement.CATEGORIES, involvement.UNKNOWN)]),
        Ask("basis", "On what basis?", "long text"),
    ),
)  # fmt: skip
def involve(session: Session, category: str, basis: str = "") -> None:
    """Says what the selected people have to do with the case. Unknown, as everybody is at first, takes it back."""
    chosen = people(session)
    if category != involvement.UNKNOWN and not basis.strip():
        raise Problem("that needs a basis", "say how you know")

    def work(case: Case, db: Database) -> None:
        for entity in chosen:
            involvement.involve(case, db, entity, category, basis)

    names = (
        session.graph.captions[session.graph.node_of[chosen[0]]]
        if len(chosen) == 1
        else f"{len(chosen)} people"
    )
    session.edit(f"{names}: {category}", work)


@action(
    "offence", "Offence or link to other crime…", "Insert", when=entity_selected, needs="a selected entity", verb="Tag",
    words="tag drugs laundering corruption arms trafficking terrorism financing crime type",
    asks=(
        Ask("name", "Offence", "choice", required=True,
            choices=lambda s: [(o.name, f"{o.group}: {o.name}") for o in offences.offences()]),
        Ask("basis", "On what basis?", "long text", required=True),
    ),
)  # fmt: skip
def offence(session: Session, name: str, basis: str) -> None:
    """Tags what is selected by an offence of the list. It is your assessment, and nothing is concluded from it."""
    chosen = sorted(session.selection.entities)

    def work(case: Case, db: Database) -> None:
        for entity in chosen:
            notes.tag(db, entity, name, basis, case.analyst)

    session.edit(f"Tag as {name}", work)
