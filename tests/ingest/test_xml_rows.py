"""XML is read element by element; names count without prefixes, and hostile files are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.ingest.xml_rows import DEEPEST, XmlElement, root_of, walk
from workbench.model.problems import Problem

TEXT = """<?xml version="1.0"?>
<r:report xmlns:r="urn:x">
  <r:head><r:code>STR</r:code></r:head>
  <r:item n="1"><name> A  B </name><sub><name>C</name></sub></r:item>
  <rest>x</rest>
  <item n="2"/>
</r:report>
"""


def _met(path: Path, text: str | bytes, **named: frozenset[str]) -> list[XmlElement]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(walk(path, frozenset({"item"}), **named))  # type: ignore[arg-type]


def _rows(path: Path, text: str | bytes) -> list[tuple[int, str, str]]:
    return [(row.tag.line, row.tag.said("name"), row.raw) for row in _met(path, text)]


def test_rows_know_their_line_and_text(tmp_path: Path) -> None:
    assert _rows(tmp_path / "a.xml", TEXT) == [
        (4, "A B", '<r:item n="1"><name> A  B </name><sub><name>C</name></sub></r:item>'),
        (6, "", '<item n="2"/>'),
    ]


def test_what_stands_around_rows_is_kept_without_them(tmp_path: Path) -> None:
    *rows, report = _met(tmp_path / "a.xml", TEXT, built=frozenset({"report"}))
    assert [row.tag.name for row in rows] == ["item", "item"]
    assert [c.name for c in report.tag.children] == ["head", "rest"]
    assert list(report.tag.leaves()) == [("code", "STR"), ("rest", "x")]


def test_only_what_is_asked_for_is_kept(tmp_path: Path) -> None:
    head, *rows = _met(tmp_path / "a.xml", TEXT, built=frozenset({"head"}))
    assert list(head.tag.leaves()) == [("code", "STR")] and len(rows) == 2


def test_a_row_inside_another_stands_by_itself(tmp_path: Path) -> None:
    text = "<r><item><name>A</name><item><name>B</name></item><more>C</more></item></r>"
    inner, outer = _met(tmp_path / "a.xml", text)
    assert (inner.tag.said("name"), inner.inside) == ("B", outer.tag)
    assert list(outer.tag.leaves()) == [("name", "A"), ("more", "C")] and outer.inside is None


def test_what_opens_is_met_before_what_it_holds(tmp_path: Path) -> None:
    met = _met(tmp_path / "a.xml", TEXT, opened=frozenset({"report"}))
    assert [(one.tag.name, one.opens) for one in met] == [("report", True), ("item", False), ("item", False)]


def test_the_outermost_element_is_told_by_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<!-- <no/> -->" + TEXT.partition("?>")[2])
    assert root_of(path) == "report"
    path.write_text("no XML")
    assert root_of(path) == ""


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_other_encodings(encoding: str, tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><r><item><name>Иван</name></item></r>'
    rows = _rows(tmp_path / "a.xml", text.encode(encoding))
    assert rows[0][1] == "Иван" and "Иван" in rows[0][2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE r [<!ENTITY a "aaa">]><r>&a;</r>', "declares XML entities"),
        ("<a>" * (DEEPEST + 5), "deep"),
        ("<r><item>", "not sound XML"),
        ('<?xml version="1.0" encoding="base64"?><r/>', "encoding"),
        ("nothing of the kind", "not sound XML"),
    ],
)
def test_hostile_files_are_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=said):
        _rows(tmp_path / "a.xml", text)
