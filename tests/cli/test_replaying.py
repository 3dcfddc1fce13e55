"""content, replay, recipe-of, run-recipe: by exit code and JSON, and the same in processes of other settings."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.case.edits import EDITS
from tests.cli.conftest import Clew
from workbench.app import paths
from workbench.case import opening

HERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "POLARS_MAX_THREADS": "1"}
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "POLARS_MAX_THREADS": "4"}


def interpreters() -> list[str]:
    """This Python, and those named in CLEW_PYTHONS (paths apart by the system's separator) with Clew's packages."""
    named = [p for p in os.environ.get("CLEW_PYTHONS", "").split(os.pathsep) if p]
    return [sys.executable, *(named or [sys.executable])]


def elsewhere(
    python: str, settings: dict[str, str], home: Path, *said: object
) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    known = os.environ | settings | {"CLEW_HOME": str(home), "CLEW_ANALYST": "Else Where"}
    return subprocess.run(
        [python, "-m", "workbench", *map(str, said)], cwd=paths.ROOT, env=known, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_content_is_one_hash_of_named_parts(clew: Clew, case: Path) -> None:
    said = clew("content", case, "--json").json
    assert len(said["content"]) == 64
    counts = {part["name"]: part["count"] for part in said["parts"]}
    assert (counts["sources"], counts["readings"], counts["rejected rows"], counts["entities"]) == (
        2,
        2,
        1,
        4,
    )
    assert said["content"] in clew("content", case).text
    lines = clew("content", case, "--part", "links").text.splitlines()
    assert len(lines) == counts["links"] and lines[0].startswith('["called", "phone:+447700900')
    assert clew("content", case, "--part", "nonsense").code == 2


def test_two_cases_are_compared(clew: Clew, case: Path) -> None:
    other = shutil.copyfile(case, case.with_name("other.case"))
    assert clew("content", case, "--against", other).code == 0
    assert clew("undo", other).code == 0
    found = clew("content", case, "--against", other, "--json")
    assert found.code == 1 and found.json["difference"].startswith(
        "readings, line 2, counts: True in the first"
    )


def test_a_case_is_replayed(clew: Clew, case: Path) -> None:
    before = case.read_bytes()
    said = clew("replay", case, "--json")
    assert said.code == 0 and said.json["identical"] and said.json["imports"] == 2
    assert case.read_bytes() == before
    new = case.with_name("new.case")
    assert "The same came out" in clew("replay", case, "-o", new).text
    assert clew("content", case, "--against", new).code == 0 and clew("verify", new).code == 0
    again = clew("replay", case, "-o", new)
    assert again.code == 2 and "exists already" in again.err and new.exists()


def test_the_method_says_what_it_was_made_of(clew: Clew, case: Path) -> None:
    out = case.with_name("method.json")
    assert clew("recipe-of", case, "-o", out).code == 0
    said = json.loads(out.read_text("utf-8"))
    assert set(said["made_with"]) == {"clew", "python", "polars", "system"}
    assert [s["name"] for s in said["sources"]] == ["calls.csv", "more calls.csv"]
    assert said["sources"][0]["readings"][0]["options"]["zone"] == "Europe/London"
    recipes = [d for d in said["declared"] if d["sort"] == "recipe"]
    assert recipes and "[record.fields]" in recipes[0]["text"]
    assert [act["act"] for act in said["acts"]] == ["import", "import"]
    ran = clew("run-recipe", out, "--sources", case.parent, "-o", case.with_name("x.case"))
    assert ran.code == 2 and "calls.csv (" in ran.err and not case.with_name("x.case").exists()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(2))
def test_a_second_machine_gets_the_same(
    clew: Clew, made: Path, case: Path, tmp_path: Path, number: int
) -> None:
    """Two processes with another seed of hashes, zone, locale and number of threads; where CLEW_PYTHONS names other
    Pythons, in those."""
    sources = tmp_path / "files"
    sources.mkdir()
    for name in ("calls.csv", "more calls.csv"):
        shutil.copyfile(made.parent / name, sources / name)
    with opening.open_case(case, "A. Nalyst", write=True) as held:
        for edit in EDITS.values():
            edit(held, Random(7))
    out = tmp_path / "method.json"
    assert clew("recipe-of", case, "-o", out).code == 0
    content = clew("content", case, "--json").json["content"]
    python = interpreters()[number]
    settings = (HERE, ELSEWHERE)[number]
    ran = elsewhere(
        python,
        settings,
        tmp_path,
        "run-recipe",
        out,
        "--sources",
        sources,
        "-o",
        tmp_path / "n.case",
        "--json",
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert said["identical"] and said["again"] == content
