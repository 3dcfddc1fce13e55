"""A document as a Word file says what the page says, in Word's own headings, tables, fields and directions."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.written import ARABIC, CYRILLIC, SAID, WALLET, everything
from workbench.report import word


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("word") / "a.docx"
    word.save(everything(), out)
    return docx.Document(str(out))


def _text(made) -> str:
    return "\n".join(
        p.text for p in made.element.body.iter(qn("w:p")) for p in [docx.text.paragraph.Paragraph(p, None)]
    )


def test_everything_is_said(made) -> None:
    said = _text(made)
    for wanted in (*SAID, WALLET):
        assert wanted in said
    assert "a;b‹U+0007›;‹U+202E›+4917012345;" in said


def test_headings_are_words_own(made) -> None:
    found = [(p.style.name, p.text) for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert found == [("Heading 1", "What was found"), ("Heading 2", "Rows"), ("Heading 1", "Other scripts")]
    last = [p for p in made.paragraphs if p.text == "Other scripts"][-1]
    assert last.paragraph_format.page_break_before


def test_a_table_repeats_its_headings_and_no_row_is_cut(made) -> None:
    table = made.tables[1]
    assert len(table.rows) == 61
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") and not table.rows[1]._tr.xpath(
        "./w:trPr/w:tblHeader"
    )
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert table.cell(3, 3).paragraphs[0].style.name == "Code"


def test_handling_and_page_numbers_stand_in_header_and_footer(made) -> None:
    section = made.sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "OFFICIAL – SENSITIVE"
    codes = [e.text for e in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "log head" in section.footer.paragraphs[1].text


def test_marks_of_a_row_are_marked(made) -> None:
    line = next(p for p in made.paragraphs if p.text.startswith("a;b"))
    assert "".join(r.text for r in line.runs if r.font.highlight_color) == "b+49170123"


def test_each_text_runs_as_its_script_does(made, tmp_path: Path) -> None:
    by_text = {p.text: p for p in made.paragraphs}
    assert by_text[ARABIC]._element.xpath("./w:pPr/w:bidi") and not by_text[CYRILLIC]._element.xpath(
        "./w:pPr/w:bidi"
    )
    assert all(r._element.xpath("./w:rPr/w:rtl") for r in by_text[ARABIC].runs)
    out = tmp_path / "ar.docx"
    word.save(everything(2, "ar"), out)
    arabic = docx.Document(str(out))
    assert all(t._tbl.xpath("./w:tblPr/w:bidiVisual") for t in arabic.tables)
    assert arabic.styles["Normal"].element.xpath("./w:rPr/w:lang")[0].get(qn("w:val")) == "ar"


def test_numbered_points_begin_anew(made, tmp_path: Path) -> None:
    items = [p for p in made.paragraphs if p.style.name == "List Number"]
    own = {p._element.pPr.numPr.numId.val for p in items}
    assert [p.text for p in items] == ["do this", "then that"] and len(own) == 1
    nums = {n.numId: n for n in made.part.numbering_part.element.num_lst}
    assert nums[own.pop()].xpath("./w:lvlOverride/w:startOverride")
