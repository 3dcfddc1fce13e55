"""Every hostile file is brought in as a person would: a sentence or rejected rows, in bounded time and memory, and the
case is as it was."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.hostile import (  # noqa: F401 - they declare their files
    binaries,
    books,
    documents,
    markup,
    objects,
    packages,
    pages,
    tables,
    texts,
)
from tests.hostile.desk import Desk
from tests.hostile.files import FILES, Hostile
from workbench.__main__ import main
from workbench.app.library import Library

LONGEST = 120  # seconds for a file, on a machine that does much else
MOST = 1500 << 20  # bytes the reading process may hold at its peak
GAVE_UP = "more memory or time than is allowed"

ALL = [pytest.param(one, id=one.name, marks=[pytest.mark.slow] if one.slow else []) for one in FILES.values()]


@pytest.mark.parametrize("one", ALL)
def test_a_sentence_or_rejected_rows(one: Hostile, desk: Desk, tmp_path: Path) -> None:
    path = one.write(tmp_path)
    before = path.read_bytes() if path.stat().st_size < 1 << 20 else b""
    brought = desk.bring(path, one.recipe)
    path.rename(tmp_path / "x")
    assert brought.kept or brought.rejected or brought.sentences
    assert "Traceback" not in brought.said and "Error'" not in brought.said
    assert re.search(one.says, brought.said), brought.said
    assert one.says or brought.kept or brought.rejected, brought.said
    assert one.kept in (None, brought.kept), brought.said
    assert one.rejected in (None, brought.rejected), brought.said
    assert not brought.died or GAVE_UP in brought.said
    assert brought.seconds < LONGEST
    assert brought.peak < MOST
    assert not before or (tmp_path / "x").read_bytes() == before


def test_zz_the_case_is_whole_and_the_next_file_is_taken_in(desk: Desk) -> None:
    """Runs after the files above, in the case they were brought into."""
    desk.warm()
    assert desk.verify() == []


COMMANDS = (
    "a flat bomb.zip", "names that climb.zip", "a quote that never closes.csv", "random bytes.csv", "only NULs.csv",
    "STIX, 100,000 levels.json", "GEXF, a billion laughs.gexf", "cut off.pdf", "a directory that follows itself.jpg",
    "a sheet cut off.xlsx", "TagPack, 100,000 levels.yaml", "cut off in a record.dbf",
)  # fmt: skip


def test_on_the_command_line(
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    reading: Library,
) -> None:
    """Each command starts a reading process of its own; here they borrow one, and leave it running."""
    monkeypatch.setattr(reading.child, "stop", lambda: None)
    for module in ("workbench.ingest.child", "workbench.app.library"):
        monkeypatch.setattr(f"{module}.Child", lambda *_, **__: reading.child)
    monkeypatch.setenv("CLEW_ANALYST", "T. Ester")
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))
    paths = [str(FILES[name].write(tmp_path)) for name in COMMANDS]
    case = str(tmp_path / "a.case")
    assert main(["new", case, "--title", "Hostile"]) == 0
    capsysbinary.readouterr()
    for path in paths:
        assert main(["identify", path, "--json"]) in (0, 2)
        said = capsysbinary.readouterr()
        assert b"Traceback" not in said.out + said.err
        assert said.err or json.loads(said.out)
    assert main(["import", case, *paths]) == 2
    said = capsysbinary.readouterr()
    assert b"Traceback" not in said.out + said.err
    for name in ("a flat bomb.zip", "random bytes.csv", "only NULs.csv", "a sheet cut off.xlsx"):
        assert name.encode() in said.out + said.err, name
    assert main(["verify", case]) == 0


def test_every_reader_of_xml_and_json_is_put_to_the_test() -> None:
    recipes = {one.recipe for one in FILES.values()}
    assert recipes >= {d.recipe for d in (*markup.DIALECTS, *objects.DIALECTS)}
