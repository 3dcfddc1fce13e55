"""bootstrap.py: parses under an old Python, chooses one that suits, says what is wrong in one sentence."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from installer import bootstrap
from installer.places import PROJECT, Stop


@pytest.mark.parametrize("name", ["__init__.py", "bootstrap.py", "places.py"])
def test_what_an_old_python_reads_parses_under_3_8(name: str) -> None:
    ast.parse((PROJECT / "installer" / name).read_text("utf-8"), feature_version=(3, 8))


def test_only_the_two_old_files_are_imported_before_a_python_is_chosen() -> None:
    script = "import sys; sys.path.insert(0, '.'); import installer.bootstrap; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    ours = {name for name in loaded.stdout.split() if name.startswith("installer")}
    assert ours == {"installer", "installer.bootstrap", "installer.places"}


@pytest.mark.parametrize(
    ("version", "answer"),
    [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False), ((2, 7), False)],
)
def test_versions_that_suit(version: tuple[int, int], answer: bool) -> None:
    assert bootstrap.suits(version) is answer


def test_narrow_free_threaded_and_foreign_pythons_do_not_suit() -> None:
    assert not bootstrap.suits((3, 12), wide=False)
    assert not bootstrap.suits((3, 13), free_threaded=True)
    assert not bootstrap.suits((3, 11), implementation="pypy")


def test_a_packed_folder_wants_its_own_version_only() -> None:
    assert bootstrap.suits((3, 12), wanted=(3, 12))
    assert not bootstrap.suits((3, 13), wanted=(3, 12))


def answering(folder: Path, name: str, answer: str) -> None:
    """A program on PATH that answers the probe as a Python would."""
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{answer}'\n", "utf-8")
    program.chmod(0o755)


@pytest.fixture
def path_of_fakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH and home."""
    if sys.platform == "win32":
        pytest.skip("the stand-ins for Pythons are shell scripts")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_newest_python_that_suits_is_found(path_of_fakes: Path) -> None:
    answering(path_of_fakes, "python3.14", "3 14 1 1 cpython /opt/free threaded")
    answering(path_of_fakes, "python3.13", "3 13 1 0 cpython /opt/my python/python3.13")
    answering(path_of_fakes, "python3.11", "3 11 1 0 cpython /opt/python3.11")
    assert bootstrap.find_python(None) == "/opt/my python/python3.13"
    assert bootstrap.find_python((3, 11)) == "/opt/python3.11"
    assert bootstrap.find_python((3, 12)) is None


def test_a_program_that_only_pretends_is_passed_over(path_of_fakes: Path) -> None:
    answering(path_of_fakes, "python3.13", "not installed")
    answering(path_of_fakes, "python3", "3 12 1 0 cpython /opt/python3")
    assert bootstrap.find_python(None) == "/opt/python3"


@pytest.mark.parametrize(
    ("system", "machine", "libc", "words"),
    [
        ("linux", "aarch64", ("glibc", "2.36"), "this is linux on aarch64"),
        ("darwin", "x86_64", ("", ""), "this is macos on x86_64"),
        ("win32", "ARM64", ("", ""), "this is windows on ARM64"),
        ("freebsd14", "amd64", ("", ""), "this is freebsd14"),
        ("linux", "x86_64", ("glibc", "2.31"), "this one has glibc 2.31"),
        ("linux", "x86_64", ("", ""), "this one has another C library"),
    ],
)
def test_machines_without_wheels_are_told_so(
    system: str, machine: str, libc: tuple[str, str], words: str
) -> None:
    with pytest.raises(Stop, match=words):
        bootstrap.check_machine(system, machine, libc)


@pytest.mark.parametrize(
    ("system", "machine", "libc"),
    [("linux", "x86_64", ("glibc", "2.34")), ("darwin", "arm64", ("", "")), ("win32", "AMD64", ("", ""))],
)
def test_supported_machines_pass(system: str, machine: str, libc: tuple[str, str]) -> None:
    bootstrap.check_machine(system, machine, libc)


def test_run_passes_on_what_it_does_not_know_and_others_refuse_it() -> None:
    assert bootstrap.arguments(["run", "--headless", "--seed", "3"]).rest == ["--headless", "--seed", "3"]
    with pytest.raises(SystemExit):
        bootstrap.arguments(["prepare", "--fron", "FOLDER"])


def test_a_folder_that_was_not_packed_or_is_for_another_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"no readable pack\.json"):
        bootstrap.packed_for(tmp_path, "linux")
    (tmp_path / "pack.json").write_text("{}", "utf-8")
    with pytest.raises(Stop, match=r"no readable pack\.json"):
        bootstrap.packed_for(tmp_path, "linux")
    (tmp_path / "pack.json").write_text(json.dumps({"system": "windows", "python": "3.12"}), "utf-8")
    assert bootstrap.packed_for(tmp_path, "windows") == (3, 12)
    with pytest.raises(Stop, match="packed for windows; this is linux"):
        bootstrap.packed_for(tmp_path, "linux")


def test_a_problem_is_one_line_and_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["prepare", "--from", str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
