"""clew picture --view: timeline and pattern of life, for a chart and for some of its entities."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.cli.conftest import A, B, C, Clew
from tests.cli.test_handing import entries
from tests.paper_text import on_paper

JOINS = C  # whom both files name


@pytest.mark.parametrize("view", ["timeline", "pattern"])
@pytest.mark.parametrize("whose", [[], ["--entity", A], ["--entity", A, "--entity", f"phone:{B}"]])
def test_a_view_is_drawn_for_all_and_for_some(
    clew: Clew, case: Path, tmp_path: Path, view: str, whose: list[str]
) -> None:
    out = tmp_path / "view.png"
    said = clew("picture", case, "--view", view, *whose, "--size", "900x500", "-o", out)
    assert (said.code, said.err) == (0, "")
    image = QImage(str(out))
    assert (image.width(), image.height()) == (900, 500)
    inks = {image.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 500, 3)}
    assert len(inks) > 5


def test_filters_hold_and_what_cannot_be_is_said(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "view.png"
    said = clew("picture", case, "--view", "timeline", "--filter", "time=1999-01-01..1999-01-02", "-o", out)
    assert said.code == 2 and "nothing on this chart says when it happened" in said.err and not out.exists()
    said = clew("picture", case, "--view", "pattern", "--layout", "force", "-o", out)
    assert said.code == 2 and "a pattern has no layout" in said.err
    said = clew("picture", case, "--view", "map", "--filter", "hour=22-6", "-o", out)
    assert said.code == 2 and "where anything is" in said.err
    three = [word for n in (A, B, A) for word in ("--entity", n)]
    assert clew("picture", case, "--view", "pattern", *three[:4], "-o", out).code == 0


def test_on_the_chart_who_is_named_is_ringed(clew: Clew, case: Path, tmp_path: Path) -> None:
    plain, ringed = tmp_path / "plain.png", tmp_path / "ringed.png"
    for out, whose in ((plain, []), (ringed, ["--entity", JOINS])):
        said = clew("picture", case, "--view", "chart", "--layout", "circle", *whose, "-o", out)
        assert (said.code, said.err) == (0, "")
    assert QImage(str(plain)).size() == QImage(str(ringed)).size() and QImage(str(plain)) != QImage(
        str(ringed)
    )
    said = clew("picture", case, "--filter", "kind=wallet", "--entity", JOINS, "-o", tmp_path / "none.png")
    assert said.code == 2 and "not seen on this chart" in said.err and not (tmp_path / "none.png").exists()


@pytest.mark.parametrize("view", ["chart", "timeline", "pattern"])
def test_each_view_is_entered_in_the_log(clew: Clew, case: Path, tmp_path: Path, view: str) -> None:
    before = len(entries(case))
    assert clew("picture", case, "--view", view, "-o", tmp_path / f"{view}.png", "--as", "Ann").code == 0
    [entry] = entries(case)[before:]
    assert (entry["act"], entry["analyst"]) == ("picture", "Ann")


@pytest.mark.parametrize("view", ["timeline", "pattern"])
def test_a_view_is_printed_with_its_title(clew: Clew, case: Path, tmp_path: Path, view: str) -> None:
    out = tmp_path / f"{view}.pdf"
    said = clew(
        "print", case, "--view", view, "--entity", A, "--handling", "Official", "--paper", "A4", "-o", out
    )
    assert (said.code, said.err) == (0, "")
    words = on_paper(out)[0]
    assert {"timeline": "Timeline", "pattern": "Pattern of life"}[view] in words and "OFFICIAL" in words
    said = clew("print", case, "--entity", A, "-o", out)
    assert said.code == 2 and "a printed chart marks nobody" in said.err
