"""XLSX: the tables of an extract as one workbook, every cell typed, nothing a formula."""

from __future__ import annotations

from pathlib import Path

from workbench.report import sheets as books
from workbench.report.extract import Extract
from workbench.report.formats.format import Written, writes
from workbench.report.losses import counted
from workbench.report.tables import sheets


@writes(
    "xlsx",
    title="Excel workbook",
    suffix=".xlsx",
    does="Entities, links, records and sources on sheets of their own, for Excel, LibreOffice and whoever must read "
    "a table.",
    cannot=(
        "Texts of more than 32,767 characters: Excel cuts cells there, and the cell says that it was cut.",
        "How the chart looks: of places on it only x and y are told.",
    ),
)
def xlsx(extract: Extract, out: Path) -> Written:
    """What has no room on one sheet goes on on the next; identifiers are text, so that no digit is lost."""
    counts: dict[str, int] = {}
    book = []
    for sheet in sheets(extract):
        what = sheet.name.partition(" ")[0]
        counts[what] = counts.get(what, 0) + sheet.count
        numbers = [h.type == "whole" for h in sheet.headings]
        book.append((sheet.name.capitalize(), [h.id for h in sheet.headings], sheet.frames(), numbers))
    cut = books.write_book(out, book)
    counts.pop("about")
    lost = [f"{counted(cut, 'cell')} cut at 32,767 characters; as CSV they are whole."] if cut else []
    return Written(counts, lost)
