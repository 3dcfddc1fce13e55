"""How the application is dressed: fonts, style sheet, translations, light or dark. Light to load: a first window waits
for nothing else."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from workbench.app import paths
from workbench.drawing import fonts
from workbench.drawing.theme import Theme
from workbench.ui import icons, style
from workbench.ui.appearance import appearance
from workbench.ui.words import EnglishPlurals

GIVE_WAY = 0.0005  # seconds after which what computes lets the window go on; Python's own 0.005 is a stutter


def make(arguments: list[str] | None = None) -> QApplication:
    """The QApplication, or the one there is: fonts, style sheet, translations, light or dark."""
    sys.setswitchinterval(GIVE_WAY)
    known = QApplication.instance()
    made = known if isinstance(known, QApplication) else QApplication(arguments or sys.argv[:1])
    made.setApplicationName("Clew")
    made.setApplicationDisplayName("Clew")
    made.setStyle("Fusion")
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
