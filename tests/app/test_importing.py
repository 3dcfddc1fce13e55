from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import zstandard

from tests.app.conftest import RECIPE, Driven
from workbench.app import importing, stating
from workbench.app.library import Library
from workbench.app.wishes import Wishes
from workbench.case import graphs, journal, log, records, sources, verifying
from workbench.ingest import recipe as recipes_of
from workbench.model.problems import Cancelled, Problem


def test_a_file_is_taken_in_with_its_counts_and_its_rejects(
    session: Driven, calls: Path, library: Library
) -> None:
    outcome = importing.import_file(session.open_case, calls, library)
    assert outcome.counts is not None
    c = outcome.counts
    assert (c.read, c.kept, c.duplicate, c.rejected, c.withheld) == (5, 4, 0, 1, 0)
    said = outcome.as_json()
    assert set(said) == {"source", "reading", "file", "sha256", "recipe", "rows", "entities", "links"}
    assert said["rows"]["read"] == sum(said["rows"][k] for k in ("kept", "duplicate", "rejected", "withheld"))


def test_the_same_bytes_are_never_a_second_source(
    session: Driven, calls: Path, library: Library, tmp_path: Path
) -> None:
    first = importing.import_file(session.open_case, calls, library)
    copy = tmp_path / "copy.csv"
    copy.write_bytes(calls.read_bytes())
    again = importing.import_file(session.open_case, copy, library)
    assert again.already and again.source == first.source
    assert len(sources.listed(session.open_case)) == 1
    assert again.counts is not None and again.counts.kept == 0
    assert graphs.read(session.open_case).count.sum() == 4


def test_an_undone_import_comes_back_by_importing_again(
    session: Driven, calls: Path, library: Library
) -> None:
    importing.import_file(session.open_case, calls, library)
    session.open_case.undo()
    assert len(graphs.read(session.open_case)) == 0
    importing.import_file(session.open_case, calls, library)
    assert len(graphs.read(session.open_case)) == 4


def test_a_better_reading_takes_the_place_of_the_first_in_one_step(
    session: Driven, calls: Path, library: Library, tmp_path: Path
) -> None:
    case = session.open_case
    importing.import_file(case, calls, library)
    better = tmp_path / "better.toml"
    better.write_text(RECIPE.replace('duration = { column = "duration" }\n', ""))
    steps = len(journal.steps(case.db))
    outcome = importing.import_file(case, calls, library, Wishes(recipe=str(better)))
    assert outcome.counts is not None and outcome.counts.duplicate == 0 and outcome.counts.kept == 4
    assert len(journal.steps(case.db)) == steps + 1
    graph = graphs.read(case)
    assert graph.count.sum() == 4
    behind = records.behind(case, [int(graph.link_ids[0])])
    assert all("duration" not in r.fields for r in behind)
    case.undo()
    behind = records.behind(case, [int(graphs.read(case).link_ids[0])])
    assert all("duration" in r.fields for r in behind)
    assert all(c.ok for c in verifying.verify(case.path))


def test_rows_outside_the_authorised_period_are_withheld(
    session: Driven, calls: Path, library: Library
) -> None:
    from datetime import UTC, datetime

    period = (
        stating.utc(datetime(2026, 6, 1, tzinfo=UTC)),
        stating.utc(datetime(2026, 6, 3, tzinfo=UTC)),
    )
    outcome = importing.import_file(session.open_case, calls, library, Wishes(period=period))
    assert outcome.counts is not None
    assert (outcome.counts.kept, outcome.counts.rejected, outcome.counts.withheld) == (2, 0, 3)
    case = session.open_case
    (source,) = sources.listed(case)
    assert source.kept == "hash only" and source.sha256 == outcome.sha256
    assert case.db.conn.execute("SELECT count(*) FROM source_block").fetchone()[0] == 0
    lines = calls.read_text().splitlines()
    link = int(graphs.read(case).link_ids[0])
    for record in records.behind(case, [link]):  # what was kept can still be shown as it stood
        assert records.text_of(case, record) == lines[record.row - 1]
    whole = b"".join(zstandard.decompress(d) for (d,) in case.db.conn.execute("SELECT data FROM row_block"))
    assert whole.count(b"\n") + 1 == 2  # and nothing else of the file is there
    with pytest.raises(Problem, match="not its bytes"):
        sources.write_original(case.db, source.id, io.BytesIO())
    path = case.path
    assert all(c.ok for c in verifying.verify(path))


