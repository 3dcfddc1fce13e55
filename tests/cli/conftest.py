"""The command line as a function, and a case made with it from real files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.__main__ import main

A, B, C, D = (f"+4477009000{n:02}" for n in range(1, 5))
CALLS = f"""Caller,Callee,Start,Duration
{A},{B},2026-06-01 10:00:00,60
{A},{B},2026-06-02 11:00:00,30
{B},{C},2026-06-03 12:00:00,0
{B},nobody at all ???,2026-06-03 12:00:00,5
{A},{B},2026-06-02 11:00:00,30
"""
MORE = f"""Caller,Callee,Start,Duration
{A},{B},2026-06-02 11:00:00,30
{C},{D},2026-06-04 09:00:00,7
"""


@dataclass(frozen=True)
class Said:
    """What a command said: exit code, standard output as bytes, standard error as text."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Clew = Callable[..., Said]


@pytest.fixture
def clew(capsysbinary: pytest.CaptureFixture[bytes]) -> Clew:
    """Runs a command in this process."""

    def run(*said: object) -> Said:
        capsysbinary.readouterr()
        code = main([str(s) for s in said])
        captured = capsysbinary.readouterr()
        return Said(code, captured.out, captured.err.decode())

    return run


@pytest.fixture(autouse=True)
def analyst(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A name to work under, and no settings or plugins of whoever runs the tests."""
    monkeypatch.setenv("CLEW_ANALYST", "T. Ester")
    monkeypatch.setenv("CLEW_HOME", str(tmp_path_factory.getbasetemp() / "home"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with two imported call files that overlap, one of them with a row that had to be rejected."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "calls.csv").write_text(CALLS)
    (folder / "more calls.csv").write_text(MORE)
    path = folder / "made.case"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_ANALYST", "T. Ester")
        patch.setenv("CLEW_HOME", str(folder / "home"))
        assert main(["new", str(path), "--title", "Made", "--country", "gb", "--zone", "Europe/London"]) == 0
        assert main(["import", str(path), str(folder / "calls.csv"), str(folder / "more calls.csv")]) == 0
    return path


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it to do with as a test likes, alone in its folder."""
    folder = tmp_path / "case"
    folder.mkdir()
    yield Path(shutil.copyfile(made, folder / "made.case"))
