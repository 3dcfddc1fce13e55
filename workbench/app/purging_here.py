"""A purge of the case that is open: it is closed, purged, and opened again whatever came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.app.jobs import Job
from workbench.app.session import Session
from workbench.case import opening, purging
from workbench.case.purging import Purged
from workbench.report import certificate, documents


def purge(
    session: Session,
    wanted: Sequence[int],
    *,
    why: str,
    authority: str,
    passphrase: str,
    out: Path | None,
    done: Callable[[Purged], None] = lambda purged: None,
) -> Job:
    """Purges sources of the open case and writes the certificate, where one is wanted, with its entry in the log."""
    path, analyst = session.open_case.path, session.analyst
    if out is not None:
        documents.suffix_of(out)
    session.leave()

    def work(job: Job) -> Purged:
        made = purging.purge(
            path, analyst, wanted, why=why, authority=authority, passphrase=passphrase, tell=job.tell
        )
        return made

    def finish(made: Purged) -> None:
        _again(session, path, passphrase)
        if out is not None:
            _certify(session, made, out)
        done(made)

    def failed(problem: BaseException) -> None:
        _again(session, path, passphrase)
        session.problem(problem)

    return session.jobs.write(f"Purging {path.name}", work, apart=True, done=finish, failed=failed)


def _again(session: Session, path: Path, passphrase: str) -> None:
    session.take(opening.open_case(path, session.analyst, write=True, passphrase=passphrase))


def _certify(session: Session, made: Purged, out: Path) -> None:
    def work(case: object, job: Job) -> None:
        held = session.open_case
        held.anchor()
        documents.write(certificate.certificate(made, held), out)
        held.record("certificate", values={"file": out.name})

    session.hand_out(f"Writing {out.name}", work, lambda _: f"Purged; {out.name} written.")
