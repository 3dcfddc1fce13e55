"""How a Word file looks: its styles, and what python-docx has no words for (fields, directions, whole rows)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from workbench.drawing.column_widths import shared_out
from workbench.model import texts
from workbench.model.document import Table

INK, MUTED, LINE = RGBColor(0x22, 0x25, 0x2B), RGBColor(0x55, 0x5A, 0x62), "C9C5BC"
FACE, EAST, TYPED = "Arial", "Microsoft YaHei", "Consolas"
# name: above it, points of letters, before, after, strong, muted
STYLES = {
    "Over": ("Normal", 8.5, 0, 0, False, True),
    "Note": ("Normal", 8.5, 0, 6, False, True),
    "Warning": ("Normal", 10, 4, 8, True, False),
    "Cell": ("Normal", 8.5, 1, 1, False, False),
    "Named": ("Normal", 8.5, 1, 1, False, True),
    "Column": ("Normal", 8, 1, 1, True, True),
    "Code": ("Normal", 7.5, 1, 1, False, False),
    "Place": ("Normal", 9, 6, 0, True, False),
    "Hash": ("Normal", 7.5, 0, 1, False, True),
    "Typed": ("Normal", 8.5, 0, 6, False, False),
    "toc 1": ("Normal", 9.5, 2, 1, False, False),
    "toc 2": ("Normal", 9, 0, 1, False, True),
}
PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}  # millimetres
TEXT_WIDTH = 170.0  # millimetres between the margins
# the order in which Word wants to find what is said of a paragraph, of letters and of a table
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs caps strike noProof color sz szCs highlight u shd vertAlign rtl cs lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
}
# millimetres: a letter in the middle, as set and as typed, both sides of a cell, texts that stay whole, words that do
LETTER, TYPED_LETTER, PADDING, SHORT, LONGEST = 1.65, 1.5, 4.0, 30.0, 42.0


def dress(made: Any, language: str, paper: str) -> None:
    """Paper, margins, faces and styles."""
    section = made.sections[0]
    width, height = PAPERS[paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm((width - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(22), Mm(22)
    styles = made.styles
    _face(styles["Normal"], FACE, 10, INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    _add(styles["Normal"].element.get_or_add_rPr(), "lang", val=language, bidi=language)
    for name, points, before in (
        ("Title", 20, 0),
        ("Heading 1", 15, 18),
        ("Heading 2", 12, 12),
        ("Heading 3", 10.5, 8),
    ):
        _face(styles[name], FACE, points, INK)
        styles[name].paragraph_format.space_before, styles[name].paragraph_format.space_after = (
            Pt(before),
            Pt(4),
        )
        for border in styles[name].element.xpath(".//w:pBdr"):
            border.getparent().remove(border)
    _face(styles["Subtitle"], FACE, 11, MUTED)
    styles["Subtitle"].font.italic = False
    styles["Title"].font.bold = True
    _face(styles["Caption"], FACE, 8.5, MUTED)
    _face(styles["Footer"], FACE, 8, INK)
    for name, (above, points, before, after, strong, muted) in STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[above]
        _face(style, TYPED if name in ("Code", "Typed", "Hash") else FACE, points, MUTED if muted else INK)
        style.font.bold = strong
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    styles["toc 2"].paragraph_format.left_indent = Mm(5)
    for name in ("Place", "Hash", "Column"):
        styles[name].paragraph_format.keep_with_next = True
    styles["Typed"].element.get_or_add_pPr().append(
        _element("w:shd", val="clear", color="auto", fill="F1EFE9")
    )
    ruled = styles.add_style("Ruled", WD_STYLE_TYPE.TABLE)
    ruled.base_style = styles["Normal Table"]
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE))
    properties = _element("w:tblPr")
    properties.append(borders)
    ruled.element.append(properties)


def _face(style: Any, face: str, points: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = face, Pt(points), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for which, said in (("ascii", face), ("hAnsi", face), ("cs", FACE), ("eastAsia", EAST)):
        fonts.set(qn(f"w:{which}"), said)
    size = style.element.rPr.find(qn("w:szCs"))
    if size is not None:
        style.element.rPr.remove(size)
    _add(style.element.rPr, "szCs", val=str(round(points * 2)))


def _element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _add(parent: Any, name: str, **attributes: str) -> None:
    """Says something of a paragraph, of letters or of a table, where Word wants to find it."""
    made = _element(f"w:{name}", **attributes)
    order = ORDERS[parent.tag.split("}")[1]].split()
    later = order[order.index(name) + 1 :]
    for child in parent:
        if child.tag.split("}")[1] in later:
            child.addprevious(made)
            return
    parent.append(made)


def put(line: Any, text: str, *, bold: bool = False, size: float = 0, marked: bool = False) -> None:
    """Adds text to a paragraph, in runs of one direction each; signs that do not show are shown."""
    for right, letters in groupby(_ways(texts.shown(texts.sound(text))), key=lambda pair: pair[1]):
        run = line.add_run("".join(c for c, _ in letters))
        if bold:
            run.font.bold = True
        if size:
            run.font.size = Pt(size)
        if marked:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if right:
            _add(run._element.get_or_add_rPr(), "rtl")


def _ways(text: str) -> list[tuple[str, bool]]:
    """Each sign with whether it runs from the right; what has no direction goes with what stands before it."""
    if not any(c > "\u0590" for c in text):
        return [(c, False) for c in text]
    made: list[tuple[str, bool]] = []
    for word in re.split(r"(\s+)", text):
        right = texts.from_the_right(word) or (word.isspace() and bool(made) and made[-1][1])
        made += [(c, right) for c in word]
    return made


def side(line: Any, text: str, right: bool) -> None:
    """Sets a paragraph on the side its document begins on (`right` or not), and runs it as its first letter does."""
    own = texts.from_the_right(text)
    if own:
        _add(line._element.get_or_add_pPr(), "bidi")  # its start is the right already
    elif right:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def field(line: Any, code: str) -> None:
    """A number Word counts itself."""
    run = line.add_run()
    for sort in ("begin", "", "separate", "said", "end"):
        if sort == "":
            said = _element("w:instrText")
            said.text = code
        elif sort == "said":
            said = _element("w:t")
            said.text = "1"
        else:
            said = _element("w:fldChar", fldCharType=sort)
        run._element.append(said)


def contents(lines: Sequence[Any], deepest: int) -> None:
    """Makes some paragraphs what a field of contents shows until Word counts the pages."""
    code = _element("w:instrText")
    code.text = f'TOC \\o "1-{deepest}" \\h \\z \\u'
    for parts, line, where in (
        (
            (_element("w:fldChar", fldCharType="begin"), code, _element("w:fldChar", fldCharType="separate")),
            lines[0],
            0,
        ),
        ((_element("w:fldChar", fldCharType="end"),), lines[-1], -1),
    ):
        for part in parts if where else reversed(parts):
            run = OxmlElement("w:r")
            run.append(part)
            if where:
                line._element.append(run)
            else:
                properties = line._element.pPr
                properties.addnext(run) if properties is not None else line._element.insert(0, run)


def repeated(row: Any) -> None:
    """The row stands at the top of each page the table goes on to."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def whole(row: Any) -> None:
    """No page ends within the row."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def mirrored(table: Any) -> None:
    """The first column stands at the right."""
    _add(table._tbl.tblPr, "bidiVisual")


def described(line: Any, words: str) -> None:
    """What a picture shows, for who cannot see it."""
    for properties in line._element.iter("{*}docPr"):
        properties.set("descr", texts.shown(texts.sound(words)))
        for side in "TBLR":  # else some readers leave a gap round it, and it reaches into the margin
            properties.getparent().set(f"dist{side}", "0")


def new_numbering(made: Any) -> int:
    """A numbering of its own that begins with 1, in the manner of numbered lists."""
    own = made.styles["List Number"].element.xpath(".//w:numId")[0].get(qn("w:val"))
    numbering = made.part.numbering_part.numbering_definitions._numbering
    first = next(n for n in numbering.num_lst if str(n.numId) == own)
    added = numbering.add_num(first.abstractNumId.val)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def numbered(line: Any, number: int) -> None:
    """Makes a paragraph an item of a numbering."""
    properties = line._element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def widths(table: Table, room: float) -> list[float]:
    """Millimetres of each column, by how wide a letter of its cells is in the middle."""
    least, wanted = [], []
    for n, heading in enumerate(table.headings):
        letter = TYPED_LETTER if n in table.codes else LETTER
        said = [row[n] for row in table.rows]
        whole = letter * max((len(line) for text in said for line in text.split("\n")), default=0) + PADDING
        word = letter * max((len(w) for text in said for w in text.split()), default=0) + PADDING
        heads = letter * max((len(w) for w in heading.split()), default=0) + PADDING
        single = whole if n in table.numbers or whole <= SHORT else word
        least.append(min(max(single, heads), LONGEST))
        wanted.append(max(whole, letter * len(heading) + PADDING))
    return shared_out(least, wanted, room)
