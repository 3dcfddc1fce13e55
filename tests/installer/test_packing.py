"""Packing: markers for the target, not for the machine that packs; tags of every system; its folder."""

import json
from pathlib import Path

import pytest

from installer import packing
from installer.places import LOCK, Stop

SMALL = """\
# made by hand
everywhere==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via something
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:cc
pexpect==4.9.0 ; sys_platform != 'win32' \\
    --hash=sha256:dd
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:ee
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:ff
intel-only==1.0 ; platform_machine == 'x86_64' \\
    --hash=sha256:00
"""


def chosen(system: str, python: str) -> list[str]:
    wanted = packing.needed(SMALL, packing.target_environment(system, python))
    return [f"{requirement.name}{requirement.specifier}" for requirement, _ in wanted]


def test_a_lock_is_read_with_all_hashes() -> None:
    first, *others = packing.entries(SMALL)
    assert (first[0].name, first[1]) == ("everywhere", ["sha256:aa", "sha256:bb"])
    assert len(others) == 5


def test_markers_are_evaluated_for_the_target() -> None:
    assert chosen("windows", "3.12") == ["everywhere==1.0", "colorama==0.4.6", "numpy==2.5.5"]
    assert chosen("linux", "3.11") == ["everywhere==1.0", "pexpect==4.9.0", "numpy==2.4.6", "intel-only==1.0"]
    assert chosen("macos", "3.14") == ["everywhere==1.0", "pexpect==4.9.0", "numpy==2.5.5"]


def test_the_real_lock_differs_between_systems() -> None:
    lock = LOCK.read_text("utf-8")
    names = {
        system: {entry.name for entry, _ in packing.needed(lock, packing.target_environment(system, "3.12"))}
        for system in packing.TAGS
    }
    assert "colorama" in names["windows"] - names["linux"] - names["macos"]
    assert "pexpect" in (names["linux"] & names["macos"]) - names["windows"]


def test_no_tag_is_newer_than_the_oldest_supported_system() -> None:
    assert max(int(tag.split("_")[1]) for tag in packing.TAGS["macos"]) == 13
    assert packing.TAGS["linux"][0] == "manylinux_2_34_x86_64"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", "utf-8")
    with pytest.raises(Stop, match="holds other things"):
        packing.pack("linux", "3.12", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_pack_says_what_it_is_and_drops_an_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(lock: str, system: str, python: str, wheels: Path) -> None:
        (wheels / f"one-1.0-{system}.whl").write_bytes(b"wheel")

    monkeypatch.setattr(packing, "download", fetch)
    packing.pack("linux", "3.11", tmp_path / "pack")
    packing.pack("windows", "3.12", tmp_path / "pack")
    assert [path.name for path in (tmp_path / "pack" / "wheels").iterdir()] == ["one-1.0-windows.whl"]
    about = json.loads((tmp_path / "pack" / "pack.json").read_text("utf-8"))
    assert (about["system"], about["python"]) == ("windows", "3.12")
    told = (tmp_path / "pack" / "READ ME.txt").read_bytes().decode("utf-8")
    assert r"py installer\bootstrap.py prepare --from" in told
    assert (tmp_path / "pack" / "requirements.lock").read_bytes() == LOCK.read_bytes()
