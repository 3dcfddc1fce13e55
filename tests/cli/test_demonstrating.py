"""clew demo: from raw files to a picture and a page, by importing them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Clew
from workbench.__main__ import main
from workbench.app import demonstration, paths
from workbench.cli import demonstrating


@pytest.mark.slow
def test_the_demonstration_is_made_shown_and_whole(clew: Clew, tmp_path: Path) -> None:
    said = clew("demo", "--headless", "--into", tmp_path / "demo")
    assert said.code == 0, said.err
    case, picture, page = (tmp_path / "demo" / f"demonstration.{e}" for e in ("case", "png", "html"))
    for path in (case, picture, page):
        assert path.stat().st_size > 10_000 and str(path) in said.text
    assert sorted(p.name for p in (tmp_path / "demo").iterdir()) == [case.name, page.name, picture.name]
    assert "phone +44 7700" in said.text and "pgp key" in said.text
    sources = clew("sources", case, "--json").json
    assert len(sources) >= 6 and all(s["rows"]["kept"] > 0 for s in sources)
    assert clew("verify", case).code == 0


def test_without_the_raw_files_there_is_no_demonstration(
    clew: Clew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path / "nothing")
    monkeypatch.setattr("workbench.app.kinds.shipped", lambda: None)
    monkeypatch.setattr("workbench.app.library.Library.shipped", _NoLibrary)
    said = clew("demo", "--headless", "--into", tmp_path / "demo")
    assert said.code == 2 and "raw files are not there" in said.err
    assert list((tmp_path / "demo").iterdir()) == []


class _NoLibrary:
    def close(self) -> None:
        """Nothing to end."""


def test_where_there_is_a_screen_the_window_opens_on_the_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstrating, "_screen", lambda: True)
    opened: list[Path | None] = []
    monkeypatch.setattr("workbench.__main__._window", lambda case: opened.append(case) or 0)
    made = _Made(tmp_path / "demonstration.case")
    monkeypatch.setattr(demonstration, "build", lambda *_, **__: made)
    monkeypatch.setattr(demonstration, "findings", lambda _: ["phone 1 is in two files"])
    monkeypatch.setattr("workbench.app.library.Library.shipped", _NoLibrary)
    assert main(["demo", "--into", str(tmp_path)]) == 0
    assert opened == [made.path] and made.closed


class _Made:
    def __init__(self, path: Path) -> None:
        self.case = self
        self.path = path
        self.outcomes: list[object] = []
        self.closed = False

    def __enter__(self) -> _Made:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True
