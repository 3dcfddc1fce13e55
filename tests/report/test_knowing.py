"""The page that says how we know: complete, verbatim, and harmless whatever the evidence holds."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.case import blocks
from workbench.case import assessments, drawn, entities, graphs, included, opening
from workbench.case.cases import Case
from workbench.case.links import DRAWN
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.report import knowing, visible

A, B = "+447700900001", "+447700900002"
HOSTILE = "<script>alert(1)</script>\u202e&'\x1b"


class Page(HTMLParser):
    """What a browser would see: tags, the text of rows and marks, and all text together."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[str] = []
        self.marks: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self._open.append(tag)
        if tag == "pre":
            self.rows.append("")
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data if "style" not in self._open else ""
        if "pre" in self._open:
            self.rows[-1] += data
        if "mark" in self._open:
            self.marks[-1] += data


@pytest.fixture
def hostile(tmp_path: Path, kinds: Kinds) -> Case:
    """A case whose title, file name, rows and analyst try to break out of the page."""
    case = opening.create(
        tmp_path / "a b.case",
        kinds,
        f"An{HOSTILE}",
        title=HOSTILE,
        purpose=f"Why {HOSTILE}",
        authority="Order 7",
    )
    rows = [(n, A, B, n * 1_000) for n in range(2, 16)]
    path = tmp_path / f"calls{HOSTILE.replace('/', '')}.csv"
    path.write_text("h\n" + "".join(f"{a},{HOSTILE},{b},{t}\n" for _, a, b, t in rows))
    blocks.source_file = lambda folder, name, said: path  # type: ignore[assignment]
    try:
        blocks.take_in(case, tmp_path, path.name, rows)
    finally:
        blocks.source_file = _source_file
    return case


_source_file = blocks.source_file


def test_a_link_is_proved_by_its_verbatim_rows_with_the_values_marked(case: Case, tmp_path: Path) -> None:
    blocks.take_in(case, tmp_path, "calls.csv", [(2, A, B, 1_000), (3, A, B, 2_000)])
    page = Page(knowing.about_link(case, 1))
    assert page.rows == [f"{A},{B},1000", f"{A},{B},2000"]
    assert page.marks == [A, B, A, B]
    [sha256] = case.db.conn.execute("SELECT sha256 FROM source").fetchone()
    for said in (
        "called", "stated in the record", "calls.csv", "row 2", "row 3", sha256, "sha256sum calls.csv",
        "clew export test.case --source 1 -o calls.csv", "clew verify test.case", "Test", "A. Nalyst",
        case.about.uuid, "2 records", "1970-01-01T01:16:40+01:00",
    ):  # fmt: skip
        assert said in page.text, said


def test_nothing_on_the_page_comes_from_outside_or_runs(hostile: Case) -> None:
    with hostile:
        html = knowing.about_link(hostile, 1)
    page = Page(html)
    tags = [t for t, _ in page.tags]
    assert not {"script", "img", "iframe", "link", "object", "form", "base", "embed"} & set(tags)
    for _, attributes in page.tags:
        assert not [a for a in attributes if a.startswith("on") or a in ("src", "action", "formaction")]
        assert (attributes.get("href") or "#").startswith("#")
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style and "@import" not in style
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"


def test_hostile_evidence_is_shown_as_text_with_its_controls_visible(hostile: Case) -> None:
    with hostile:
        html = knowing.about_link(hostile, 1)
    page = Page(html)
    shown = HOSTILE.replace("\u202e", "U+202E").replace("\x1b", "U+001B")
    assert page.rows[0] == f"{A},{shown},{B},2000"
    for place in (f"Why {shown}", f"An{shown}", f"calls{shown.replace('/', '')}.csv"):
        assert place in page.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\x00-\x08\x0b-\x1f\x7f]", html)
    assert "--source 1 -o source-1.csv" in page.text  # a name nobody can type is not in a command
    assert html.count('title="Right-to-left override"') >= 14


def test_rows_left_out_are_counted_and_the_command_for_all_is_given(hostile: Case) -> None:
    with hostile:
        phone = entities.resolve(hostile, A)
        page = Page(knowing.about_entity(hostile, phone, graphs.read(hostile)))
    assert len(page.rows) == knowing.OF_EACH_LINK == 10
    assert "10 of 14 records are shown here" in page.text
    assert "clew records 'a b.case' --link 1" in page.text


def test_an_analysts_own_claims_say_whose_word_they_are(case: Case, tmp_path: Path) -> None:
    blocks.take_in(case, tmp_path, "calls.csv", [(2, A, B, 1_000)])
    with case.edit("Draw") as db:
        drawn.draw_link(case, db, "associated", 1, 2, basis="seen <together>")
    with case.edit("Attribute") as db:
        person = drawn.draw_entity(case, db, "person", "Ana")
        assessments.attribute(case, db, 1, person, basis="register", first=0, standing="stated")
    page = Page(knowing.about_entity(case, 1, graphs.read(case, joined=False)))
    assert "3 claims" in page.text
    assert "On the word of A. Nalyst: seen <together>, entered 20" in page.text
    assert "On the word of A. Nalyst: register" in page.text
    classes = [a.get("class") for t, a in page.tags if t == "span" and "standing" in str(a.get("class"))]
    assert classes == ["standing stated", "standing assessed", "standing stated"]
    alone = Page(knowing.about_link(case, DRAWN + 1))
    assert not alone.rows and "seen <together>" in alone.text


def test_a_link_that_no_included_reading_holds_says_so(case: Case, tmp_path: Path) -> None:
    counts = blocks.take_in(case, tmp_path, "calls.csv", [(2, A, B, 1_000)])
    included.switch(case, "Leave out", off=[counts.reading])
    assert "No included reading holds a record of it." in Page(knowing.about_link(case, 1)).text


def test_a_link_that_is_not_there_is_a_problem(case: Case) -> None:
    for link in (1, DRAWN + 5):
        with pytest.raises(Problem, match="there is no link"):
            knowing.about_link(case, link)


def test_marks_that_overlap_become_one_and_those_outside_are_cut() -> None:
    assert visible.row("abcdef", [(3, 5), (1, 4), (5, 99), (2, 2)]) == "a<mark>bcdef</mark>"
    assert visible.row("a<b", [(1, 2)]) == "a<mark>&lt;</mark>b"


def test_pages_are_styled_for_paper_and_for_the_dark(case: Case, tmp_path: Path) -> None:
    blocks.take_in(case, tmp_path, "calls.csv", [(2, A, B, 1_000)])
    html = knowing.about_link(case, 1)
    assert "@media print" in html and "prefers-color-scheme: dark" in html
    pairs = re.findall(r"<pre dir=\"(\w+)\">", html)
    assert pairs == ["ltr"] and '<bdi dir="ltr">' in html
