"""Installing: a packed folder is only trusted as far as the lock goes."""

import hashlib
import json
from pathlib import Path

import pytest

from installer import installing
from installer.places import LOCK, Stop


def packed(folder: Path, lock: str) -> Path:
    (folder / "wheels").mkdir()
    (folder / "pack.json").write_text(
        json.dumps({"system": "linux", "python": "3.11", "lock": lock}), "utf-8"
    )
    return folder


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="another version of Clew"):
        installing.check_folder(packed(tmp_path, "0" * 64))


def test_a_folder_of_this_version_is_taken(tmp_path: Path) -> None:
    installing.check_folder(packed(tmp_path, hashlib.sha256(LOCK.read_bytes()).hexdigest()))


def test_a_pip_that_the_lock_does_not_name_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = packed(tmp_path, "")
    with pytest.raises(Stop, match="holds no pip"):
        installing.pip_of(folder)
    wheel = folder / "wheels" / "pip-99.0-py3-none-any.whl"
    wheel.write_bytes(b"not the real one")
    with pytest.raises(Stop, match="damaged or changed"):
        installing.pip_of(folder)
    lock = tmp_path / "small.lock"
    lock.write_text(f"pip==99.0 --hash=sha256:{hashlib.sha256(b'not the real one').hexdigest()}", "utf-8")
    monkeypatch.setattr(installing, "LOCK", lock)
    assert installing.pip_of(folder) == wheel / "pip"


@pytest.mark.parametrize(
    ("line", "package"),
    [
        ("Collecting numpy==2.4.6", "numpy==2.4.6"),
        ("Requirement already satisfied: click==8.5.1 in ./.venv/lib (from -r lock)", "click==8.5.1"),
        ("Processing /media/my stick/wheels/pip-26.3-py3-none-any.whl (from -r lock)", "pip-26.3"),
        (r"Processing c:\stick\wheels\numpy-2.4.6-cp312-cp312-win_amd64.whl", "numpy-2.4.6"),
    ],
)
def test_progress_names_the_package(line: str, package: str) -> None:
    found = installing.PACKAGE.match(line)
    assert found is not None
    assert (found[1] or found[2]) == package


def test_a_broken_connection_is_named_as_the_reason() -> None:
    changes: list[str] = []
    progress = installing.Progress(1, changing=lambda: changes.append("changing"))
    progress.hear(
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(self-signed)': /simple/"
    )
    progress.hear("ERROR: No matching distribution found for numpy==2.4.6")
    assert (
        progress.problem
        == "No matching distribution found for numpy==2.4.6; 'SSLError(self-signed)': /simple/"
    )
    assert changes == []
    progress.hear("Installing collected packages: numpy")
    assert changes == ["changing"]
