"""A document on paper: all of it as text, handling and page x of y on each page, tables that break between rows."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pdfplumber
import pytest

from tests.paper_text import on_paper
from tests.written import CHINESE, CYRILLIC, EVIL, SHA, WALLET, everything
from workbench.drawing import written
from workbench.model.document import Document, Heading, NewPage, Paragraph, Quotation, Table
from workbench.model.problems import Problem


@pytest.fixture(scope="module")
def paper(qapp, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("paper") / "a.pdf"
    assert written.save(everything(), out) >= 4
    return out


def _as_one(pages: list[str]) -> str:
    return "".join("".join(pages).split())


def test_everything_is_said(paper: Path) -> None:
    said = _as_one(on_paper(paper))
    told = (
        "Who changed phones?",
        "Office of the Attorney",
        "This is a lead",
        "Everything that was sent",
        EVIL,
        SHA,
    )
    for wanted in (*told, WALLET, CHINESE, CYRILLIC, "7 more rows, not shown here", "Columns: from, to"):
        assert "".join(wanted.split()) in said
    assert "a;b‹U+0007›;‹U+202E›+4917012345;" in said


def test_arabic_is_joined_and_runs_from_the_right(paper: Path) -> None:
    last = on_paper(paper)[-1].splitlines()
    line = next(text for text in last if any(unicodedata.bidirectional(c) == "AL" for c in text))
    letters = unicodedata.normalize("NFKC", line)
    assert letters[::-1] == "الهاتف استعمله شخصان في يونيو"
    assert any("\ufe70" <= c <= "\ufeff" for c in line), (
        "letters stand joined, each in the form its place asks for"
    )
    with pdfplumber.open(paper) as pdf:
        placed = [c["x1"] for c in pdf.pages[-1].chars if "\ufe70" <= c["text"][0] <= "\ufeff"]
        assert max(placed) == pytest.approx(float(pdf.pages[-1].width) - 56, abs=3)


def test_every_page_bears_its_handling_its_number_and_the_foot(paper: Path) -> None:
    pages = on_paper(paper)
    for number, page in enumerate(pages, start=1):
        assert page.count("OFFICIAL – SENSITIVE") == 2, "also the dash between capitals can be found"
        assert f"Page {number} of {len(pages)}" in page and "log head" in page


def test_headings_of_a_table_stand_again_and_nothing_leaves_the_paper(paper: Path) -> None:
    with pdfplumber.open(paper) as pdf:
        held = [p for p in pdf.pages if "Два человека пользовались телефоном 5" in (p.extract_text() or "")]
        assert len(held) >= 2 and all("Nr Who What Wallet" in (p.extract_text() or "") for p in held)
        for page in pdf.pages:
            assert all(c["x0"] >= 56 - 2 and c["x1"] <= float(page.width) - 56 + 2 for c in page.chars)


def test_no_row_is_cut_and_none_is_lost(qapp, tmp_path: Path) -> None:
    rows = tuple((f"r{n}", "\n".join(f"r{n}line{k}" for k in range(1 + n % 7))) for n in range(200))
    out = tmp_path / "rows.pdf"
    written.save(Document("Rows", (Table(("Row", "Lines"), rows),)), out)
    pages = on_paper(out)
    for n in range(200):
        on = {
            p
            for p, text in enumerate(pages)
            for k in range(1 + n % 7)
            if f"r{n}line{k}\n" in text.replace(" ", "\n") + "\n"
        }
        assert len(on) == 1, f"row {n} stands on pages {on}"


def test_a_row_higher_than_a_page_goes_on(qapp, tmp_path: Path) -> None:
    out = tmp_path / "high.pdf"
    written.save(
        Document("High", (Table(("A", "B"), (("x", "\n".join(f"line {n}." for n in range(300))),)),)), out
    )
    said = "\n".join(on_paper(out))
    assert all(f"line {n}." in said for n in range(300))


def test_no_heading_stands_alone_at_the_foot(qapp, tmp_path: Path) -> None:
    for fill in range(30, 44):
        blocks = (*(Paragraph(f"line {n}") for n in range(fill)), Heading("Alone?"), Paragraph("Never."))
        out = tmp_path / "alone.pdf"
        written.save(Document("T", blocks), out)
        assert [("Alone?" in p) == ("Never." in p) for p in on_paper(out)].count(False) == 0


def test_a_new_page_is_begun_once(qapp) -> None:
    assert len(written.Written(Document("T", (NewPage(), NewPage(), Paragraph("a"), NewPage())))) == 2


def test_a_thousand_quoted_rows_are_laid_out_and_shown_at_once(qapp) -> None:
    quoted = tuple(Quotation(f"bill.csv, row {n}", "2026-06-01;+49170;47;" * 6, SHA) for n in range(1000))
    laid_out = written.Written(Document("Rows", quoted))
    image = laid_out.image(len(laid_out) - 1, 400)
    assert len(laid_out) > 60 and image.width() == 400
    assert image.height() == pytest.approx(400 * 297 / 210, abs=1)


def test_letter_is_a_paper_and_a5_is_none(qapp, tmp_path: Path) -> None:
    written.save(everything(1), tmp_path / "l.pdf", "Letter")
    with pdfplumber.open(tmp_path / "l.pdf") as pdf:
        assert (float(pdf.pages[0].width), float(pdf.pages[0].height)) == pytest.approx((612, 792), abs=1)
    with pytest.raises(Problem):
        written.Written(everything(1), "A5")


def test_where_nothing_may_be_written_it_says_so(qapp, tmp_path: Path) -> None:
    with pytest.raises(Problem):
        written.save(everything(1), tmp_path / "missing" / "a.pdf")


def test_signs_that_no_font_has_are_named(qapp) -> None:
    said = Document("T", (Paragraph("\U00013000 \u4e2d"),))
    made = written.Written(said)
    assert "\U00013000" in made.unshown or made.unshown == []  # a machine may have hieroglyphs
    assert written.Written(Document("T", (Paragraph("plain — “text” €"),))).unshown == []


def test_what_no_font_has_is_said_on_paper(qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written, "unshown", lambda said, letters: ["\u4e2d", "\U00013000"])
    written.save(Document("T", (Paragraph("x"),)), tmp_path / "a.pdf")
    assert "no letters for U+4E2D, U+13000" in " ".join(on_paper(tmp_path / "a.pdf")[0].split())