def test_a_period_that_holds_every_row_keeps_the_original(
    session: Driven, calls: Path, library: Library
) -> None:
    outcome = importing.import_file(session.open_case, calls, library, Wishes(period=(0, 1 << 62)))
    assert outcome.counts is not None and outcome.counts.withheld == 0
    assert sources.listed(session.open_case)[0].kept == "copy"


def test_cancelling_leaves_no_trace(session: Driven, calls: Path, library: Library) -> None:
    case = session.open_case
    before = log.length(case.db)
    tables = (
        "source", "source_block", "reading", "entity", "link", "segment", "reject", "included", "step",
        "declaration", "asset", "coverage", "tally",
    )  # fmt: skip

    def rows() -> dict[str, int]:
        return {t: case.db.conn.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}

    def tell(done: int, total: int, text: str) -> None:
        if "rows" in text:
            raise Cancelled("import")

    first = rows()
    with pytest.raises(Cancelled):
        importing.import_file(case, calls, library, tell=tell)
    assert rows() == first
    assert log.length(case.db) >= before
    assert importing.import_file(case, calls, library).counts is not None


def test_one_bad_file_does_not_stop_the_others(
    session: Driven, calls: Path, library: Library, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    outcomes = list(importing.import_files(session.open_case, [empty, tmp_path / "none.csv", calls], library))
    assert [bool(o.problem) for o in outcomes] == [True, True, False]
    assert "empty" in outcomes[0].problem


def test_a_recipe_of_ones_own_is_kept_and_found(library: Library, tmp_path: Path) -> None:
    mine = Library(library.kinds, library.plugins, tmp_path / "recipes")
    path = mine.keep_recipe(recipes_of.parse(RECIPE))
    assert path.exists() and mine.recipe("test.calls").name == "Test calls"
    assert mine.version_of(mine.recipe("test.calls")) is None


def test_a_transaction_listed_twice_counts_once(session: Driven, tmp_path: Path, library: Library) -> None:
    """As where the histories of two addresses were put together; two equal outputs of one transaction are two."""
    one = {
        "txid": "ab" * 32, "vin": [], "status": {"block_time": 1780000000},
        "vout": [{"scriptpubkey_address": "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "value": 5}] * 2,
    }  # fmt: skip
    path = tmp_path / "twice.json"
    path.write_text(json.dumps([one, one]))
    outcome = importing.import_file(session.open_case, path, library)
    assert outcome.counts is not None
    assert (outcome.counts.kept, outcome.counts.duplicate) == (1, 1)
    assert graphs.read(session.open_case).count.tolist() == [2]
    assert all(c.ok for c in verifying.verify(session.open_case.path))


def test_numbers_of_another_country_are_a_surprise(session: Driven, tmp_path: Path, library: Library) -> None:
    """French 06 numbers completed as Georgian ones are possible numbers: only together they look wrong."""
    path = tmp_path / "french.csv"
    rows = [f"06123456{n:02},06987654{n:02},2026-06-{n + 1:02} 10:00:00,60" for n in range(20)]
    path.write_text("\n".join(["caller,callee,start,duration", *rows]) + "\n")
    outcome = importing.import_file(session.open_case, path, library, Wishes(country="GE"))
    assert outcome.counts is not None and outcome.counts.kept == 20
    ((says, count),) = outcome.surprises
    assert says.startswith("40 of 40 new numbers of GE fit no number in use there") and count == 40
    again = importing.import_file(session.open_case, path, library, Wishes(country="FR"))
    assert again.counts is not None and again.surprises == ()
