"""Which readings count: an import can be hidden and shown again; nothing that was taken in is ever erased."""

from __future__ import annotations

from workbench.app.actions.action import Ask, action, has_case
from workbench.app.session import Session
from workbench.app.stating import period
from workbench.case import included, readings, sources
from workbench.model.problems import Problem


def named_sources(session: Session, shown: bool) -> list[tuple[str, str]]:
    """The sources of the case that are shown, or those that are hidden: id and name."""
    if session.case is None:
        return []
    return [(str(s.id), s.name) for s in sources.listed(session.case) if s.included == shown and not s.purged]


def _some_hidden(session: Session) -> bool:
    return bool(named_sources(session, False))


@action(
    "show_source", "Show a hidden source again…", "Case", when=_some_hidden, needs="a hidden source",
    words="undo import include", verb="Show again",
    asks=(Ask("source", "Source", "choice", choices=lambda s: named_sources(s, False), required=True),),
)  # fmt: skip
def show_source(session: Session, source: str) -> None:
    """Lets the latest reading of a source count again."""
    known = sources.get(session.open_case, int(source))
    read = readings.of_source(session.open_case, known.id)
    if not read:
        raise Problem(f"{known.name} was never read to its end", "import it again")
    title = f"Show {known.name} again"
    session.work(title, lambda case, job: included.switch(case, title, on=[read[-1].id]))


@action(
    "hide_source", "Hide a source…", "Case", when=has_case, needs="a case",
    words="exclude leave out", verb="Hide",
    asks=(Ask("source", "Source", "choice", choices=lambda s: named_sources(s, True), required=True),),
)  # fmt: skip
def hide_source(session: Session, source: str) -> None:
    """Leaves the records of a source out of everything; they are hidden, not erased."""
    known = sources.get(session.open_case, int(source))
    read = [r.id for r in readings.of_source(session.open_case, known.id) if r.included]
    title = f"Hide {known.name}"
    session.work(title, lambda case, job: included.switch(case, title, off=read))


BASES = [("stated", "by who gave the file"), ("assessed", "assessed by you")]


def _subjects(session: Session) -> list[tuple[str, str]]:
    graph = session.graph
    chosen = [e for e in sorted(session.selection.entities) if e in graph.node_of]
    return [("", "not said"), *((str(e), graph.captions[graph.node_of[e]]) for e in chosen)]


@action(
    "cover_source", "Whose records a source holds…", "Case", when=has_case, needs="a case", verb="Enter",
    words="coverage period subject holder target silence complete",
    asks=(
        Ask("source", "Source", "choice", choices=lambda s: named_sources(s, True), required=True),
        Ask("subject", "Records of (select it first)", "choice", choices=_subjects),
        Ask("first", "From (day)", "day"),
        Ask("last", "Until (day)", "day"),
        Ask("basis", "Said", "choice", default="stated", choices=lambda s: BASES),
    ),
)  # fmt: skip
def cover_source(
    session: Session, source: str, subject: str = "", first: str = "", last: str = "", basis: str = "stated"
) -> None:
    """Enters whose records a source holds, and for which period: only there is silence silence."""
    since, until = period(first, last, session.open_case.about.zone or "UTC")
    known = sources.get(session.open_case, int(source))
    session.edit(
        f"Whose records {known.name} holds",
        lambda case, db: sources.cover(
            db, known.id, since, until, subject=int(subject) if subject else None, basis=basis
        ),
    )  # fmt: skip
