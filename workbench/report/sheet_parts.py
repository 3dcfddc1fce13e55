"""What a workbook of Office Open XML (ECMA-376) holds beside the rows of its sheets."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.report.xml_text import escaped

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REFERS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SORT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WIDTH = 22  # of a column, in digits
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)  # the second way a cell may look is that of headings


def sheet_head(titles: Sequence[str]) -> str:
    """The beginning of a sheet up to its first row of cells: the headings, which stay in view."""
    cells = "".join(
        f'<c s="1" t="inlineStr"><is><t xml:space="preserve">{escaped(title)}</t></is></c>'
        for title in titles
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{max(len(titles), 1)}" width="{WIDTH}" customWidth="1"/></cols>'
        f"<sheetData><row>{cells}</row>"
    )


def parts_of(names: Sequence[str]) -> dict[str, str]:
    """The other parts of a workbook whose sheets have these names, by where they stand in it."""
    numbers = range(1, len(names) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{SORT}.worksheet+xml"/>'
        for n in numbers
    )
    types = (
        f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SORT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{SORT}.styles+xml"/>{overrides}</Types>'
    )
    listed = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    book = f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{REFERS}"><sheets>{listed}</sheets></workbook>'
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{REFERS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    head = f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    root = f'<Relationship Id="rId1" Type="{REFERS}/officeDocument" Target="xl/workbook.xml"/>'
    look = f'<Relationship Id="rId{len(names) + 1}" Type="{REFERS}/styles" Target="styles.xml"/>'
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": f"{head}{root}</Relationships>",
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f"{head}{related}{look}</Relationships>",
        "xl/styles.xml": STYLES,
    }
