"""Writing recipes on the command line: a draft that works on its file, and a check that can fail."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import A, B, C, Clew
from workbench.ingest import recipe as recipes_of

ODD = f"""Ring from;Ring to;Rang at;Lasted (s);Remark
{A};{B};01.06.2026 10:00;60;x
{B};{C};13.06.2026 11:00;30;y
"""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd rings.csv"
    path.write_text(ODD)
    return path


RECIPE = """
id = "own.rings"
name = "Rings"
reader = "delimited"
[recognise]
headers = ["Ring from", "Ring to", "Rang at"]
[[record]]
kind = "call"
[record.fields]
caller = { column = "Ring from" }
callee = { column = "Ring to" }
start = { column = "Rang at" }
duration = { column = "Lasted (s)" }
"""


def test_a_draft_can_be_checked_mended_and_used(clew: Clew, odd: Path, tmp_path: Path, case: Path) -> None:
    text = clew("recipe", "new", odd, "--kind", "call", "--country", "gb").text
    drafted = recipes_of.parse(text)
    assert drafted.id == "own.odd_rings" and drafted.kinds == ("call",)
    assert "# Columns not used:" in text and "# Fields of a call not filled:" in text
    assert tomllib.loads(text)["recognise"]["headers"]
    out = tmp_path / "rings.toml"
    assert clew("recipe", "new", odd, "--kind", "call", "-o", out).code == 0 and out.exists()
    out.write_text(RECIPE)
    said = clew("recipe", "check", out, odd, "--country", "gb", "--json")
    assert said.code == 0 and said.json["ok"] and said.json["records"] == {"call": 2}
    assert said.json["rows"] == {"read": 2, "kept": 2, "rejected": 0} and said.json["entities"] == {
        "phone": 3
    }
    assert "2 rows read, 2 kept" in clew("recipe", "check", out, odd).text
    (taken,) = clew("import", case, odd, "--map", out, "--json").json
    assert taken["recipe"] == "own.rings" and taken["rows"]["rejected"] == 0


def test_a_check_can_fail(clew: Clew, odd: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "rings.toml"
    recipe.write_text(RECIPE)
    odd.write_text(ODD + f"{A};nobody ???;14.06.2026 11:00;30;z\n")
    said = clew("recipe", "check", recipe, odd, "--json")
    assert said.code == 1 and not said.json["ok"]
    (reject,) = said.json["rejects"]
    assert (reject["row"], reject["column"]) == (4, "Ring to") and "nobody ???" in reject["raw"]
    assert "nobody ???" in clew("recipe", "check", recipe, odd).text
    recipe.write_text(RECIPE.replace('"Ring to"', '"Rung to"'))
    said = clew("recipe", "check", recipe, odd)
    assert said.code == 2 and "Rung to" in said.err
    recipe.write_text("id = ")
    assert clew("recipe", "check", recipe, odd).code == 2
    assert clew("recipe", "check", "no.such", odd).code == 2


def test_what_no_draft_can_be_made_of(clew: Clew, tmp_path: Path, odd: Path) -> None:
    path = tmp_path / "shapes.csv"
    path.write_text("colour,shape\nred,round\nblue,square\n")
    said = clew("recipe", "new", path)
    assert said.code == 2 and "colour, shape" in said.err
    assert clew("recipe", "new", odd, "--kind", "meal").code == 2
    assert clew("recipe", "new", tmp_path / "none.csv").code == 2
    assert clew("recipe").code == 2
