"""clew layout and clew picture --layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.cli.conftest import A, B, C, Clew
from tests.paper_text import on_paper
from workbench.app.layouts import LAYOUTS
from workbench.cli.layouts import NAMES
from workbench.drawing import headings, shot


def test_the_command_knows_every_layout() -> None:
    assert list(NAMES) == list(LAYOUTS)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "place"])
def test_positions_and_how_good_they_are(clew: Clew, case: Path, name: str) -> None:
    said = clew("layout", case, "--name", name, "--all", "--json")
    assert (said.code, said.err) == (0, "")
    found = said.json
    assert found["layout"] == name and {e["value"] for e in found["entities"]} >= {A, B, C}
    assert all(isinstance(e[k], float) for e in found["entities"] for k in ("x", "y"))
    assert found["links"] == 3
    quality = found["quality"]
    assert quality["overlaps"] == 0 and quality["crossings"] == 0 and quality["counted"]
    assert 0 <= quality["stress"] < 1 and 0 <= quality["neighbourhood"] <= 1
    assert clew("layout", case, "--name", name, "--all", "--json").json["entities"] == found["entities"]


def test_a_table_for_people(clew: Clew, case: Path) -> None:
    said = clew("layout", case)
    assert said.code == 0 and C in said.text and "0 icons on one another." in said.text


def test_the_top_of_a_hierarchy(clew: Clew, case: Path) -> None:
    found = clew("layout", case, "--all", "--name", "hierarchy", "--top", C, "--json").json["entities"]
    assert min(found, key=lambda e: e["y"])["value"] == C


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--name", "spiral"], "invalid choice"),
        (["--name", "grid", "--by", "hat"], "nothing is grouped by hat"),
        (["--name", "concentric", "--by", "hat"], "no importance by hat"),
        (["--name", "place"], "nothing here has a place"),
        (["--chart", "Nowhere"], "no chart 'Nowhere'"),
    ],
)
def test_what_cannot_be_done_is_said(clew: Clew, case: Path, options: list[str], what: str) -> None:
    said = clew("layout", case, *options)
    assert said.code == 2 and what in said.err and said.out == b""


def test_the_case_stays_as_it_is(clew: Clew, case: Path) -> None:
    before = case.read_bytes()
    clew("layout", case, "--name", "circle")
    assert case.read_bytes() == before


def test_a_picture_in_another_layout(clew: Clew, case: Path, tmp_path: Path) -> None:
    drawn = {}
    for name in ("force", "time", "hierarchy"):
        out = tmp_path / f"{name}.png"
        said = clew("picture", case, "--layout", name, "--size", "640x400", "-o", out)
        assert (said.code, said.err) == (0, "")
        drawn[name] = QImage(str(out))
        assert drawn[name].width() == 640
    assert drawn["force"] != drawn["time"] != drawn["hierarchy"]


def test_a_picture_in_the_order_of_time_has_its_axis(
    clew: Clew, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    usual = shot.written

    def written(*given: object) -> headings.Written:
        made = usual(*given)
        said.extend(words.text for words in made.words)
        return made

    monkeypatch.setattr(shot, "written", written)
    for layout in ("time", "circle"):
        said.clear()
        out = tmp_path / f"{layout}.png"
        assert clew("picture", case, "--layout", layout, "-o", out).code == 0 and out.stat().st_size
        assert any("Jun 2026" in text for text in said) is (layout == "time"), said


@pytest.mark.parametrize(("layout", "heads"), [("time", ["3 Jun", "4 Jun"]), ("grid", ["Phones"])])
def test_axis_and_headings_are_on_paper_in_tiles_too(
    clew: Clew, case: Path, tmp_path: Path, layout: str, heads: list[str]
) -> None:
    out = tmp_path / "tiles.pdf"
    said = clew("print", case, "--layout", layout, "--paper", "A2", "--tiles", "-o", out)
    assert said.code == 0 and "4 pages" in said.text
    pages = on_paper(out)
    above = " ".join(pages[0].split()) + " " + " ".join(pages[1].split())
    assert all(head in above for head in heads), above
    if layout == "time":
        assert heads[0] in " ".join(pages[0].split()) and heads[1] in " ".join(pages[1].split())
