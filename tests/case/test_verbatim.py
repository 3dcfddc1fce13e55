"""Verbatim rows: the very bytes of the file from the line a row starts on, wherever blocks and quotes fall."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.case.blocks import RECIPE
from workbench.app.kinds import shipped
from workbench.case import opening, sources, verbatim
from workbench.case.cases import Case
from workbench.case.writing import ReadingWriter
from workbench.model.block import Ending
from workbench.model.problems import Damaged


def keep(case: Case, folder: Path, data: bytes, **facts: object) -> int:
    """A sealed reading without records over a file of these bytes; its id."""
    path = folder / "file.csv"
    path.write_bytes(data)
    sha256, size = sources.hash_file(path)
    source = sources.keep(case, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(case, source, RECIPE, {})
    writer.seal(Ending(sha256, {"encoding": "utf-8", "delimiter": ",", **facts}), "Import")
    return writer.reading


def rows_as_csv_reads_them(text: str) -> dict[int, str]:
    """Line a row starts on -> its text, by the csv module."""
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text, newline=""))
    found, before = {}, 0
    for _ in reader:
        found[before + 1] = "\n".join(lines[before : reader.line_num]).removesuffix("\r")
        before = reader.line_num
    return found


cells = st.text(st.sampled_from('ab"\n, é'), max_size=6)
quoted = cells.map(lambda c: '"' + c.replace('"', '""') + '"')
bare = st.text(st.sampled_from('ab" é'), max_size=6).filter(lambda c: not c.startswith('"'))
texts = st.lists(st.lists(quoted | bare, min_size=1, max_size=4).map(",".join), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(rows=texts, block=st.integers(1, 40), ended=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
def test_rows_are_those_of_the_csv_module_wherever_blocks_end(
    tmp_path_factory: pytest.TempPathFactory, rows: list[str], block: int, ended: bool, end: str
) -> None:
    folder = tmp_path_factory.mktemp("verbatim")
    text = end.join(rows) + (end if ended else "")
    if not text.strip():
        text = "a" + text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "BLOCK", block)
        with opening.create(folder / "a.case", shipped(), "A") as case:
            reading = keep(case, folder, text.encode())
            for line, expected in rows_as_csv_reads_them(text).items():
                assert verbatim.row(case, reading, "", line) == expected


def test_a_quote_that_is_never_closed_costs_its_line_only(case: Case, tmp_path: Path) -> None:
    reading = keep(case, tmp_path, b'a,b\n"open,1\nc,d\nef,g\n')
    assert [verbatim.row(case, reading, "", n) for n in (1, 2, 3, 4)] == ["a,b", '"open,1', "c,d", "ef,g"]


def test_encodings_byte_order_marks_and_plain_lines(case: Case, tmp_path: Path) -> None:
    reading = keep(case, tmp_path, "é,1\nü".encode("cp1252"), encoding="cp1252")
    assert [verbatim.row(case, reading, "", n) for n in (1, 2)] == ["é,1", "ü"]
    other = keep(case, tmp_path, b'\xef\xbb\xbfx,y\n{"a": "\n', delimiter="")
    assert [verbatim.row(case, other, "", n) for n in (1, 2)] == ["x,y", '{"a": "']


def test_a_row_that_is_not_there_means_damage(case: Case, tmp_path: Path) -> None:
    reading = keep(case, tmp_path, b"a\nb\n")
    with pytest.raises(Damaged, match="row 9 of source 1"):
        verbatim.row(case, reading, "", 9)


def test_kept_rows_come_from_the_block_that_holds_them(case: Case, tmp_path: Path) -> None:
    reading = keep(case, tmp_path, b"whatever")
    for number, first in enumerate((2, 100)):
        lines = "\n".join(json.dumps([first + n, f"cells of {first + n}"]) for n in range(50)).encode()
        _keep_block(case, reading, number, first, lines)
    assert [verbatim.row(case, reading, "Sheet", n) for n in (2, 51, 149)] == [
        "cells of 2", "cells of 51", "cells of 149",
    ]  # fmt: skip


def _keep_block(case: Case, reading: int, number: int, first: int, lines: bytes) -> None:
    import hashlib

    import zstandard

    data = zstandard.compress(lines)
    with case.write() as db:
        db.conn.execute(
            "INSERT INTO row_block VALUES(?, ?, 'Sheet', ?, ?, ?, ?)",
            (reading, number, first, first + 49, hashlib.sha256(data).digest(), data),
        )
