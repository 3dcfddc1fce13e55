"""A folder and a file that nobody may write to, as on a disc: every command that reads works and leaves nothing there;
those that write say in one sentence why they cannot."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs
from tests.case.blocks import take_in
from workbench.__main__ import main
from workbench.app import kinds
from workbench.case import archives, opening

pytestmark = needs.PERMISSIONS
A, B, C = "+447700900001", "+447700900002", "+447700900003"
CALLS = [(2, A, B, 60), (3, B, C, 90), (4, A, B, 700)]
READING = [
    ["sources"], ["entities"], ["entities", "--search", "4477"], ["links"], ["rejects"], ["search", "4477"],
    ["records", "--between", A, B], ["path", A, C], ["ask", "most_contacts"], ["joined"], ["history"], ["review"],
    ["verify"], ["content"], ["purge", "--source", "1", "--dry-run"],
]  # fmt: skip
HANDING = [
    ["know", "--entity", A, "-o", "know.html"], ["table", "entities", "-o", "entities.csv"],
    ["export", "--source", "1", "-o", "calls.csv"],
    ["export", "--plain", "-o", "plain.sqlite"], ["picture", "-o", "picture.png"], ["page", "-o", "page.html"],
    ["backup", "-o", "backup.case"], ["archive", "-o", "again.case"],
]  # fmt: skip
WRITING = [
    ["undo"], ["redo"], ["import", __file__], ["review", "--set", "2030-01-01"],
    ["purge", "--source", "1", "--why", "x", "--authority", "y"],
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Does all of it once where it may be written, so that nobody, who may not read the library of whoever runs the
    tests, needs to load anything."""
    folder = tmp_path_factory.mktemp("loaded")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLEW_ANALYST", "T. Ester")
        patch.setenv("CLEW_HOME", str(folder / "home"))
        with opening.create(folder / "one.case", kinds.shipped(), "A", country="GB") as case:
            take_in(case, folder, "calls.csv", CALLS)
        for command in [*READING, *([*c[:-1], str(folder / c[-1])] for c in HANDING)]:
            assert run(folder / "one.case", command) == 0, command


@pytest.fixture
def desk() -> Iterator[Path]:
    """A folder of nobody's, who is at work; not below pytest's own, which every other run of it closes again."""
    folder = Path(tempfile.mkdtemp())
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        shutil.rmtree(folder)


@pytest.fixture(params=["archive", "case"])
def medium(desk: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A case, or its archive, in a folder that may only be read."""
    monkeypatch.setenv("CLEW_ANALYST", "T. Ester")
    monkeypatch.setenv("CLEW_HOME", str(desk / "home"))
    folder, work = desk / "disc", desk / "work.case"
    folder.mkdir()
    with opening.create(work, kinds.shipped(), "A", country="GB", zone="Europe/London") as case:
        take_in(case, desk, "calls.csv", CALLS)
        if request.param == "archive":
            archives.make(case, folder / "one.case")
    if request.param == "case":
        (folder / "one.case").write_bytes(work.read_bytes())
        (folder / "one.case").chmod(0o444)
    folder.chmod(0o555)
    yield folder / "one.case"
    folder.chmod(0o755)


def run(path: Path, command: list[str]) -> int:
    return main([command[0], str(path), *command[1:]])


def test_what_reads_works_and_leaves_nothing(medium: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = medium.read_bytes()
    for command in READING:
        code = run(medium, command)
        assert code == 0, (command, capsys.readouterr().err)
    assert [p.name for p in medium.parent.iterdir()] == ["one.case"] and medium.read_bytes() == before


def test_what_hands_out_writes_elsewhere_and_says_that_nothing_was_entered(
    medium: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for *command, name in HANDING:
        capsys.readouterr()
        assert run(medium, [*command, str(desk / name)]) == 0, (command, capsys.readouterr().err)
        assert (desk / name).stat().st_size > 0 and "not entered in the log" in capsys.readouterr().err
    assert [p.name for p in medium.parent.iterdir()] == ["one.case"]


def test_what_writes_says_why_it_cannot(medium: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = medium.read_bytes()
    for command in WRITING:
        capsys.readouterr()
        assert run(medium, command) == 2, command
        said = capsys.readouterr().err
        assert "cannot be written" in said or "is an archive" in said, (command, said)
    assert [p.name for p in medium.parent.iterdir()] == ["one.case"] and medium.read_bytes() == before
