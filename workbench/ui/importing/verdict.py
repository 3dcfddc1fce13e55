"""What the first rows of a file come to: how many become records, and who of them the case knows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.model.kinds import Kinds
from workbench.ui import words
from workbench.ui.importing.file import File
from workbench.ui.parts.labels import button, label


class Verdict(QWidget):
    """`go_on` points at the next row that would be rejected."""

    def __init__(self, kinds: Kinds, go_on: Callable[[], object]) -> None:
        super().__init__()
        self.kinds = kinds
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.becomes = label("")
        self.next = button(self.tr("next (F8)"), go_on, "link")
        self.known = label("", "", wraps=True)
        line.addWidget(self.becomes)
        line.addWidget(self.next)
        line.addSpacing(12)
        line.addWidget(self.known, 1)

    def show_file(self, file: File) -> None:
        """Says it of a file as it is read now."""
        found = file.preview
        undecided = found is not None and bool(found.undecided)
        refused = found.refused if found is not None and not undecided else 0
        role, text = self._becomes(file)
        lacking = file.lacks(self.kinds) if file.found is not None and file.recipe is not None else ""
        if lacking and not undecided:
            role, text, refused = "warning", "▲ " + lacking, 0
        self.next.setVisible(bool(refused))
        self.becomes.setProperty("role", role)
        self.becomes.style().polish(self.becomes)
        self.becomes.setText(text)
        self.known.setText(self._known(file) if file.met.known else "")

    def _becomes(self, file: File) -> tuple[str, str]:
        """Role and text: what the first rows become, "" while that is not known."""
        found = file.preview
        if file.is_text:  # what it is asked says all
            return "", ""
        if file.found is not None and file.recipe is None:
            return "", file.lacks(self.kinds)
        if file.recipe is None or found is None or found.undecided:
            return "", ""
        if not any(s.fields for s in file.recipe.sections):
            return "", ""
        rows = words.number(len(found.rows))
        if found.refused:
            said = self.tr("▲ {count} of the first {rows} rows would be rejected")
            return "warning", said.format(count=words.number(found.refused), rows=rows)
        return "good", self.tr("✓ All of the first {rows} rows become records").format(rows=rows)

    def _known(self, file: File) -> str:
        met = file.met
        by_source = met.by_source
        if not by_source:
            return ""
        shown = [
            self.tr("{source} ({count})").format(source=words.isolated(name), count=words.number(count))
            for name, count in by_source[:3]
        ]
        if len(by_source) > 3:
            shown.append(self.tr("and {count} more").format(count=words.number(len(by_source) - 3)))
        inside = sum(1 for names in met.known.values() if names)
        said = self.tr("{count} of {all} in these rows are in other sources: {sources}")
        return said.format(
            count=words.number(inside), all=words.number(met.asked), sources=words.listed(shown)
        )
