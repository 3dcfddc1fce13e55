"""Rows gathered line by line become a stretch of a table, with the rows' texts and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.ingest.file_reader import FileReader, head_of, unicode_of, utf8_or_latin
from workbench.ingest.readers import Layout, Rows, ensure_text_columns
from workbench.ingest.stretches import Stretch


def _stretch() -> Stretch:
    made = Stretch("people", ("name", "number"))
    made.add(1, "one", [("Ann", None), ("Ann", "2")])
    made.refuse(2, "two", "nobody is named")
    made.add(3, "three", [("a\ud800b", "")])
    made.add(4, "four", [])
    return made


def test_several_lines_of_a_row_share_its_number_and_text() -> None:
    made = _stretch()
    assert len(made) == 4
    rows = made.take(5, 9)
    ensure_text_columns(rows, "test")
    assert rows.frame.rows() == [("Ann", None, 1), ("Ann", "2", 1), ("a\ufffdb", "", 3)]
    assert rows.raw is not None and rows.raw.rows() == [(1, "one"), (2, "two"), (3, "three"), (4, "four")]
    assert rows.rejects.rows() == [(2, "", "nobody is named", "two")]
    assert rows.texts is not None and rows.texts([2, 0]) == ["three", "one"]
    assert (rows.table, rows.bytes_done, rows.bytes_total) == ("people", 5, 9)


def test_taking_begins_anew_and_leaves_what_was_taken() -> None:
    made = _stretch()
    first = made.take(1, 2)
    made.add(5, "five", [("Bo", "3")])
    second = made.take(2, 2, rows_are_lines=True)
    assert first.frame.height == 3 and first.texts is not None and first.texts([0]) == ["one"]
    assert second.frame.rows() == [("Bo", "3", 5)] and second.raw is None and not second.rejects.height
    assert made.take(2, 2).frame.height == 0


def test_a_reader_says_what_it_recognises_and_what_it_reads() -> None:
    class Half(FileReader):
        def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
            return iter(())

    with pytest.raises(TypeError, match="sniff"):
        Half()  # type: ignore[abstract]


@pytest.mark.parametrize(
    ("octets", "encoding", "text"),
    [
        ("é".encode(), "utf-8-sig", "é"),
        ("é".encode("utf-8-sig"), "utf-8-sig", "é"),
        ("é".encode("latin-1"), "utf-8-sig", "é"),
        ("é".encode("utf-16"), "utf-16", None),
    ],
)
def test_how_a_text_begins(octets: bytes, encoding: str, text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(octets + b"0123456789")
    head = head_of(path, len(octets))
    assert head == octets and unicode_of(head) == encoding
    assert text is None or utf8_or_latin(head) == text
