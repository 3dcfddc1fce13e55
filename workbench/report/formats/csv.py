"""CSV: entities, links, records and sources as tables that spreadsheets, databases and scripts read."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from workbench.case.exporting import whole_file
from workbench.report import comma
from workbench.report.extract import Extract
from workbench.report.formats.format import Written, writes
from workbench.report.losses import counted
from workbench.report.tables import Sheet, links, sheets
from workbench.report.zipped import zipped

PLAIN = ("whole", "real", "flag")  # columns no cell of which can be a formula


@writes(
    "csv",
    title="CSV tables",
    suffix=".zip",
    does="Entities, links, records and sources as one table each in a zip file, for databases, scripts and "
    "spreadsheets. A name that ends in .csv gives the table of links alone.",
    cannot=("How the chart looks: of places on it only x and y are told.",),
)
def csv(extract: Extract, out: Path) -> Written:
    """UTF-8 with a mark; cells that a spreadsheet would run as formulas stand behind an apostrophe."""
    if out.suffix.lower() == ".csv":
        return _links_alone(extract, out)
    counts: dict[str, int] = {}
    with zipped(out) as archive:
        for sheet in sheets(extract):
            with archive.member(f"{sheet.name.replace(' ', '_')}.csv") as file:
                _fill(file, sheet)
            counts[sheet.name.partition(" ")[0]] = counts.get(sheet.name.partition(" ")[0], 0) + sheet.count
    counts.pop("about")
    return Written(counts)


def _fill(file: IO[bytes], sheet: Sheet) -> None:
    headings = sheet.headings
    comma.fill(file, [h.id for h in headings], sheet.frames(), [h.type in PLAIN for h in headings])


def _links_alone(extract: Extract, out: Path) -> Written:
    table, amounts = links(extract), extract.amounts
    with whole_file(out) as file:
        _fill(file, table)
    lost = (
        [f"{counted(alone, 'entity', 'entities')} without a link; what entities say beyond kind and value."]
        if (alone := extract.alone)
        else ["What entities say beyond kind and value."]
    )
    if amounts.happenings:
        lost.append(f"{counted(amounts.happenings, 'record')} not written one by one: links name their rows.")
    return Written({"links": amounts.ties}, (*lost, "Name a .zip file to have all tables."))
