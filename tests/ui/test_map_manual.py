"""The manual's page of the map says what the window says, and its picture ships."""

from __future__ import annotations

import re

from tests.conftest import ROOT

FOLDER = ROOT / "resources" / "manual"
PAGE = (FOLDER / "map.html").read_text("utf-8")


def test_its_picture_is_there_described_and_small() -> None:
    shown = re.findall(r'<img src="([^"]+)"[^>]*alt="([^"]+)"', PAGE)
    assert [described for _, described in shown if described]
    assert all((FOLDER / name).stat().st_size < 150_000 for name, _ in shown)


def test_it_leads_nowhere_outside() -> None:
    assert not re.findall(r"(https?:|//[a-z])", PAGE)


def test_the_names_in_bold_stand_in_the_window() -> None:
    folders = (
        ROOT / "workbench" / "ui" / "map",
        ROOT / "workbench" / "ui" / "panels",
        ROOT / "workbench" / "app" / "actions",
    )
    source = "".join(path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.py")))
    for name in ("Map", "Heat", "cannot be placed", "Say where it lies…"):
        assert f"<b>{name}</b>" in PAGE and name in source, name
