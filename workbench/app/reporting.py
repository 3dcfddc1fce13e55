"""Putting a report together: what is added from anywhere in the window, in words, and writing it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.app import questions
from workbench.app.composing.names import NAMES
from workbench.app.jobs import Job
from workbench.app.kept_answers import settings_json
from workbench.app.session import Session
from workbench.app.tables.scoping import SELECTION
from workbench.app.tables.table import Look
from workbench.case import charts, claims, entities, findings, reports
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.case.reports import Part, Report
from workbench.questions.answer import Answer
from workbench.questions.held import Held

SURE = ("almost certain", "likely", "as likely as not", "unlikely")
LONGEST = 90  # signs of a part's title in a list


@dataclass(frozen=True)
class Named:
    """A part in a list: what sort it is, what it is called, and whether it can still be made."""

    sort: str
    title: str
    gone: bool = False


def named(case: Case, part: Part) -> Named:
    """What a part is called."""
    what, sort = part.what, NAMES[part.sort]
    gone, title = False, str(what.get("title") or "")
    if "finding" in what:
        found = next((f for f in findings.listed(case) if f.id == what["finding"]), None)
        gone, title = found is None, title or (found.statement if found else "")
    elif part.sort in ("chart", "timeline", "pattern"):
        known = dict(charts.listed(case))
        gone = what.get("chart") is not None and what["chart"] not in known
        title = title or known.get(what.get("chart") or 0, "")
    elif part.sort == "text":
        title = title or str(what.get("text", "")).split("\n")[0]
    elif part.sort == "table":
        title = title or str(what.get("noun", "")).capitalize()
    elif part.sort == "rows" and not title and what.get("links"):
        title = claims.for_links(case, what["links"][:1], rows=0)[0].sentence
    elif part.sort == "rows" and not title and what.get("entity"):
        title = ": ".join(entities.named(case, int(what["entity"])))
    short = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
    return Named(sort, short if short != sort else "", gone)


def current(case: Case) -> Report | None:
    """The report that things are added to: the one made last."""
    listed = reports.listed(case)
    return listed[-1] if listed else None


def begun(case: Case, db: Database, title: str = "") -> int:
    """The report that things are added to, made where there is none, inside a step; its id."""
    found = current(case)
    if found is not None:
        return found.id
    return reports.create(case, db, title or f"Report on {case.about.title or case.path.stem}")


def add(
    session: Session,
    added: Sequence[tuple[str, Mapping[str, Any]]],
    report: int | None = None,
    done: Callable[[int], None] = lambda report: None,
) -> None:
    """Adds parts at the end of a report as one step, of the one made last where none is named, and says so."""

    def work(case: Case, db: Database) -> tuple[int, str]:
        wanted = report if report is not None else begun(case, db)
        for sort, what in added:
            reports.add(db, wanted, sort, what)
        return wanted, reports.titled(db, wanted)

    def finish(made: tuple[int, str]) -> None:
        session.told(f"Added to the report '{made[1]}'.")
        done(made[0])

    names = ", ".join(NAMES[sort].lower() for sort, _ in added[:3])
    session.edit(f"Add to the report: {names}", work, finish)


def add_answer(session: Session, held: Held, answer: Answer) -> None:
    """Adds what was asked, with all it was told; the report asks it again when it is written."""
    what: dict[str, Any] = {"question": answer.question, "settings": settings_json(answer.settings)}
    if held.moments:
        what["moments"] = list(held.moments)
    add(session, [("answer", what | {"title": questions.get(session.library, answer.question).title})])


def add_table(
    session: Session, noun: str, scope: str, columns: Sequence[str], look: Look, typed: Mapping[str, str]
) -> None:
    """Adds a table as it is seen: its columns, what was typed under their headings, and its order."""
    chosen = session.selection
    what: dict[str, Any] = {"noun": noun, "scope": scope, "columns": list(columns)}
    what |= {
        "where": [[id, text] for id, text in typed.items() if text],
        "sort": look.sort,
        "falling": look.falling,
    }
    if session.chart is not None:
        what["chart"] = session.chart.id
    if scope == SELECTION:
        what |= {"entities": sorted(chosen.entities), "links": sorted(chosen.links)}
    add(session, [("table", what)])


def save(session: Session, path: Path, report: int | None = None) -> Job:
    """Writes a report to a file and enters that in the log: the one made last where none is named, one of the whole
    case where there is none or 0 is."""
    from workbench.app.composing import whole  # which a window that starts does not wait for
    from workbench.report import documents

    suffix = documents.suffix_of(path)

    def work(case: Case, job: Job) -> str:
        chosen = whole.chosen(case, report)
        made = whole.document(case, chosen, session.library, live=suffix == ".html", tell=job.tell)
        documents.write(made, path)
        ids = {"report": chosen.id} if chosen.id else {}
        case.record(
            "write report", ids, {"file": path.name, "title": chosen.title, "handling": made.handling}
        )
        return chosen.title

    return session.hand_out(
        f"Writing {path.name}", work, lambda title: f"'{title}' is written to {path.name}."
    )
