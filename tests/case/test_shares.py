"""A case on a network drive is read there and written nowhere but on a disk of this computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.case import opening, shares
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

LINUX = shares.mounts_of_linux(
    "/dev/sda1 / ext4 rw 0 0\n"
    "server:/cases /mnt/cases nfs4 rw,vers=4.2 0 0\n"
    "//server/share /mnt/my\\040share cifs rw 0 0\n"
    "me@host: /home/me/far fuse.sshfs rw 0 0\n"
    "drvfs /mnt/c 9p rw 0 0\n"
    "tmpfs /mnt/cases/local tmpfs rw 0 0\n"
    "gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0\n"
)
MACOS = shares.mounts_of_macos(
    "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
    "//me@server/share on /Volumes/share (smbfs, nodev, nosuid, mounted by me)\n"
    "server:/cases on /Volumes/of cases (nfs)\n"
    "/dev/disk5s1 on /Volumes/STICK (msdos, local, nodev)\n"
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/a.case", ""), ("/mnt/cases/a.case", "nfs4"), ("/mnt/cases", "nfs4"), ("/mnt/casesbeside/a.case", ""),
        ("/mnt/my share/in/a.case", "cifs"), ("/home/me/far/a.case", "fuse.sshfs"), ("/mnt/c/Users/a.case", "9p"),
        ("/mnt/cases/local/a.case", ""), ("/run/user/1000/gvfs/smb-share/a.case", "fuse.gvfsd-fuse"),
    ],
)  # fmt: skip
def test_what_linux_mounted_tells_a_share(path: str, kind: str) -> None:
    assert shares.among(path, LINUX) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/Users/me/a.case", ""), ("/Volumes/share/a.case", "smbfs"), ("/Volumes/of cases/a.case", "nfs"),
     ("/Volumes/STICK/a.case", "")],
)  # fmt: skip
def test_what_macos_mounted_tells_a_share(path: str, kind: str) -> None:
    assert shares.among(path, MACOS) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"\\server\share\a.case", "UNC"), ("//server/share/a.case", "UNC"), (r"\\?\UNC\server\share\a.case", "UNC"),
        (r"C:\cases\a.case", ""), (r"\\?\C:\cases\a.case", ""), (r"Z:\cases\a.case", "mapped drive"),
        (r"\\?\Z:\a.case", "mapped drive"), (r"\\.\Z:\a.case", "mapped drive"),
    ],
)  # fmt: skip
def test_what_windows_calls_a_drive_tells_a_share(path: str, kind: str) -> None:
    assert shares.on_windows(path, lambda root: shares.DRIVE_REMOTE if root == "Z:\\" else 3) == kind


def test_the_disk_of_this_test_is_of_this_computer(tmp_path: Path) -> None:
    assert shares.share(tmp_path / "a.case") == ""


def test_on_a_share_a_case_is_read_and_not_written(
    tmp_path: Path, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.case"
    opening.create(path, kinds, "A", title="One").close()
    monkeypatch.setattr(shares, "share", lambda at: "nfs4")
    for act in (
        lambda: opening.open_case(path, "A", write=True),
        lambda: opening.create(tmp_path / "two.case", kinds, "A"),
    ):
        with pytest.raises(
            Problem,
            match=r"lies on a network drive \(nfs4\), where a case cannot be written safely: work on a copy",
        ):
            act()
    with opening.open_case(path) as case:
        assert case.about.title == "One"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.case"]
