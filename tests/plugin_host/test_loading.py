"""Plugin readers work in the child process, and one that does not load is the plugin's fault, by name."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import pytest

from tests.plugin_host.conftest import MANIFEST, READER, RECIPE, Make
from workbench.ingest import reading, recognising
from workbench.ingest.child import Child
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.plugin_host import loading
from workbench.plugin_host.discovery import Plugins, discover

ENTRY = '[[reader]]\nid = "{id}.pipes"\nname = "Pipes"\nentry = "pipes:Pipes"\n'
WORDS = 'COLUMNS = ("From", "To", "When")\n'


def plugins(make: Make, kinds: Kinds, id: str, code: str = READER, **files: str) -> Plugins:
    root = make(
        id,
        MANIFEST.format(id=id) + ENTRY.format(id=id),
        pipes_dot_py=code.replace("{id}", id),
        words_dot_py=WORDS,
        recipes_in_pipes_dot_toml=RECIPE.format(id=id).replace('"delimited"', f'"{id}.pipes"'),
        **files,
    )
    return discover([root], kinds)


def test_a_plugins_reader_reads_in_the_child(make: Make, kinds: Kinds, tmp_path: Path) -> None:
    found = plugins(make, kinds, "first")
    path = tmp_path / "a.dat"
    path.write_text("PIPES\n447700900001/447700900002/2024-05-06\n")
    child = Child(loading.reader_source(found))
    try:
        known = recognising.recognise(path, found.recipes, by=child)
        assert known.reader == "first.pipes" and known.best is not None
        with reading.open(path, known.best.recipe, kinds=kinds, by=child) as opened:
            (block,) = list(opened)
        assert block.records["call"]["row"].to_list() == [2]
    finally:
        child.stop()
    assert not [name for name in sys.modules if name.startswith(loading.PACKAGE + "first")]


def test_each_plugin_has_its_own_package(make: Make, kinds: Kinds) -> None:
    one = plugins(make, kinds, "second")
    two = plugins(make, kinds, "third", __init___dot_py="GREETING = 'hello'\n")
    source = pickle.loads(pickle.dumps(loading.reader_source(two)))
    readers = source()
    assert [r.id for r in readers] == ["second.pipes", "third.pipes"]
    assert readers[0].__module__ == "clew_plugin_second.pipes" != readers[1].__module__
    assert sys.modules["clew_plugin_third"].GREETING == "hello"
    assert [r.id for r in loading.reader_source(one)()] == ["second.pipes"]


def places(found: Plugins) -> tuple[loading.Place, ...]:
    source = loading.reader_source(found)
    taken: tuple[loading.Place, ...] = source.args[0]  # type: ignore[attr-defined]
    return taken


@pytest.mark.parametrize(
    ("id", "code", "said"),
    [
        ("broken_a", "import nothing_like_this", "ModuleNotFoundError: No module named 'nothing_like_this'"),
        ("broken_b", "1 / 0", "ZeroDivisionError"),
        ("broken_c", "x = 1", "AttributeError"),
        ("broken_d", "class Pipes:\n    id = 'other'\n", "is not the reader broken_d.pipes"),
    ],
)
def test_a_reader_that_does_not_load(make: Make, kinds: Kinds, id: str, code: str, said: str) -> None:
    found = plugins(make, kinds, id, code)
    with pytest.raises(Problem, match=f"plugin {id}") as caught:
        loading.load(places(found)[-1])
    assert said in str(caught.value)


def test_a_broken_reader_says_why_and_keeps_no_other_from_reading(
    make: Make, kinds: Kinds, tmp_path: Path
) -> None:
    found = plugins(make, kinds, "broken_e", "1 / 0")
    path, own = tmp_path / "a.csv", tmp_path / "b.dat"
    path.write_text("From,To,When\n447700900001,447700900002,2024-05-06\n")
    own.write_bytes(bytes(range(256)) * 40)
    child = Child(loading.reader_source(found))
    try:
        assert recognising.recognise(path, found.recipes, by=child).columns == ("From", "To", "When")
        with pytest.raises(Problem) as caught:
            recognising.recognise(own, found.recipes, by=child)
        assert caught.value.what == "b.dat is not text, not a table that can be read"
        assert "plugin broken_e: its reader broken_e.pipes does not load" in caught.value.hint
        with pytest.raises(Problem, match=r"reader broken_e\.pipes does not load"):
            list(reading.open(path, found.recipes[0], kinds=kinds, by=child))
    finally:
        child.stop()


def test_a_reader_that_fails_at_a_look_is_named(make: Make, kinds: Kinds, tmp_path: Path) -> None:
    found = plugins(make, kinds, "failing", READER.replace("return Sniffed", "return 1 / 0 or Sniffed"))
    path = tmp_path / "a.dat"
    path.write_bytes(b"PIPES" + bytes(range(1, 32)) * 200)
    child = Child(loading.reader_source(found))
    try:
        with pytest.raises(
            Problem, match=r"a\.dat is .* not a table.*reader failing\.pipes failed on a\.dat"
        ):
            recognising.recognise(path, found.recipes, by=child)
    finally:
        child.stop()


def test_files_that_changed_since_they_were_found_are_not_run(make: Make, kinds: Kinds) -> None:
    found = plugins(make, kinds, "changed")
    (found.plugins[0].folder / "pipes.py").write_text("raise SystemExit(5)")
    with pytest.raises(Problem, match="plugin changed has changed since the program started"):
        loading.load(places(found)[-1])
