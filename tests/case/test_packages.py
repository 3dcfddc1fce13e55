"""Packages: a case, its checkpoints, its verifier and a signed manifest; nothing of it can be exchanged unnoticed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import verifier
from tests.case.blocks import take_in
from tests.case.test_checkpoints import KEY
from workbench.case import anchoring, checkpoints, opening, packages, verifying
from workbench.case.anchoring import Anchors
from workbench.model.kinds import Kinds
from workbench.model.problems import Damaged, Problem


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, kinds: Kinds) -> Path:
    folder = tmp_path_factory.mktemp("package")
    with opening.create(folder / "a case.case", kinds, "A. Nalyst", title="Packed") as case:
        case.anchoring = Anchors(lambda: KEY, lambda said: None)
        take_in(case, folder, "one.csv", [(2, "+447700900001", "+447700900002", 1_000)])
        packages.make(case, folder / "packed.zip", lambda: KEY, verifier.FILE.read_bytes())
        assert [c.size for c in checkpoints.listed(case)] == [2, 3]
        with pytest.raises(Problem, match="exists already"):
            packages.make(case, folder / "packed.zip", lambda: KEY, b"")
    assert sorted(p.name for p in folder.iterdir()) == [
        "a case.case",
        "a case.case.checkpoints",
        "one.csv",
        "packed.zip",
    ]
    return folder / "packed.zip"


def unpacked(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as zipped:
        zipped.extractall(folder)
    return folder


def test_a_package_holds_and_says_what_is_in_it(package: Path, tmp_path: Path) -> None:
    with packages.opened(package) as found:
        assert (found.files, found.fingerprint) == (3, KEY.public.fingerprint)
        assert all(c.ok for c in verifying.verify(found.folder / packages.CASE))
    assert verifier.failed(package) == {}
    folder = unpacked(package, tmp_path)
    with packages.opened(folder) as found:
        assert found.folder == folder
    said = json.loads((folder / packages.MANIFEST).read_text("utf-8"))
    assert said["called"] == "a case.case" and said["made_by"] == "A. Nalyst"
    assert [c.note for c in anchoring.read(folder / packages.ANCHORS)][-1] == said["checkpoint"]


def test_its_own_verifier_runs_in_a_bare_interpreter(package: Path, tmp_path: Path) -> None:
    folder = unpacked(package, tmp_path)
    program = f"""import runpy, sys
sys.argv = ['verify_case.py', {str(folder)!r}]
try:
    runpy.run_path({str(folder / packages.VERIFIER)!r}, run_name='__main__')
except SystemExit as ending:
    assert not [m for m in sys.modules if m.split('.')[0] == 'workbench']
    raise
"""
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("Everything that was checked holds.\n")


def _other_bytes(folder: Path) -> None:
    data = bytearray((folder / packages.CASE).read_bytes())
    data[-1] ^= 1
    (folder / packages.CASE).write_bytes(data)


def _other_manifest(folder: Path) -> None:
    path = folder / packages.MANIFEST
    path.write_bytes(path.read_bytes().replace(b"A. Nalyst", b"Somebody."))


def _other_signer(folder: Path) -> None:
    path = folder / packages.NOTE
    data = bytearray(path.read_bytes())
    data[-30] = ord("A") if data[-30] != ord("A") else ord("B")
    path.write_bytes(data)


def _older_checkpoints(folder: Path) -> None:
    path = folder / packages.ANCHORS
    path.write_text(anchoring.read(path)[0].note, "utf-8")


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "bytes": (_other_bytes, "is not the file that the manifest lists"),
    "manifest": (_other_manifest, "is not the one that was signed"),
    "signature": (_other_signer, "forged"),
    "checkpoints": (_older_checkpoints, "is not the file that the manifest lists"),
    "no case": (lambda folder: (folder / packages.ANCHORS).unlink(), "is missing from the package"),
    "no signature": (lambda folder: (folder / packages.NOTE).unlink(), "has no (signature|manifest)"),
    "no manifest": (lambda folder: (folder / packages.MANIFEST).write_bytes(b"{}"), "no package|not the one"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_exchanged_is_told_by_both(package: Path, tmp_path: Path, change: str) -> None:
    folder, (spoil, said) = unpacked(package, tmp_path), CHANGES[change]
    spoil(folder)
    with pytest.raises((Damaged, Problem), match=said), packages.opened(folder):
        pass
    assert re.search(said, verifier.failed(folder)["package"])


def test_names_that_a_package_cannot_have_are_never_written(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "strange.zip"
    path.write_bytes(package.read_bytes())
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("../outside.txt", "x")
    with pytest.raises(Damaged, match="cannot list"), packages.opened(path):
        pass
    assert "cannot list" in verifier.failed(path)["package"]
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_package_cut_off_is_damaged(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.zip"
    path.write_bytes(package.read_bytes()[:-200])
    assert packages.is_package(path)
    with pytest.raises(Damaged), packages.opened(path):
        pass
    assert "damaged" in verifier.failed(path)["package"]


def test_a_protected_case_is_checked_with_its_passphrase(kinds: Kinds, tmp_path: Path) -> None:
    path = tmp_path / "locked.case"
    with opening.create(path, kinds, "A", passphrase="a long secret of mine") as case:
        take_in(case, tmp_path, "one.csv", [(2, "+447700900001", "+447700900002", 1_000)])
    (tmp_path / "right").write_text("a long secret of mine\n")
    (tmp_path / "wrong").write_text("another\n")
    assert verifier.failed(path, key_file=str(tmp_path / "right")) == {}
    assert "the passphrase is wrong" in verifier.failed(path, key_file=str(tmp_path / "wrong"))["opening"]
