"""Expressions in recipes that try again and again end in a sentence: neither the window nor the child stands still."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests import needs
from workbench.app.library import Library
from workbench.ingest import reading as files
from workbench.ingest import recipe, recognising
from workbench.ingest.child import Child
from workbench.ingest.limits import Limits
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

SLOW = r"^(([a-z])+.)+[A-Z]([a-z])+$"
WORD = "a" * 60
RECIPE = """
id = "test.slow"
name = "Slow"
reader = "delimited"
[recognise]
headers = ["From", "To", "When"]
{signs}
[[record]]
kind = "call"
{when}
[record.fields]
caller = {{ column = "From"{take} }}
callee = {{ column = "To" }}
start = {{ column = "When" }}
"""
FILE = f"{WORD}\nFrom,To,When\n" + f"{WORD},447700900002,2024-05-06 07:08:09\n" * 20


def made(signs: str = "", when: str = "", take: str = "") -> str:
    return RECIPE.format(signs=signs, when=when, take=take)


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / f"{WORD}.csv"
    path.write_text(FILE)
    return path


@pytest.mark.parametrize(
    "signs",
    [f"cells = {{ From = '{SLOW}' }}", f"preamble = '{SLOW}'", f"filename = '{SLOW}'"],
    ids=["cells", "lines", "name"],
)
def test_recognising_takes_no_time(signs: str, calls: Path, reading: Library) -> None:
    began = time.monotonic()
    found = recognising.recognise(calls, [recipe.parse(made(signs))], by=reading.child)
    assert not any(candidate.fits for candidate in found.candidates)
    assert time.monotonic() - began < 30


def test_looking_around_is_refused_where_it_would_stop_the_window() -> None:
    with pytest.raises(Problem, match=r"cells, From: the pattern .* cannot be searched for"):
        recipe.parse(made(r"cells = { From = '(?=a)b' }"))
    with pytest.raises(Problem, match="cannot be searched for"):
        recipe.parse(made(when=r"when = { column = 'From', matches = '(a)\1' }"))


def test_conditions_take_no_time(calls: Path, kinds: Kinds, reading: Library) -> None:
    said = recipe.parse(made(when=f"when = {{ column = 'From', matches = '{SLOW}' }}"))
    with files.open(calls, said, kinds=kinds, by=reading.child) as opened:
        blocks = list(opened)
    assert sum(block.rejects.height for block in blocks) == 20


@needs.LIMITS
def test_what_takes_for_ever_is_ended_with_its_process(calls: Path, kinds: Kinds) -> None:
    """Taking a part out of a cell is Python's engine, in the child, whose processor time is limited."""
    said = recipe.parse(made(take=f", take = '{SLOW}'"))
    child = Child(limits=Limits(cpu_base=2, cpu_per_gibibyte=0))
    try:
        with (
            pytest.raises(Problem, match="needed more memory or time than is allowed"),
            files.open(calls, said, kinds=kinds, by=child) as opened,
        ):
            list(opened)
        (calls.parent / "sound.csv").write_text(
            "From,To,When\n447700900001,447700900002,2024-05-06 07:08:09\n"
        )
        with files.open(calls.parent / "sound.csv", recipe.parse(made()), kinds=kinds, by=child) as opened:
            assert sum(block.rows for block in opened) == 1
    finally:
        child.stop()
