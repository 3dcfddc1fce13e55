"""Opens the demonstration: a case built from raw files while one watches."""

from __future__ import annotations

from typing import Any

from workbench.app import demonstration, paths


def open_demonstration(window: Any) -> None:
    """Builds the demonstration case among the user's own and opens it."""
    session = window.session
    folder = paths.home() / "demonstration"

    def work(job: object) -> object:
        made = demonstration.build(folder, session.library, analyst=session.analyst, tell=job.tell)  # type: ignore[attr-defined]
        made.case.close()
        return made.case.path

    window.welcome.demo.setEnabled(False)
    window.tell(window.tr("The demonstration is being built from its raw files; this takes a moment."))

    def done(path: object) -> None:
        window.welcome.demo.setEnabled(True)
        window.top.message.hide()
        window.perform("open_case", {"path": str(path)})

    def failed(problem: BaseException) -> None:
        window.welcome.demo.setEnabled(True)
        window.report(problem)

    session.jobs.write(window.tr("Building the demonstration"), work, apart=True, done=done, failed=failed)
