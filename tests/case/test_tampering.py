"""Whoever has the published key can change any cell of a case; whatever a person would read of it, verify tells."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tests import verifier
from tests.case.blocks import calls, take_in
from workbench.case import assessments, circumstances, drawn, findings, notes, opening, sources, verifying
from workbench.case.cases import Case, describe
from workbench.case.circumstances import Circumstances
from workbench.case.engine import connect
from workbench.case.writing import ReadingWriter
from workbench.model.block import Ending
from workbench.model.kinds import Kinds

A, B = "+447700900001", "+447700900002"
ORDER = Circumstances(place="Leeds", legal_basis="order 14/2026")


def _by_hash(case: Case, folder: Path) -> None:
    """A file of which the case keeps the hash and the rows, with a payment and a rejected row."""
    path = folder / "three.csv"
    path.write_text("a,b\n1,2\n3,4\n5,6\n")
    sha256, size = sources.hash_file(path)
    said = sources.Acquisition("EX/1", "Bob", "2026-05-01", "disk image")
    source = sources.refer(case, path, sha256, size, said)
    writer = ReadingWriter(case, source, ("test.pay", 'id = "test.pay"'), {}, ("plug", "plug 1.0"))
    payment = pl.DataFrame(
        {
            "row": pl.Series([2], dtype=pl.Int64), "part": pl.Series([1], dtype=pl.Int32),
            "payer": pl.Series([1], dtype=pl.Int32), "payee": pl.Series([2], dtype=pl.Int32),
            "amount": pl.Series([12_345], dtype=pl.Int64), "amount.asset": ["BTC"],
        }
    )  # fmt: skip
    block = calls([(2, A, B, 100), (3, B, A, 200)])
    block = replace(
        block, rows=3, records=block.records | {"payment": payment},
        rejects=pl.DataFrame({"row": [4], "column": ["a"], "reason": ["is no number"], "raw": ["5,6"]}),
        raw_rows=pl.DataFrame({"row": [2, 3], "text": ["1,2", "3,4"]}),
    )  # fmt: skip
    writer.add(block)
    writer.seal(Ending(sha256, {"encoding": "utf-8", "delimiter": ","}), "Import three.csv", ORDER)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Path:
    """A case with two bills of the same calls, a file kept by hash, and what an analyst concludes."""
    folder = tmp_path_factory.mktemp("tampering")
    with opening.create(folder / "worked.case", kinds, "A", title="Leeds", country="GB") as case:
        take_in(case, folder, "one.csv", [(n, A, B, n * 100) for n in range(2, 9)])
        take_in(case, folder, "two.csv", [(n, A, B, n * 100 + 2) for n in range(2, 9)])
        _by_hash(case, folder)
        circumstances.say(case, 3, sources.get(case, 3).sha256, replace(ORDER, place="York"))
        with case.edit("Attribute") as db:
            owner = drawn.draw_entity(case, db, "person", "Ann Lee")
            assessments.attribute(case, db, 1, owner, basis="subscriber register")
        with case.edit("Judge") as db:
            assessments.judge(case, db, 1, 2, "not the same", "both spoke at once")
        with case.edit("Note") as db:
            notes.write(case, db, "calls every night", entity=1)
        case.undo()
        with case.edit("State a finding") as db:
            findings.state(case, db, "They know each other", "likely", [1], [(1, 2, 0)])
        with case.edit("Describe the case") as db:
            describe(db, officer="Unit 4")
    assert [c for c in verifying.verify(folder / "worked.case") if not c.ok] == []
    assert verifier.failed(folder / "worked.case") == {}
    return folder / "worked.case"


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE source SET exhibit = 'EX/2' WHERE id = 3", "evidence"),
        ("UPDATE source SET name = 'other.csv' WHERE id = 1", "evidence"),
        ("UPDATE source SET kept = 'hash only' WHERE id = 1", "evidence"),
        ("UPDATE source SET bytes = bytes + 1 WHERE id = 1", "originals"),
        ("UPDATE source_block SET lines_before = 1 WHERE source = 1", "originals"),
        ("DELETE FROM row_block", "kept rows"),
        ("UPDATE row_block SET first_row = first_row + 1", "evidence"),
        ("UPDATE reading SET facts = '{\"delimiter\": \";\"}' WHERE id = 1", "evidence"),
        ("UPDATE reading SET withheld = 1, kept = kept - 1 WHERE id = 1", "evidence"),
        ("UPDATE reading SET analyst = 'B' WHERE id = 1", "evidence"),
        ("UPDATE segment SET sheet = 'Sheet 2' WHERE id = 1", "evidence"),
        ("UPDATE segment SET rows = rows + 1 WHERE id = 1", "segments"),
        ("UPDATE overlap SET near = 1 - near", "evidence"),
        ("UPDATE asset SET code = 'ETH'", "evidence"),
        ("UPDATE asset SET decimals = 18", "evidence"),
        ("UPDATE declaration SET text = text || ' ' WHERE sort = 'recipe'", "evidence"),
        ("UPDATE declaration SET text = replace(text, 'York', 'Hull') WHERE sort = 'circumstances'", "evidence"),
        ("UPDATE declaration SET name = 'x' WHERE sort = 'circumstances'", "evidence"),
        ("INSERT INTO declaration SELECT 9999, sort, name, 'x', text, 0 FROM declaration "
         "WHERE sort = 'circumstances' LIMIT 1", "evidence"),
        ("INSERT INTO declaration SELECT 9999, 'acquisition', name, 'x', text, 0 FROM declaration "
         "WHERE sort = 'circumstances' LIMIT 1", "evidence"),
        ("INSERT INTO declaration SELECT 9999, 'acquisition', sha256, "
         "'44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', '{}', 0 FROM source LIMIT 1", "evidence"),
        ("DELETE FROM log_value WHERE name = 'evidence'", "evidence"),
        ("INSERT INTO reading(source, recipe, options, started_at, analyst, sealed) VALUES(1, 1, '{}', 0, 'A', 1)",
         "log"),
        ("UPDATE entity SET value = 'Ann Low' WHERE kind = 'person'", "workspace"),
        ("UPDATE attribution SET owner = 2", "workspace"),
        ("UPDATE judgement SET verdict = 'same'", "workspace"),
        ("UPDATE finding SET statement = 'They never met'", "workspace"),
        ("DELETE FROM finding_support", "workspace"),
        ("DELETE FROM included WHERE reading = 2", "workspace"),
        ("UPDATE coverage SET last = last + 1 WHERE source = 1", "workspace"),
        ("INSERT INTO note(entity, text, analyst, at) VALUES(1, 'x', 'A', 0)", "workspace"),
        ("INSERT INTO apart(reading, earlier) VALUES(2, 1)", "workspace"),
        ("UPDATE about SET value = 'Unit 5' WHERE name = 'officer'", "workspace"),
        ("UPDATE about SET value = 'FR' WHERE name = 'country'", "workspace"),
        ("UPDATE step SET title = 'Nothing' WHERE id = 2", "workspace"),
        ("UPDATE journal SET after = replace(after, 'likely', 'certain') WHERE name = 'finding'", "workspace"),
        ("DELETE FROM log_value WHERE name = 'changes'", "workspace"),
        ("UPDATE step SET undone = 0 WHERE title = 'Note'", "log"),
    ],
)  # fmt: skip
def test_what_was_changed_is_told(worked: Path, tmp_path: Path, statement: str, check: str) -> None:
    path = Path(shutil.copyfile(worked, tmp_path / "changed.case"))
    db = connect(path, write=True)
    for (name,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER {name}")
    db.conn.execute("PRAGMA foreign_keys = OFF")
    assert db.conn.execute(statement).rowcount
    db.conn.execute("PRAGMA journal_mode = DELETE").fetchall()
    db.conn.close()
    assert check in [c.name for c in verifying.verify(path) if not c.ok]
    without_clew = verifier.failed(path)
    assert check in without_clew and "cannot be read" not in without_clew[check]
