"""Files find their recipes, a near miss says what is lacking, and an unknown table is no dead end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.ingest import layouts
from tests.ingest.conftest import CALLS, picked
from workbench.ingest import preview, reading, recipe
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe import Recipe
from workbench.ingest.recognising import recognise
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

Write = Callable[..., Path]
ROW = "447700900001,447700900002,2024-05-06 07:08:09"


def test_the_recipe_that_knows_more_of_the_columns_is_best(write: Write, by: Child) -> None:
    small = recipe.parse(CALLS)
    big = recipe.parse(
        CALLS.replace("test.calls", "test.big").replace('"When"]', '"When", "Dur"]')
        + 'duration = { column = "Dur" }\n'
    )
    found = recognise(write(f"From,To,When,Dur\n{ROW},5\n"), [small, big], by=by)
    assert found.best is not None and found.best.recipe.id == "test.big"
    assert [c.recipe.id for c in found.candidates] == ["test.big", "test.calls"]
    assert found.candidates[0].confidence == 1.0 and "all 4 columns" in found.candidates[0].reasons[0]
    assert "does not use Dur" in found.candidates[1].reasons[1]
    assert (found.reader, found.columns) == ("delimited", ("From", "To", "When", "Dur"))


def test_two_recipes_as_good_are_not_decided(write: Write, by: Child) -> None:
    twin = recipe.parse(CALLS.replace("test.calls", "test.twin"))
    assert recognise(write(f"From,To,When\n{ROW}\n"), [recipe.parse(CALLS), twin], by=by).best is None


def test_a_near_miss_says_what_is_lacking(write: Write, by: Child) -> None:
    found = recognise(write(f"From,To,Moment\n{ROW}\n"), [recipe.parse(CALLS)], by=by)
    (candidate,) = found.candidates
    assert not candidate.fits and "lacks When" in candidate.reasons[0] and found.best is None


def test_a_recipe_whose_columns_are_absent_does_not_fit(write: Write, by: Child) -> None:
    more = recipe.parse(CALLS + 'duration = { column = "Dur" }\n')
    (candidate,) = recognise(write(f"From,To,When\n{ROW}\n"), [more], by=by).candidates
    assert not candidate.fits and "lacks Dur" in candidate.reasons[1]


@pytest.mark.parametrize("name", layouts.LAYOUTS)
def test_operators_are_told_apart(samples: Path, by: Child, name: str) -> None:
    recipes = [recipe.parse(text) for text in (*layouts.LAYOUTS.values(), layouts.VAST)]
    best = recognise(samples / f"cdr/india-layouts-facsimile/{name}.csv", recipes, by=by).best
    assert best is not None and best.recipe.id == f"test.{name}"


@pytest.mark.parametrize(
    ("octets", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4 x", "is a PDF document"),
        (bytes(range(256)) * 50, "is not text"),
        (b"PK\x03\x04cut", "is damaged"),
    ],
)
def test_what_is_no_table(write: Write, by: Child, octets: bytes, said: str) -> None:
    with pytest.raises(Problem, match=said):
        recognise(write(octets, "calls.csv"), [recipe.parse(CALLS)], by=by)


def test_an_unknown_table_can_be_picked_previewed_and_read(write: Write, kinds: Kinds, by: Child) -> None:
    path = write(
        "Zeile;Anrufer;Gerufener;Zeitpunkt\n1;447700900001;447700900002;06.05.2024 07:08\n2;x?;;gestern\n"
    )
    found = recognise(path, [recipe.parse(CALLS)], by=by)
    assert found.candidates == () and found.columns == ("Zeile", "Anrufer", "Gerufener", "Zeitpunkt")
    assert found.tables[0].sample[0] == ("1", "447700900001", "447700900002", "06.05.2024 07:08")
    assert found.tables[0].sample_rows == (2, 3)
    made = picked(
        "call", {"caller": "Anrufer", "callee": "Gerufener", "start": "Zeitpunkt"}, reader=found.reader
    ).with_layout(date_order="dmy")
    context = ReadContext(country="GB", zone="Europe/Berlin", zone_basis="set by user")
    seen = preview.preview(path, made, kinds=kinds, context=context, by=by)
    good, bad = seen.rows
    assert good.records[0].fields == {
        "start": "2024-05-06 07:08 +02:00",
        "caller": "+44 7700 900001",
        "callee": "+44 7700 900002",
    }
    assert good.records[0].doubtful == ("caller", "callee") and good.refused is None
    assert bad.records == () and bad.refused is not None and bad.refused[0] == "Anrufer"
    saved = recipe.parse(recipe.to_text(made))
    with reading.open(path, saved, kinds=kinds, context=context, by=by) as opened:
        (block,) = list(opened)
    assert (block.rows, block.records["call"].height, block.rejects.height) == (2, 1, 1)


def test_a_preview_shows_refused_rows_and_undecided_dates(
    write: Write, kinds: Kinds, calls: Recipe, by: Child
) -> None:
    path = write(f"From,To,When\n{ROW.replace('2024-05-06', '03/04/2024')}\nshort\n" + (ROW + "\n") * 50)
    seen = preview.preview(path, calls, 3, kinds=kinds, by=by)
    assert [r.row for r in seen.rows] == [2, 3, 4] and seen.columns == ("From", "To", "When")
    assert seen.undecided == ("When",)
    assert (
        seen.rows[1].refused == ("", "too few columns: 1 where the header has 3")
        and seen.rows[1].raw == "short"
    )


def test_a_layout_is_known_in_a_workbook_as_in_a_text_file(tmp_path: Path, kinds: Kinds, by: Child) -> None:
    path = tmp_path / "calls.xlsx"
    book = Workbook()
    for row in (["From", "To", "When"], ["447700900001", "447700900002", "2024-05-06 07:08:09"]):
        book.active.append(row)
    book.save(path)
    best = recognise(path, [recipe.parse(CALLS)], by=by).best
    assert best is not None and best.recipe.reader == "workbook"
    assert recipe.parse(recipe.to_text(best.recipe)).reader == "workbook"
    with reading.open(path, best.recipe, kinds=kinds, context=ReadContext(), by=by) as opened:
        assert sum(block.records["call"].height for block in opened) == 1
