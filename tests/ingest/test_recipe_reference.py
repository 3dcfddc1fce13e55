"""The reference of the recipe language names every entry the parser knows, and everything it shows can be read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from workbench.ingest import recipe
from workbench.ingest.child import Child
from workbench.ingest.context import ReadContext
from workbench.ingest.readers import ALIKE
from workbench.ingest.recognising import recognise
from workbench.ingest.trying import try_recipe
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

Write = Callable[..., Path]
FOLDER = ROOT / "resources" / "manual"
PAGE = (FOLDER / "recipes.html").read_text("utf-8")
SHOWN = [
    (sort, html.unescape(text)) for sort, text in re.findall(r'(?s)<pre class="([a-z ]+)">(.*?)</pre>', PAGE)
]
HEAD = 'id = "own.r"\nname = "R"\nreader = "delimited"\n'
CALL = '[[record]]\nkind = "call"\n[record.fields]\nstart = { column = "D" }\ncaller = { column = "A" }\n'
FIELDS = "[[record]]\nkind = \"call\"\n[record.fields]\nstart = {{ column = 'D'{} }}"
# A recipe with an entry nobody knows in each of its tables: the parser answers with those it knows.
TABLES = {
    "top": HEAD + "wrong = 1\n",
    "recognise": HEAD + "[recognise]\nwrong = 1\n" + CALL,
    "layout": HEAD + "[layout]\nwrong = 1\n" + CALL,
    "record": HEAD + CALL.replace("[record.fields]", "wrong = 1\n[record.fields]"),
    "when": HEAD + CALL.replace("[record.fields]", "when = { wrong = 1 }\n[record.fields]"),
    "swap": HEAD + CALL + "[record.swap]\nwrong = 1\n",
    "field": HEAD + FIELDS.format(", wrong = 1"),
    "as": HEAD + FIELDS.format(", as = { wrong = 1 }"),
    "zone": HEAD + FIELDS.format(", zone = { wrong = 1 }"),
    "asset": HEAD + FIELDS.format(", asset = { wrong = 1 }"),
    "platform": HEAD + FIELDS.format(", platform = { wrong = 1 }"),
}


def known(table: str) -> set[str]:
    """The entries that the parser knows in a table of a recipe."""
    with pytest.raises(Problem, match="unknown entry wrong") as raised:
        recipe.parse(TABLES[table])
    return set(raised.value.hint.removeprefix("known are ").split(", "))


def whole(sort: str, text: str, kinds: Kinds) -> str:
    """What the page shows as the recipe it is a piece of: a piece of a field's record gets what the kind needs."""
    sort, _, kind = sort.partition(" ")
    if sort == "field":
        filled = set(re.findall(r"(?m)^(\w+) = ", text))
        needed = [f.id for f in kinds.records[kind].fields if f.required]
        needed += kinds.records[kind].one_of if not filled & {*kinds.records[kind].one_of} else ()
        more = "".join(f'{name} = {{ column = "X" }}\n' for name in needed if name not in filled)
        return f'{HEAD}[[record]]\nkind = "{kind}"\n[record.fields]\n{more}{text}\n'
    if sort == "part":
        return (text if text.startswith("id = ") else HEAD + text) + "\n" + CALL
    return HEAD + text if sort == "record" else text


@pytest.mark.parametrize("table", TABLES)
def test_every_entry_is_in_the_reference_and_nothing_else(table: str) -> None:
    there = set(re.findall(rf'name="{table}\.(\w+)"', PAGE))
    assert there == known(table)


@pytest.mark.parametrize("entry", ["date_order", "calendar", "decimal", "order", "unix", "sign"])
def test_what_an_entry_may_say_is_in_the_reference(entry: str) -> None:
    of_layout = HEAD + f'[layout]\n{entry} = "?"\n' + CALL
    of_field = HEAD + FIELDS.format(f", {entry} = '?'")
    with pytest.raises(Problem, match=f"{entry} is") as raised:
        recipe.parse(of_field if entry in known("field") else of_layout)
    for word in raised.value.hint.removeprefix("say one of ").split(", "):
        assert f"<code>{word}</code>" in PAGE or f'<code>"{word}"</code>' in PAGE or word in ".,", word


def test_readers_that_give_the_same_sort_of_table_are_all_named() -> None:
    assert all(f"<code>{reader}</code>" in PAGE for reader in ALIKE)


@pytest.mark.parametrize("at", [at for at, (sort, _) in enumerate(SHOWN) if sort not in ("file", "shell")])
def test_every_example_is_a_recipe(at: int, kinds: Kinds) -> None:
    made = recipe.parse(whole(*SHOWN[at], kinds))
    recipe.check(made, kinds)


def test_every_entry_of_a_field_is_shown_in_an_example() -> None:
    shown = "".join(text for sort, text in SHOWN if sort not in ("file", "shell"))
    for table in ("recognise", "layout", "record", "when", "field"):
        for entry in known(table):
            assert re.search(rf"(?m)(^|[{{,] |[\[.]){entry}( =|\])", shown), entry


def test_the_worked_example_does_what_the_page_says(write: Write, by: Child, kinds: Kinds) -> None:
    text = next(text for sort, text in SHOWN if sort == "recipe worked")
    path = write(next(text for sort, text in SHOWN if sort == "file"), "operator export.csv")
    made = recipe.parse(text)
    best = recognise(path, [made], by=by).best
    assert best is not None and best.recipe == made
    tried = try_recipe(path, made, kinds=kinds, context=ReadContext(country="GB"), by=by)
    assert (tried.rows, tried.kept, dict(tried.records)) == (6, 4, {"call": 3, "message": 1})
    for _, row, column, reason, _ in tried.refused:
        assert f"row {row} (<i>{column}: {reason}</i>)" in PAGE.replace("\n", " ")
    assert len(tried.refused) == 2


def test_it_leads_nowhere_but_to_pages_and_places_that_are_there() -> None:
    assert not re.findall(r"(https?:|//[a-z])", PAGE)
    for target in re.findall(r'<a href="([^"]+)"', PAGE):
        page, _, place = target.partition("#")
        assert (FOLDER / page).is_file() if page else f'name="{place}"' in PAGE, target
