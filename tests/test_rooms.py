"""What import-linter cannot see: QtWidgets outside ui, plugins past the api, SQL outside case."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WORKBENCH = ROOT / "workbench"
SQL = re.compile(
    r"^\s*(SELECT .+ FROM|INSERT (OR \w+ )?INTO|DELETE FROM|UPDATE \w+ SET|CREATE (TEMP )?TABLE|PRAGMA) ",
    re.S,
)


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(*rooms: str) -> list[Path]:
    return [f for room in rooms for f in sorted((WORKBENCH / room).rglob("*.py"))]


def _others(*but: str) -> list[Path]:
    return [f for f in sorted(WORKBENCH.rglob("*.py")) if f.relative_to(WORKBENCH).parts[0] not in but]


def test_only_ui_makes_widgets() -> None:
    found = [f for f in _others("ui") if any(i.startswith("PySide6.QtWidgets") for i in _imports(f))]
    assert found == []


def test_the_case_rooms_words_are_spoken_nowhere_else() -> None:
    found = []
    for file in _others("case"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
                found.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("plugin", sorted((ROOT / "plugins").iterdir()), ids=lambda p: p.name)
def test_a_plugin_comes_in_through_the_api(plugin: Path) -> None:
    for file in plugin.rglob("*.py"):
        past = [i for i in _imports(file) if i.startswith("workbench") and not i.startswith("workbench.api")]
        assert past == [], f"{file.name} imports {past}"


def test_nobody_imports_the_network() -> None:
    network = re.compile(
        r"(socket|ssl|http|urllib|requests|httpx|asyncio|PySide6\.QtNetwork|ftplib|smtplib)(\.|$)"
    )
    found = {str(f.relative_to(ROOT)): i for f in _files("") for i in _imports(f) if network.match(i)}
    assert found == {}


def test_every_file_says_what_it_is_for() -> None:
    silent = [
        str(f.relative_to(ROOT)) for f in _files("") if not ast.get_docstring(ast.parse(f.read_text("utf-8")))
    ]
    assert silent == []
