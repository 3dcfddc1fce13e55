"""XML is read element by element; names count without prefixes, and hostile files are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.ingest.xml_rows import DEEPEST, XmlRows
from workbench.model.problems import Problem

TEXT = """<?xml version="1.0"?>
<r:report xmlns:r="urn:x">
  <r:head><r:code>STR</r:code></r:head>
  <r:item n="1"><name> A  B </name><sub><name>C</name></sub></r:item>
  <rest>x</rest>
  <item n="2"/>
</r:report>
"""


def _rows(
    path: Path, text: str | bytes, **named: frozenset[str]
) -> tuple[list[tuple[int, str, str]], XmlRows]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    walk = XmlRows(path, frozenset({"item"}), **named)
    return [(row.tag.line, row.tag.said("name"), row.text) for row in walk], walk


def test_rows_know_their_line_and_text_and_the_rest_is_kept(tmp_path: Path) -> None:
    rows, walk = _rows(tmp_path / "a.xml", TEXT)
    assert rows == [
        (4, "A B", '<r:item n="1"><name> A  B </name><sub><name>C</name></sub></r:item>'),
        (6, "", '<item n="2"/>'),
    ]
    report = walk.root.children[0]
    assert [c.name for c in report.children] == ["head", "rest"]
    assert list(report.leaves()) == [("code", "STR"), ("rest", "x")]


def test_only_what_is_asked_for_is_kept(tmp_path: Path) -> None:
    _, walk = _rows(tmp_path / "a.xml", TEXT, kept=frozenset({"head"}))
    assert list(walk.root.leaves()) == [("code", "STR")]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_other_encodings(encoding: str, tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><r><item><name>Иван</name></item></r>'
    rows, _ = _rows(tmp_path / "a.xml", text.encode(encoding))
    assert rows[0][1] == "Иван" and (encoding == "utf-16" or "Иван" in rows[0][2])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE r [<!ENTITY a "aaa">]><r>&a;</r>', "declares XML entities"),
        ("<a>" * (DEEPEST + 5), "deep"),
        ("<r><item>", "not sound XML"),
        ("nothing of the kind", "not sound XML"),
    ],
)
def test_hostile_files_are_named(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match=said):
        _rows(tmp_path / "a.xml", text)
