"""Upkeep: backups, archives, and going on from one."""

from __future__ import annotations

from pathlib import Path

from workbench.app.actions.action import Ask, action, has_case
from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import archives, backups, opening
from workbench.case.cases import Case
from workbench.case.copying import Copied

CASES = "Clew cases (*.case)"


@action(
    "back_up", "Back up…", "Case", when=has_case, needs="a case", words="copy save safe backup snapshot", verb="Save",
    asks=(Ask("path", "To", "save", required=True, filter=CASES),),
)  # fmt: skip
def back_up(session: Session, path: str) -> None:
    """Writes a whole copy of the case, checked after writing, while work goes on."""
    out = Path(path).with_suffix(".case")

    def enter(made: Copied) -> None:
        session.hand_out(
            f"Entering {out.name} in the log", lambda case, job: case.record(backups.ACT, *backups.entry(made)),
            lambda _: f"{out.name} written and checked: a whole copy of the case.",
        )  # fmt: skip

    # Read on a connection of its own, so that edits go on; only the entry waits for the writer.
    session.look(f"Writing {out.name}", lambda case, job: backups.make(case, out, job.tell), enter)


@action(
    "archive", "Archive…", "Case", when=has_case, needs="a case", verb="Save",
    words="read-only copy court dvd write protected close finish put away",
    asks=(Ask("path", "To", "save", required=True, filter=CASES),),
)  # fmt: skip
def archive(session: Session, path: str) -> None:
    """Writes a copy that is only read from then on, also from media that nobody can write to."""
    out = Path(path).with_suffix(".case")

    def work(case: Case, job: Job) -> None:
        case.anchor()
        case.record(archives.ACT, *backups.entry(archives.make(case, out, job.tell)))

    session.hand_out(
        f"Writing {out.name}", work, lambda _: f"{out.name} written and checked: it is only read from now on."
    )


@action(
    "continue_archive", "Work on an archive…", "Case", words="reopen unarchive copy continue", verb="Make the case",
    asks=(
        Ask("path", "Archive", "file", required=True, filter=CASES),
        Ask("out", "New case", "save", required=True, filter=CASES),
        Ask("passphrase", "Its passphrase, if it has one", "secret"),
    ),
)  # fmt: skip
def continue_archive(session: Session, path: str, out: str, passphrase: str = "") -> Job:
    """Makes a case of an archive and opens it; the archive stays as it is."""
    new = Path(out).with_suffix(".case")

    def work(job: Job) -> Path:
        with opening.open_case(Path(path), session.analyst, passphrase=passphrase) as found:
            return archives.carry_on(found, new, job.tell).path

    return session.jobs.write(
        f"Writing {new.name}",
        work,
        apart=True,
        done=lambda made: session.open(made, passphrase),
        failed=session.problem,
    )
