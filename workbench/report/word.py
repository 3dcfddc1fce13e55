"""A document as a Word file, for those who must edit it.

Headings are Word's own, tables repeat their headings, header and footer hold the handling and page numbers, and a text
runs from the right where its script does.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import singledispatchmethod
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from workbench.case.exporting import write_whole
from workbench.model import texts
from workbench.model.document import (
    Block,
    Contents,
    Document,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Points,
    Quotation,
    Table,
)
from workbench.report import word_looks as looks

TEXT_WIDTH = looks.TEXT_WIDTH
NAMES = 42.0  # millimetres for the names of facts


def save(document: Document, out: Path) -> None:
    """Writes the file whole or not at all; Problem where it cannot be written."""
    held = io.BytesIO()
    _Writing(document).made.save(held)
    write_whole(out, held.getvalue())


class _Writing:
    """One file being written."""

    def __init__(self, document: Document) -> None:
        self.made: Any = docx.Document()
        self._document, self._right = document, document.from_the_right
        self._new_page = False
        looks.dress(self.made, document.language, document.paper)
        self.made.core_properties.title = texts.shown(document.title)[:255]
        self.made.core_properties.author = ""
        self._edges(document)
        for line in document.letterhead:
            self._said(line, "Over")
        self._said(document.title, "Title")
        if document.subtitle:
            self._said(document.subtitle, "Subtitle")
        for block in document.blocks:
            self._write(block)

    def _edges(self, document: Document) -> None:
        """Handling at head and foot, and which page of how many."""
        section = self.made.sections[0]
        for place in (section.header, section.footer):
            line = place.paragraphs[0]
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
            looks.put(line, document.handling.upper(), bold=True)
        line = section.footer.add_paragraph(style="Footer")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        looks.put(line, document.foot + "\tPage ")
        looks.field(line, "PAGE")
        looks.put(line, " of ")
        looks.field(line, "NUMPAGES")

    def _said(self, text: str, style: str, room: Any = None) -> Any:
        """A paragraph in the direction of its own script, or of the document's where it has none."""
        line = (room or self.made).add_paragraph(style=style)
        if self._new_page and room is None:
            line.paragraph_format.page_break_before = True
            self._new_page = False
        looks.side(line, text, self._right)
        looks.put(line, text)
        return line

    @singledispatchmethod
    def _write(self, block: Block) -> None:
        raise TypeError(f"a Word file has no place for {type(block).__name__}")

    @_write.register
    def _(self, block: Heading) -> None:
        self._said(block.text, f"Heading {min(block.level, 3)}")

    @_write.register
    def _(self, block: Paragraph) -> None:
        if block.manner == "code":
            self._typed(block.text)
            return
        style = {"note": "Note", "warning": "Warning"}.get(block.manner, "Normal")
        self._said(block.text, style)

    def _typed(self, text: str) -> None:
        line = self.made.add_paragraph(style="Typed")
        looks.put(line, text)

    @_write.register
    def _(self, block: Points) -> None:
        number = looks.new_numbering(self.made) if block.numbered else 0
        for item in block.items:
            line = self._said(item, "List Number" if block.numbered else "List Bullet")
            if number:
                looks.numbered(line, number)

    @_write.register
    def _(self, block: Facts) -> None:
        table = self._table(2, (NAMES, TEXT_WIDTH - NAMES), "Normal Table")
        for name, said in block.rows:
            cells = self._row(table, (NAMES, TEXT_WIDTH - NAMES))
            self._cell(cells[0], name, "Named")
            self._cell(cells[1], said, "Cell")
        self._space()

    @_write.register
    def _(self, block: Table) -> None:
        if block.caption:
            self._said(block.caption, "Caption").paragraph_format.keep_with_next = True
        widths = looks.widths(block, TEXT_WIDTH)
        table = self._table(len(block.headings), widths, "Ruled")
        cells = self._row(table, widths)
        for n, heading in enumerate(block.headings):
            self._cell(cells[n], heading, "Column", figure=n in block.numbers)
        looks.repeated(table.rows[0])
        for row in block.rows:
            cells = self._row(table, widths)
            for n, said in enumerate(row):
                code = n in block.codes
                self._cell(cells[n], said, "Code" if code else "Cell", figure=n in block.numbers, typed=code)
        self._space()
        if block.rest:
            self._said(block.left_out, "Note")

    def _table(self, columns: int, widths: Sequence[float], style: str) -> Any:
        if self._new_page:
            self._space()
        table = self.made.add_table(0, columns, style=style)
        table.autofit = False
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = Mm(wide)
        if self._right:
            looks.mirrored(table)
        return table

    def _row(self, table: Any, widths: Sequence[float]) -> Any:
        row = table.add_row()
        looks.whole(row)
        cells = row.cells
        for cell, wide in zip(cells, widths, strict=True):
            cell.width = Mm(wide)
        return cells

    def _cell(self, cell: Any, text: str, style: str, *, figure: bool = False, typed: bool = False) -> None:
        line = cell.paragraphs[0]
        line.style = self.made.styles[style]
        looks.side(line, "" if typed or figure else text, self._right or figure)
        looks.put(line, text)

    def _space(self) -> None:
        line = self._said("", "Normal")
        line.paragraph_format.space_after = Pt(2)

    @_write.register
    def _(self, block: Picture) -> None:
        line = self._said("", "Normal")
        line.paragraph_format.keep_with_next = True
        line.add_run().add_picture(io.BytesIO(block.png), width=Mm(TEXT_WIDTH * block.wide))
        looks.described(line, block.caption)
        self._said(block.caption, "Caption")

    @_write.register
    def _(self, block: Quotation) -> None:
        self._said(block.place, "Place")
        hashed = self.made.add_paragraph(style="Hash")
        looks.put(hashed, f"SHA-256 {block.sha256}")
        if block.columns:
            self._said(block.named, "Hash")
        line = self.made.add_paragraph(style="Typed")
        for part, marked in texts.parted(block.text, block.marks):
            looks.put(line, part, marked=marked)

    @_write.register
    def _(self, block: Contents) -> None:
        """A list that Word fills with pages when its fields are brought up to date."""
        listed = self._document.headings
        if not listed:
            return
        self._said(block.title, "Over")
        deepest = max(heading.level for _, heading in listed)
        lines = [self._said(heading.text, f"toc {heading.level}") for _, heading in listed]
        looks.contents(lines, deepest)

    @_write.register
    def _(self, block: NewPage) -> None:
        self._new_page = True
