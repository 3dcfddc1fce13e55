"""The guard of a window: asks for passphrases, locks a protected case, and puts one under another key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QToolTip

from workbench.case import protecting, protection, recovery
from workbench.case.locking import InUse
from workbench.case.protection import Locked
from workbench.model.problems import Problem
from workbench.ui import words
from workbench.ui.activity import Activity
from workbench.ui.dialogs.in_use import InUseDialog
from workbench.ui.dialogs.passphrase import PassphraseDialog
from workbench.ui.dialogs.protecting import ProtectingDialog
from workbench.ui.locked_page import LockedPage

if TYPE_CHECKING:
    from workbench.ui.main_window import MainWindow

LOOKS = 5_000  # milliseconds between two looks whether somebody is there
WAITS = 50  # milliseconds between two looks whether the last job has ended


class Guard(QObject):
    """Of one window. While `covered`, nothing of the case is on the screen, and it is closed as soon as no job needs it
    any more; the passphrase alone, not kept anywhere, opens it again on the chart that was seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.session = window, window.session
        self.page = LockedPage()
        self.page.tried.connect(self.unlock)
        self.page.left.connect(self.leave)
        window.middle.addWidget(self.page)
        self.covered = False
        self._path, self._chart = Path(), 0
        self._waiting: Callable[[], object] | None = None
        self.activity = Activity(self)
        self._looks = QTimer(self, interval=LOOKS)
        self._looks.timeout.connect(self.look)
        self._looks.start()
        self._quiet = QTimer(self, interval=WAITS)
        self._quiet.timeout.connect(self._go_on)

    @property
    def protected(self) -> bool:
        """Whether the open case has a passphrase."""
        return self.session.case is not None and not self.session.case.key.published

    def discreet(self) -> bool:
        """Whether nothing of the open case is remembered outside it: who acquired what, how files were read."""
        kept = self.window.remembered
        return kept is not None and not kept.remembers(self.protected)

    # -- opening ---------------------------------------------------------------------------------------------

    def open(self, path: Path, passphrase: str = "") -> None:
        """Opens a case: asks for its passphrase, and offers to read one that somebody else has open."""
        try:
            self.session.open(path, passphrase)
        except Locked:
            if passphrase:
                raise
            recover = (lambda: self.recover(path)) if recovery.beside(path).exists() else None
            PassphraseDialog(path, lambda typed: self.open(path, typed), self.window, recover).open()
        except InUse as held:
            if self.session.case is not None and self.session.case.path.resolve() == path.resolve():
                return self.window.tell(
                    self.tr("{case} is open in this window already.").format(case=path.name)
                )
            offer = InUseDialog(path, held.who, self.window)
            offer.accepted.connect(lambda: self._read(path, passphrase))
            offer.open()

    def _read(self, path: Path, passphrase: str) -> None:
        try:
            self.session.open(path, passphrase, reading=True)
        except Problem as problem:
            return self.window.report(problem)
        self.window.tell(
            self.tr(
                "{case} is open for reading only. What is done elsewhere shows when you open it again."
            ).format(case=path.name)
        )

    def recover(self, path: Path) -> None:
        """Opens a case with the identity of the agency, enters that in its log, and asks for a new passphrase."""
        title = self.tr("The agency's identity")
        chosen = QFileDialog.getOpenFileName(
            self.window, title, "", self.tr("Identities of age (*.txt *.key);;All files (*)")
        )[0]
        if not chosen:
            return
        try:
            key = recovery.unsealed(path, Path(chosen).read_text("utf-8", "replace"))
            self.session.open(path, key)
        except Problem as problem:
            return self.window.report(problem)
        except OSError as error:
            return self.window.report(Problem(f"{chosen} cannot be read", error.strerror or str(error)))
        case = self.session.open_case
        self.session.jobs.write(
            self.tr("Entering it in the log"), lambda job: case.record("recover"), failed=self.window.report
        )
        self.begin("recover", key)

    # -- locking ---------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Locks a protected case that nobody has been at for as long as was chosen."""
        minutes = self.window.hands.lock_after
        if self.protected and not self.covered and minutes and self.activity.idle >= minutes * 60:
            self.lock(self.tr("Nobody was at it for %Ln minutes. Everything is saved.", "", minutes))

    def lock(self, why: str = "") -> None:
        """Takes a protected case out of sight at once, and closes it when nothing works on it any more."""
        case = self.session.open_case
        if not self.protected:
            raise Problem(
                self.tr("{case} has no passphrase to lock it with").format(case=case.path.name),
                self.tr("protect it first"),
            )
        self._cover()
        self.page.ask(case.path.name, why or self.tr("Everything is saved. The passphrase opens it again."))
        self._when_quiet(self.session.leave)

    def unlock(self, passphrase: str) -> None:
        """Opens the locked case again where the passphrase is right."""
        self.activity.last = self.activity.clock()
        if self.session.case is not None:  # a job still needs it
            if not self._fits(passphrase):
                return self.page.complain(self.tr("This passphrase does not open the case."))
            self._waiting = None
            return self._uncover()
        try:
            self._back(passphrase)
        except Problem as problem:
            hint = problem.hint if passphrase else self.tr("type it")
            self.page.complain(words.problem(problem.what, hint))

    def leave(self) -> None:
        """Closes the locked case for good, as soon as nothing works on it any more, and shows the ways in."""

        def go() -> None:
            self.covered = False
            self.session.leave()

        self.page.wait(self._path.name, self.tr("It is closed as soon as its last job has ended."))
        self._when_quiet(go)

    def _cover(self) -> None:
        case = self.session.open_case
        self._path, self._chart = case.path, self.session.chart.id if self.session.chart else 0
        self.window.chart.canvas.nudge.tell()
        QToolTip.hideText()
        for other in QApplication.topLevelWidgets():
            if isinstance(other, QDialog) and other.isVisible():
                other.reject()
            if isinstance(other, QDialog | QMenu):
                other.hide()
        self.covered = True
        self.window.top.message.hide()
        self.window.show_middle()

    def _uncover(self) -> None:
        self.covered = False
        self.page.typed.forget()
        self.window.show_middle()

    def _back(self, passphrase: str) -> None:
        """Opens what was covered, on the chart that was seen; it stays covered where that fails."""
        self.covered = False
        try:
            self.session.open(self._path, passphrase, chart=self._chart)
        except BaseException:
            self.covered = True
            raise
        self.page.typed.forget()

    def _when_quiet(self, act: Callable[[], object]) -> None:
        self._waiting = act
        self._quiet.start()
        self._go_on()

    def end(self) -> None:
        """The window closes: nothing is to be locked or opened any more."""
        self._waiting = None
        self._looks.stop()
        self._quiet.stop()

    @property
    def waiting(self) -> bool:
        """Whether something is to be done as soon as no job runs."""
        return self._waiting is not None

    def _go_on(self) -> None:
        if self._waiting is None:
            self._quiet.stop()
        elif not self.session.jobs.running:
            act, self._waiting = self._waiting, None
            self._quiet.stop()
            act()

    # -- another key -----------------------------------------------------------------------------------------

    def begin(self, act: str, opened_with: str = "") -> None:
        """Asks what is needed to lock, rekey, recover or unlock the open case, then does it."""
        case = self.session.open_case
        if not case.writable:
            raise Problem(self.tr("the case is open for reading only"), self.tr("close it elsewhere first"))
        dialog = ProtectingDialog(act, case, self._fits, self.window)
        dialog.accepted.connect(
            lambda: self._put_under(act, opened_with or dialog.current, dialog.new, dialog.to)
        )
        dialog.open()

    def _put_under(self, act: str, old: str, new: str, to: tuple[str, ...]) -> None:
        path, analyst = self.session.open_case.path, self.session.analyst

        def work() -> None:
            if act == "lock":
                protecting.lock(path, analyst, new, to)
            elif act == "unlock":
                protecting.unlock(path, analyst, old)
            else:
                protecting.rekey(path, analyst, old, new, to, act=act)

        def done(_: object) -> None:
            self._return(new)
            left = protecting.copies_in_clear(path) if act == "lock" else []
            self.window.tell(self._said(act) + (self._said_of(left) if left else ""))

        def failed(problem: BaseException) -> None:
            self._return(old)
            self.window.report(problem)

        def go() -> None:
            self.session.leave()
            self.session.jobs.write(
                self.tr("Writing the case anew"), lambda job: work(), apart=True, done=done, failed=failed
            )

        self._cover()
        self.page.wait(
            path.name,
            self.tr("It is being written anew under its new key; that takes as long as copying it."),
        )
        self._when_quiet(go)

    def _return(self, passphrase: str) -> None:
        try:
            self._back(passphrase)
        except Problem as problem:
            self._uncover()
            self.window.report(problem)

    def _said(self, act: str) -> str:
        return {
            "lock": self.tr("The case is protected. Only its passphrase opens it now."),
            "rekey": self.tr("The passphrase was changed."),
            "recover": self.tr("The case has a new passphrase; its log says who recovered it."),
            "unlock": self.tr("The passphrase was removed. Whoever has the file can open it."),
        }[act]

    def _said_of(self, names: list[str]) -> str:
        said = self.tr(" Beside it lie files that need no passphrase: {names}.")
        return said.format(names=words.listed(names))

    def _fits(self, passphrase: str) -> bool:
        """Whether a passphrase opens the case as it is now."""
        case = self.session.open_case
        try:
            return protection.key_of(case.path, passphrase).raw == case.key.raw
        except Locked:
            return False
