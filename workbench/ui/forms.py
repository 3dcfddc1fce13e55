"""Dialogs made from what an action asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QIcon, QIntValidator, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.app.actions.action import Action, Ask
from workbench.app.session import Session
from workbench.model.problems import Problem
from workbench.ui import icons, words
from workbench.ui.parts.labels import button, label
from workbench.ui.parts.passphrases import NewPassphrase

translate = QCoreApplication.translate


def plain(title: str) -> str:
    """A title as a heading: without the dots that promise a question."""
    return title.rstrip("…").strip()


def asked(text: str) -> str:
    """What an action asks, in the reader's language; the texts stand in app/actions."""
    return translate("Actions", text)


def answers(
    action: Action, session: Session, parent: QWidget, given: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Asks what the action still needs; None when the analyst thought better of it. A single file is asked for by
    the system's own file dialog."""
    open_ = [ask for ask in action.asks if ask.name not in given]
    if len(open_) == 1 and open_[0].kind in ("file", "files", "save"):
        found = choose_file(open_[0], parent, asked(plain(action.title)))
        return {**given, open_[0].name: found} if found else None
    if not open_:
        return dict(given)
    form = Form(action, session, given, parent)
    return {**given, **form.answers()} if form.exec() == QDialog.DialogCode.Accepted else None


def choose_file(ask: Ask, parent: QWidget, title: str, start: str = "") -> Any:
    """Lets the analyst choose: a path, a list of paths for "files"; falsy when nothing was chosen."""
    filter = asked(ask.filter)
    if ask.kind == "files":
        return QFileDialog.getOpenFileNames(parent, title, start, filter)[0]
    if ask.kind == "file":
        return QFileDialog.getOpenFileName(parent, title, start, filter)[0]
    path = QFileDialog.getSaveFileName(parent, title, start, filter)[0]
    ending = ask.filter.partition("(*")[2].partition(")")[0].split(" ")[0]
    return path if not path or not ending or Path(path).suffix else path + ending


class FileField(QWidget):
    """A path with a button to choose it."""

    def __init__(self, ask: Ask, title: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        self.ask, self.paths = ask, []
        self.edit = QLineEdit(str(ask.default or ""))
        self.edit.setAccessibleName(title)
        self.setFocusProxy(self.edit)
        line.addWidget(self.edit, 1)
        line.addWidget(button(self.tr("Choose…"), lambda: self._choose(title)))

    def _choose(self, title: str) -> None:
        found = choose_file(self.ask, self, title, self.edit.text())
        if found:
            self.paths = found if isinstance(found, list) else [found]
            self.edit.setText("; ".join(self.paths))

    def value(self) -> Any:
        text = self.edit.text().strip()
        return [p.strip() for p in text.split(";") if p.strip()] if self.ask.kind == "files" else text


class NumberField(QLineEdit):
    """A whole number."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.setValidator(QIntValidator(0, 1_000_000, self))
        self.setMaximumWidth(120)

    def value(self) -> int:
        return int(self.text() or 0)


class Form(QDialog):
    """One dialog: a field for each thing asked, and a button that says what it does."""

    def __init__(
        self, action: Action, session: Session, given: Mapping[str, Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.action_, self.session = action, session
        title = asked(plain(action.title))
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        place = QVBoxLayout(self)
        place.setContentsMargins(22, 18, 22, 16)
        place.setSpacing(10)
        place.addWidget(label(title, "title"))
        if action.run.__doc__:
            place.addWidget(label(asked(" ".join(action.run.__doc__.split())), "muted", wraps=True))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(9)
        place.addLayout(form)
        self.fields: dict[str, QWidget] = {}
        for ask in action.asks:
            if ask.name in given:
                continue
            if callable(ask.default):
                ask = replace(ask, default=ask.default(session))
            field = self._field(ask)
            field.setAccessibleName(asked(ask.label))
            self.fields[ask.name] = field
            if isinstance(field, QCheckBox):
                form.addRow("", field)
            else:
                form.addRow(asked(ask.label), field)
        self.wrong = label("", "warning", wraps=True)
        self.wrong.hide()
        place.addWidget(self.wrong)
        place.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button(self.tr("Cancel"), self.reject))
        self.go = button(asked(action.verb) if action.verb else self.tr("OK"), self._check, "primary")
        self.go.setDefault(True)
        line.addWidget(self.go)
        place.addSpacing(4)
        place.addLayout(line)
        first = next(iter(self.fields.values()), None)
        for ask in action.asks:
            # what is chosen already can wait; the first thing to be typed comes first
            if (
                ask.name in self.fields
                and ask.kind in ("text", "long text", "save", "file")
                and not ask.default
            ):
                first = self.fields[ask.name]
                break
        if first is not None:
            first.setFocus()

    def _field(self, ask: Ask) -> QWidget:
        if ask.kind == "long text":
            made = QPlainTextEdit(str(ask.default or ""))
            made.setTabChangesFocus(True)
            made.setFixedHeight(72)
            return made
        if ask.kind in ("file", "files", "save"):
            return FileField(ask, asked(ask.label))
        if ask.kind == "number":
            return NumberField(int(ask.default or 0))
        if ask.kind == "flag":
            check = QCheckBox(asked(ask.label))
            check.setChecked(bool(ask.default))
            return check
        if ask.kind == "new passphrase":
            return NewPassphrase(may_be_none=True)
        if ask.kind == "secret":
            secret = QLineEdit()
            secret.setEchoMode(QLineEdit.EchoMode.Password)
            return secret
        if ask.kind == "day":
            day = QLineEdit(str(ask.default or ""))
            day.setPlaceholderText(self.tr("such as 2026-06-30"))
            return day
        choices = self._choices(ask)
        if choices is None:
            return QLineEdit(str(ask.default or ""))
        made = choose(choices, ask.default, typed=ask.kind in ("zone", "country"))
        if ask.kind == "entity kind" and self.session.case is not None:
            for at in range(made.count()):
                kind = self.session.case.kinds.entities[made.itemData(at)]
                made.setItemIcon(
                    at, QIcon(QPixmap.fromImage(icons.kind_tile(kind, 14, self.devicePixelRatioF())))
                )
        return made

    def _choices(self, ask: Ask) -> list[tuple[str, str]] | None:
        kinds = self.session.case.kinds if self.session.case is not None else None
        if ask.choices is not None:
            return [(value, asked(text)) for value, text in ask.choices(self.session)]
        if ask.kind == "entity kind" and kinds is not None:
            return sorted(
                ((k, v.name) for k, v in kinds.entities.items()), key=lambda item: item[1].casefold()
            )
        if ask.kind == "link kind" and kinds is not None:
            named = sorted(((k, v.name) for k, v in kinds.links.items()), key=lambda item: item[1].casefold())
            return named if ask.required else [("", self.tr("any")), *named]
        if ask.kind == "zone":
            return [(z, z) for z in sorted(available_timezones())]
        if ask.kind == "country":
            return countries()
        return None

    def answers(self) -> dict[str, Any]:
        """What was filled in, by the names of the action's parameters."""
        return {name: value_of(field) for name, field in self.fields.items()}

    def _check(self) -> None:
        for ask in self.action_.asks:
            field = self.fields.get(ask.name)
            if field is not None and ask.required and not value_of(field):
                return self._complain(
                    self.tr("{field} is needed.").format(field=asked(ask.label).rstrip("?:…")), field
                )
            if isinstance(field, NewPassphrase) and field.wrong():
                return self._complain(field.wrong(), field)
        self.accept()

    def _complain(self, sentence: str, field: QWidget) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()
        field.setFocus()

    def problem(self, problem: Problem) -> None:
        """Shows in the dialog why the action refused."""
        self.wrong.setText(words.problem(problem.what, problem.hint))
        self.wrong.show()


def choose(choices: list[tuple[str, str]], default: Any, *, typed: bool = False) -> QComboBox:
    """A box of (value, text); a long one can be typed into."""
    made = QComboBox()
    for value, text in choices:
        made.addItem(text, value)
    made.setMaxVisibleItems(14)
    if typed:
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(made.model(), made)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setCompleter(completer)
    at = made.findData(default)
    made.setCurrentIndex(at if at >= 0 else 0)
    if typed:
        made.lineEdit().setCursorPosition(0)  # the beginning of a long one shows, not its end
        made.currentIndexChanged.connect(lambda _: made.lineEdit().setCursorPosition(0))
    return made


def countries() -> list[tuple[str, str]]:
    """Every country by its ISO code, as the reader's language names it."""
    found = {}
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        code = QLocale.territoryToCode(locale.territory())
        if len(code) == 2 and code.isalpha():
            found[code] = QLocale.territoryToString(locale.territory())
    return sorted(((code, f"{name} ({code})") for code, name in found.items()), key=lambda item: item[1])


def value_of(field: QWidget) -> Any:
    """What a field holds."""
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText().strip()
    if isinstance(field, QLineEdit) and not isinstance(field, NumberField):
        return field.text().strip()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        at = field.findText(field.currentText())
        return field.itemData(at) if at >= 0 else field.currentText().strip()
    return field.value()
