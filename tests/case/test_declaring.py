"""What an import declares: nothing before its seal, and what newer kinds count otherwise is counted again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.case.stories import Row, blocks, take_in
from workbench.case import declarations, derived, links, opening, readings, sources, verifying
from workbench.case.cases import Case
from workbench.case.writing import ReadingWriter
from workbench.model import kinds as kinds_of
from workbench.model.block import Ending
from workbench.model.kinds import Kinds

ONE, TWO = ("account", "DE89370400440532013000"), ("account", "GB33BUKB20201555555555")
PAID: Row = {"kind": "payment", "at": 1_000_000, "payer": ONE, "payee": TWO, "amount": (100, "GBP")}
CALLED: Row = {
    "kind": "call", "start": 0, "caller": ("phone", "+447700900001"), "callee": ("phone", "+447700900002"),
    "duration": 30,
}  # fmt: skip


def _changed(kinds: Kinds, link: str, old: str, new: str) -> Kinds:
    """The kinds with another text of one kind of link."""
    key = ("links", link)
    assert old in kinds.texts[key]
    texts = kinds.texts | {key: kinds.texts[key].replace(old, new)}
    return kinds_of.parse((sort, name, text) for (sort, name), text in texts.items())


def _declared(case: Case) -> list[tuple[Any, ...]]:
    return [
        row
        for table in ("declaration", "asset")
        for row in case.db.conn.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
    ]


def _begin(case: Case, folder: Path, newer: Kinds) -> ReadingWriter:
    path = folder / "paid.csv"
    path.write_text("paid\n")
    source = sources.find(case.writer, sources.hash_file(path)[0])
    if source is None:
        source = sources.keep(
            case, path, *sources.hash_file(path), sources.Acquisition(), lambda done, total: None
        )
    writer = ReadingWriter(
        case, source, ("test.paid", 'id = "test.paid"'), {}, ("test", "test 1.0"), newer=newer
    )
    for block in blocks(case.kinds, [PAID], 7):
        writer.add(block)
    return writer


@pytest.mark.parametrize("crash", [False, True])
def test_an_import_that_was_not_sealed_declares_nothing_and_enters_no_asset(
    case: Case, tmp_path: Path, kinds: Kinds, crash: bool
) -> None:
    before = _declared(case)
    newer = _changed(kinds, "called", '["duration"]', "[]")
    _begin(case, tmp_path, newer)
    if crash:
        case.close()
        case = opening.open_case(case.path, "A. Nalyst", write=True)
    else:
        readings.remove_unsealed(case)
    assert _declared(case) == before and case.kinds.links["called"].totals == ("duration",)
    _begin(case, tmp_path, newer).seal(Ending("", {}), "Import paid.csv")
    new = [row[1:3] for row in _declared(case) if row not in before]
    assert new == [("links", "called"), ("recipe", "test.paid"), ("plugin", "test"), ("GBP", 2)]
    assert case.db.conn.execute(
        "SELECT r.name, p.name FROM reading JOIN declaration r ON r.id = recipe JOIN declaration p ON p.id = plugin"
    ).fetchall() == [("test.paid", "test")]
    assert case.kinds.links["called"].totals == ()
    assert [c for c in verifying.verify(case.path) if not c.ok] == []
    case.close()


@pytest.mark.parametrize(
    ("link", "old", "new", "totals"),
    [
        ("called", '["duration"]', "[]", {}),
        ("called", 'end = "callee"', 'end = "caller"', None),
        ("called", "#3f6fb5", "#3f6fb6", {"s": "30"}),
    ],
)
def test_what_newer_kinds_count_otherwise_is_counted_again(
    case: Case, tmp_path: Path, kinds: Kinds, link: str, old: str, new: str, totals: dict[str, str] | None
) -> None:
    take_in(case, tmp_path, "calls.csv", [CALLED])
    assert links.tallied(case, [1])[1].totals == {"s": "30"}
    _begin(case, tmp_path, _changed(kinds, link, old, new)).seal(Ending("", {}), "Import paid.csv")
    tallied = links.tallied(case, [1])
    assert (tallied[1].totals if totals is not None else tallied) == (totals or {})
    assert derived.differences(case) == []
    assert [c for c in verifying.verify(case.path) if not c.ok] == []


def test_an_older_version_of_a_kind_never_takes_the_place_of_a_newer_one(
    case: Case, tmp_path: Path, kinds: Kinds
) -> None:
    newer = _changed(kinds, "called", '["duration"]', "[]")
    _begin(case, tmp_path, newer).seal(Ending("", {}), "Import paid.csv")
    assert declarations.undeclared(case.db, kinds) == {}
    assert case.kinds_with(kinds).links["called"].totals == ()
