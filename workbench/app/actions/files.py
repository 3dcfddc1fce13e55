"""Cases and files: new, open, import, and what is handed out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbench.app import importing, picturing
from workbench.app.actions.action import Ask, action, has_case, has_chart, something_selected
from workbench.app.jobs import Job
from workbench.app.outcome import Outcome
from workbench.app.session import Session
from workbench.app.wishes import Wishes
from workbench.case import exporting, sources
from workbench.case.cases import Case
from workbench.report import knowing

CASES = "Clew cases (*.case)"


def _sources(session: Session) -> list[tuple[str, str]]:
    return [(str(s.id), s.name) for s in sources.listed(session.open_case)] if session.case else []


@action(
    "new_case", "New case…", "Case", keys=("Ctrl+N",), verb="Make the case",
    asks=(
        Ask("path", "File", "save", required=True, filter=CASES),
        Ask("title", "Title", required=True),
        Ask("country", "Country of the numbers", "country", default="GB"),
        Ask("zone", "Time zone of the files", "zone", default="Europe/London"),
        Ask("offence", "Offence"),
        Ask("purpose", "Purpose", "long text"),
        Ask("authority", "Authority"),
        Ask("officer", "Officer in charge"),
        Ask("handling", "Handling code"),
        Ask("passphrase", "Passphrase", "new passphrase"),
    ),
)  # fmt: skip
def new_case(session: Session, path: str, passphrase: str = "", **about: str) -> None:
    """Makes a case: what for, on whose authority, and where its numbers and times are at home."""
    session.new(Path(path).with_suffix(".case"), passphrase, **about)


@action(
    "open_case",
    "Open case…",
    "Case",
    keys=("Ctrl+O",),
    asks=(Ask("path", "Case", "file", required=True, filter=CASES),),
)
def open_case(session: Session, path: str) -> None:
    """Opens a case; one window per case."""
    session.open(Path(path))


@action("close_case", "Close case", "Case", keys=("Ctrl+W",), when=has_case, needs="a case")
def close_case(session: Session) -> None:
    """Closes the case; everything is saved already."""
    session.leave()


@action(
    "import_files", "Import files…", "Case", keys=("Ctrl+I",), when=has_case, needs="a case",
    words="drop add source evidence",
    asks=(Ask("paths", "Files", "files", required=True),),
)  # fmt: skip
def import_files(session: Session, paths: Sequence[str], wishes: Wishes | None = None) -> Job:
    """Takes files into the case, one after the other; one that cannot be read does not stop the others."""
    files = [Path(p) for p in paths]

    def work(case: Case, job: Job) -> list[Outcome]:
        return list(importing.import_files(case, files, session.library, wishes, job.tell))

    name = files[0].name if len(files) == 1 else f"{len(files)} files"
    return session.work(f"Importing {name}", work, session.imported)


@action(
    "export_original", "Original file…", "Case", when=has_case, needs="a source", verb="Save",
    asks=(
        Ask("source", "Source", "choice", choices=_sources, required=True),
        Ask("path", "To", "save", required=True),
    ),
)  # fmt: skip
def export_original(session: Session, source: str, path: str) -> None:
    """Writes a source's original out again, bit for bit."""

    def work(case: Case, job: Job) -> str:
        sha256 = exporting.original(case, int(source), Path(path))
        case.record("export original", {"source": int(source)})
        return sha256

    session.hand_out(f"Writing {Path(path).name}", work, lambda sha256: f"Written, SHA-256 {sha256}.")


@action(
    "export_plain", "Whole case as ordinary SQLite…", "Report", when=has_case, needs="a case", verb="Save",
    asks=(Ask("path", "To", "save", required=True, filter="SQLite (*.sqlite)"),),
)  # fmt: skip
def export_plain(session: Session, path: str) -> None:
    """Writes the case as a database that any tool can read."""

    def work(case: Case, job: Job) -> None:
        exporting.plain(case, Path(path))
        case.record("export plain")

    session.hand_out(f"Writing {Path(path).name}", work, lambda _: f"{Path(path).name} written.")


@action(
    "picture", "Picture of the chart…", "Report", keys=("Ctrl+Shift+P",), when=has_chart, needs="a chart",
    words="png image print", verb="Save",
    asks=(Ask("path", "To", "save", required=True, filter="Pictures (*.png)"),),
)  # fmt: skip
def save_picture(session: Session, path: str) -> None:
    """Saves the whole chart as a picture with its legend and what is not shown."""

    graph, chart = session.graph, session.chart

    def work(case: Case, job: Job) -> None:
        picturing.picture(case, Path(path), graph=graph, chart=chart)
        case.record("picture", {"chart": chart.id} if chart else {})

    session.hand_out(f"Writing {Path(path).name}", work, lambda _: f"{Path(path).name} written.")


@action(
    "page", "Web page of the chart…", "Report", when=has_chart, needs="a chart", words="html", verb="Save",
    asks=(Ask("path", "To", "save", required=True, filter="Web pages (*.html)"),),
)  # fmt: skip
def save_page(session: Session, path: str) -> None:
    """Saves the chart as one web page that loads nothing from outside."""

    graph, chart = session.graph, session.chart

    def work(case: Case, job: Job) -> None:
        exporting.write_whole(Path(path), picturing.page(case, graph, chart).encode())
        case.record("page", {"chart": chart.id} if chart else {})

    session.hand_out(f"Writing {Path(path).name}", work, lambda _: f"{Path(path).name} written.")


@action(
    "know", "How do we know, as a page…", "Report", when=something_selected, needs="a selection",
    words="report evidence proof", verb="Save",
    asks=(Ask("path", "To", "save", required=True, filter="Web pages (*.html)"),),
)  # fmt: skip
def save_knowing(session: Session, path: str) -> None:
    """Saves the claims behind the selection with their verbatim rows, hashes, and how to check them."""
    wanted = session.selected_links()

    def work(case: Case, job: Job) -> None:
        exporting.write_whole(Path(path), knowing.about_links(case, wanted).encode())
        case.record("know", {"links": len(wanted)})

    session.hand_out(f"Writing {Path(path).name}", work, lambda _: f"{Path(path).name} written.")
