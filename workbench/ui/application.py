"""The application: fonts, style, translations, the session and its window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle

from workbench.app import paths
from workbench.app.session import Session
from workbench.drawing import fonts, screen
from workbench.drawing.theme import Theme
from workbench.kernels import warm
from workbench.model.problems import Problem
from workbench.ui import icons, interrupts, style
from workbench.ui.appearance import appearance
from workbench.ui.main_thread import MainThread
from workbench.ui.main_window import MainWindow
from workbench.ui.remembered import Remembered
from workbench.ui.words import EnglishPlurals

GIVE_WAY = (
    0.0005  # seconds after which what computes lets the window go on; Python's own 0.005 is seen as a stutter
)


# Seconds a thread of Python may go on while another waits. Qt hands the turn on in nearly every call, so whoever draws
# a panel beside a big job waits for many turns in a row: they must be short, or keys stay unanswered.
TURN = 0.0005


class QuietStyle(QProxyStyle):
    """Fusion, with mnemonics underlined only while Alt is held down."""

    underlined = False

    def styleHint(
        self, hint: QStyle.StyleHint, option: object = None, widget: object = None, given: object = None
    ) -> int:
        if hint == QStyle.StyleHint.SH_UnderlineShortcut:
            return int(self.underlined)
        return super().styleHint(hint, option, widget, given)


def make(arguments: list[str] | None = None) -> QApplication:
    """The QApplication, or the one there is: fonts, style sheet, translations, light or dark."""
    sys.setswitchinterval(GIVE_WAY)
    known = QApplication.instance()
    made = known if isinstance(known, QApplication) else QApplication(arguments or sys.argv[:1])
    sys.setswitchinterval(TURN)
    made.setApplicationName("Clew")
    made.setApplicationDisplayName("Clew")
    made.setStyle(QuietStyle("Fusion"))
    if QLocale().language() == QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    face = fonts.font(13)
    face.setWeight(QFont.Weight.Normal)
    made.setFont(face)
    made.setWindowIcon(icons.app_icon())
    _translate(made)
    _restyle(appearance().theme)
    if not made.property("styled"):
        made.setProperty("styled", True)
        appearance().changed.connect(_restyle)
    return made


def _restyle(theme: Theme) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setPalette(style.palette(theme))
        application.setStyleSheet(style.sheet(theme, appearance().size))


def _translate(application: QApplication) -> None:
    """Loads the words of the reader's language; English only needs its plurals. Right-to-left follows the language."""
    if application.property("translators"):
        return
    kept: list[QTranslator] = []
    locale = QLocale()
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("clew", str(paths.resources() / "translations")),
    ):
        translator = QTranslator(application)
        if translator.load(locale, name, "_", folder):
            kept.append(translator)
    if locale.language() == QLocale.Language.English or len(kept) < 2:
        kept.append(EnglishPlurals(application))
    for translator in kept:
        application.installTranslator(translator)
    application.setProperty("translators", len(kept))
    if len(kept) > 1 and locale.textDirection() == Qt.LayoutDirection.RightToLeft:
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def start(path: Path | None = None, analyst: str = "") -> MainWindow:
    """A session and its window, on a case where one is named; the application must have been made."""
    remembered = Remembered()
    appearance().choose(remembered.appearance)
    thread = MainThread(QApplication.instance())
    session = Session(analyst, deliver=thread)
    window = MainWindow(session, remembered)
    window.closing = thread.close
    sys.excepthook = _reporting(window)
    interrupts.heed(window)
    window.show()
    _warm_up(window)
    if path is not None:
        window.perform("open_case", {"path": str(path)})
    return window


def _warm_up(window: MainWindow) -> None:
    """Makes the kernels ready while one looks around: seconds at the first start on a computer, then no time."""
    said = window.tr("Getting ready, once on this computer")
    window.session.jobs.read(
        said, lambda job: warm.compile_all(lambda done, total, name: job.tell(done, total, said))
    )


def _reporting(
    window: MainWindow,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Shows what nobody caught; the console has it too."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        window.report(error)

    return report


def run(path: Path | None = None, analyst: str = "") -> int:
    """Opens the window and stays until it is closed; the exit code."""
    if not screen.is_there():
        print(
            "clew: there is no screen to open a window on; 'clew --help' lists what works without",
            file=sys.stderr,
        )
        return 2
    application = make()
    try:
        window = start(path, analyst)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 2
    code = application.exec()
    window.deleteLater()
    return int(code)
