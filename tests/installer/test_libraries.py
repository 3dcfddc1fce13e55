"""Qt's libraries: only what is really missing is asked for, and only asked where it may not be added."""

import sys
from pathlib import Path

import pytest

from installer import libraries
from installer.places import Stop

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux takes these libraries from the system"
)


class System:
    """A Linux that lacks some libraries, and what was asked of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, lacking: set[str], root: bool) -> None:
        self.lacking, self.installed = lacking, list[str]()
        monkeypatch.setattr(libraries, "missing", self.missing)
        monkeypatch.setattr(libraries, "has_font", lambda: True)
        monkeypatch.setattr(libraries, "may_install", lambda: root)
        monkeypatch.setattr(libraries, "apt_install", self.install)
        monkeypatch.setattr(libraries.shutil, "which", lambda name: "/usr/bin/" + name)

    def missing(self, table: dict[str, str]) -> dict[str, str]:
        return {library: package for library, package in table.items() if library in self.lacking}

    def install(self, packages: list[str]) -> bool:
        self.installed += packages
        self.lacking = set()
        return True


def test_the_loader_is_asked_and_not_a_list_of_packages() -> None:
    assert libraries.loads("libc.so.6")
    assert not libraries.loads("libnobody-has-this.so.7")
    assert libraries.missing({"libc.so.6": "libc6", "libnobody-has-this.so.7": "none"}) == {
        "libnobody-has-this.so.7": "none"
    }


def test_a_complete_system_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, set(), root=True)
    libraries.add_missing(offline=False)
    assert system.installed == []


def test_root_gets_only_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, {"libEGL.so.1", "libxcb-cursor.so.0"}, root=True)
    libraries.add_missing(offline=False)
    assert system.installed == ["libegl1", "libxcb-cursor0"]


def test_others_get_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    System(monkeypatch, {"libEGL.so.1", "libxcb-cursor.so.0"}, root=False)
    with pytest.raises(Stop, match=r"sudo apt-get install libegl1 libxcb-cursor0$"):
        libraries.add_missing(offline=False)


def test_without_a_screen_drawing_still_works_and_is_not_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    System(monkeypatch, {"libxcb-cursor.so.0"}, root=False)
    libraries.add_missing(offline=False)
    assert "no window can open without libxcb-cursor.so.0" in capsys.readouterr().out


def test_an_offline_preparation_never_calls_the_package_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(monkeypatch, {"libEGL.so.1"}, root=True)
    with pytest.raises(Stop, match="libegl1"):
        libraries.add_missing(offline=True)
    assert system.installed == []


def test_red_hat_systems_are_asked_by_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries.shutil, "which", lambda name: name if name == "dnf" else None)
    assert libraries.command_for({"libEGL.so.1": "libegl1"}, ["libegl1"]) == (
        "sudo dnf install 'libEGL.so.1()(64bit)'"
    )


def test_a_font_is_found_wherever_it_lies(tmp_path: Path) -> None:
    assert not libraries.has_font((str(tmp_path), str(tmp_path / "absent")))
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "Some.ttf").touch()
    assert libraries.has_font((str(tmp_path),))
