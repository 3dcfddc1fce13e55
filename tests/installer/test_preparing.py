"""Preparing: done once, again only for what changed, and a half-made .venv is made anew."""

from pathlib import Path

import pytest

from installer import installing, libraries, places, preparing
from installer.places import Stop

HERE = (preparing.sys.version_info[0], preparing.sys.version_info[1])


class Preparation:
    """The steps of a preparation in an empty project, recorded instead of done."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        self.venv = folder / ".venv"
        self.python: tuple[int, int] | None = HERE
        self.fails_while: str | None = None
        for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml"):
            (folder / name).write_text(name, "utf-8")
        (folder / "kernels").mkdir()
        (folder / "kernels" / "warm.py").write_text("first", "utf-8")
        for module in (places, preparing):
            monkeypatch.setattr(module, "VENV", self.venv)
            monkeypatch.setattr(module, "PROJECT", folder)
        monkeypatch.setattr(preparing, "STAMP", self.venv / "prepared.json")
        monkeypatch.setattr(preparing, "LOCK", folder / "requirements.lock")
        monkeypatch.setattr(preparing, "TEST_LOCK", folder / "requirements-test.lock")
        monkeypatch.setattr(preparing, "PYPROJECT", folder / "pyproject.toml")
        monkeypatch.setattr(preparing, "KERNELS", folder / "kernels")
        monkeypatch.setattr(preparing, "python_in_venv", lambda: self.python)
        monkeypatch.setattr(preparing.subprocess, "run", self.make)
        monkeypatch.setattr(preparing, "warm_kernels", lambda: self.steps.append("kernels"))
        monkeypatch.setattr(installing, "install_lock", self.install)
        monkeypatch.setattr(installing, "install_clew", lambda: self.steps.append("clew"))
        monkeypatch.setattr(libraries, "add_missing", lambda offline: None)

    def make(self, command: list[str], **_: object) -> object:
        assert command[1:3] == ["-m", "venv"]
        self.steps.append("venv")
        (self.venv / "pyvenv.cfg").touch()
        return preparing.subprocess.CompletedProcess(command, 0)

    def install(self, lock: Path, folder: Path | None, changing: object) -> None:
        if self.fails_while == "downloading":
            raise Stop("no network")
        changing()  # type: ignore[operator]
        if self.fails_while == "unpacking":
            raise Stop("disk full")
        self.steps.append(lock.name)

    def again(self, tests: bool = False) -> list[str]:
        """What one more call does."""
        self.steps.clear()
        preparing.prepare(tests)
        return list(self.steps)


@pytest.fixture
def preparation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Preparation:
    return Preparation(tmp_path, monkeypatch)


def test_the_second_call_does_nothing(preparation: Preparation) -> None:
    assert preparation.again() == ["venv", "requirements.lock", "clew", "kernels"]
    assert preparation.again() == []


def test_the_lock_of_the_checks_serves_running_too_but_not_the_other_way(preparation: Preparation) -> None:
    preparation.again()
    assert "requirements-test.lock" in preparation.again(tests=True)
    assert preparation.again() == []
    assert preparation.again(tests=True) == []


def test_only_what_changed_is_done_again(preparation: Preparation) -> None:
    preparation.again()
    folder = preparation.venv.parent
    (folder / "kernels" / "warm.py").write_text("second", "utf-8")
    assert preparation.again() == ["kernels"]
    (folder / "pyproject.toml").write_text("changed", "utf-8")
    assert preparation.again() == ["clew"]
    (folder / "requirements.lock").write_text("changed", "utf-8")
    assert preparation.again() == ["requirements.lock", "clew", "kernels"]


def test_a_venv_left_half_made_is_made_anew(preparation: Preparation) -> None:
    preparation.fails_while = "unpacking"
    with pytest.raises(Stop, match="disk full"):
        preparation.again()
    (preparation.venv / "half a package").touch()
    preparation.fails_while = None
    assert preparation.again() == ["venv", "requirements.lock", "clew", "kernels"]
    assert not (preparation.venv / "half a package").exists()


def test_a_failed_download_keeps_what_was_there(preparation: Preparation) -> None:
    preparation.again()
    (preparation.venv.parent / "requirements.lock").write_text("changed", "utf-8")
    preparation.fails_while = "downloading"
    with pytest.raises(Stop, match="no network"):
        preparation.again()
    preparation.fails_while = None
    assert preparation.again() == ["requirements.lock", "clew", "kernels"]


@pytest.mark.parametrize("python", [None, (3, 10)])
def test_a_venv_whose_python_is_gone_or_too_old_is_made_anew(
    preparation: Preparation, python: tuple[int, int] | None
) -> None:
    preparation.again()
    preparation.python = python
    assert preparation.again()[0] == "venv"


def test_a_moved_project_is_prepared_anew(preparation: Preparation) -> None:
    preparation.again()
    preparing.write_stamp({**preparing.read_stamp(), "project": "/elsewhere"})
    assert preparation.again()[0] == "venv"


def test_a_strange_venv_that_works_is_filled_and_one_that_does_not_is_left_alone(
    preparation: Preparation,
) -> None:
    preparation.venv.mkdir()
    (preparation.venv / "somebody's").touch()
    preparation.python = None
    with pytest.raises(Stop, match="was not made by this script"):
        preparation.again()
    assert (preparation.venv / "somebody's").exists()
    preparation.python = HERE
    assert preparation.again() == ["requirements.lock", "clew", "kernels"]


def test_a_python_without_ensurepip_names_the_package_that_brings_it(
    preparation: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(libraries, "may_install", lambda: False)
    with pytest.raises(Stop, match=rf"sudo apt-get install python3\.{HERE[1]}-venv"):
        preparation.again()
