"""Whether a folder lies on another machine, where two writers cannot be kept apart and a case may come to harm.

SQLite's write-ahead log needs shared memory between all who have the file open, and a lock that holds; shares of a
network promise neither (sqlite.org/wal.html, "All processes using a database must be on the same host computer").
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from workbench.model.problems import Problem

REMOTE = frozenset(
    (
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.ceph", "fuse.curlftpfs",
        "fuse.gcsfuse", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
        "gpfs", "lustre", "ncpfs", "nfs", "nfs3", "nfs4", "pvfs2", "smb", "smb2", "smb3", "smbfs", "sshfs", "vboxsf",
        "webdav", "prl_fs", "vmhgfs", "fuse.vmhgfs-fuse", "macfuse", "osxfuse",
    )
)  # fmt: skip
DRIVE_REMOTE = 4  # of GetDriveTypeW
Mounts = list[tuple[str, str]]


def refuse(path: Path) -> None:
    """Problem where a case at `path` would be written on another machine."""
    kind = share(path)
    if kind:
        raise Problem(
            f"{path.name} lies on a network drive ({kind}), where a case cannot be written safely",
            "work on a copy on a disk of this computer and bring it back when you are done; here it can be read",
        )


def share(path: Path) -> str:
    """What kind of share a path lies on, "" for a disk of this computer or where the system does not say."""
    if sys.platform == "win32":
        return on_windows(str(path.absolute()), _drive_type)
    found = Path(os.path.realpath(path))
    return among(str(found), _of_macos() if sys.platform == "darwin" else _of_linux())


def on_windows(path: str, drive_type: Callable[[str], int]) -> str:
    r"""The kind of share a path of Windows lies on: \\server\share, or a drive letter that stands for one."""
    plain = path.replace("/", "\\")
    if plain.startswith("\\\\?\\UNC\\") or (plain.startswith("\\\\") and plain[2:3] not in ("?", ".")):
        return "UNC"
    drive = re.match(r"(?:\\\\[?.]\\)?([A-Za-z]:)", plain)
    return "mapped drive" if drive and drive_type(f"{drive[1]}\\") == DRIVE_REMOTE else ""


def among(path: str, mounts: Mounts) -> str:
    """The kind of share a real path lies on, by what is mounted where (place, type); the deepest and latest counts."""
    deepest, kind = -1, ""
    for place, type in mounts:
        inside = path == place or path.startswith(place.rstrip("/") + "/")
        if inside and len(place) >= deepest:
            deepest, kind = len(place), type
    return kind if kind in REMOTE else ""


def _of_linux() -> Mounts:
    try:
        said = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:  # no /proc in some containers: nothing can be told
        return []
    return mounts_of_linux(said)


def mounts_of_linux(said: str) -> Mounts:
    """What is mounted where by /proc/mounts, with its \\040 for a space."""
    parts = (line.split(" ") for line in said.splitlines())
    return [
        (re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), p[1]), p[2])
        for p in parts
        if len(p) > 2
    ]


def _of_macos() -> Mounts:
    try:
        said = subprocess.run(["/sbin/mount"], capture_output=True, check=True, timeout=5).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return mounts_of_macos(said.decode("utf-8", "surrogateescape"))


def mounts_of_macos(said: str) -> Mounts:
    """What is mounted where by the lines of `mount`: //host/share on /Volumes/share (smbfs, nodev)."""
    return [(m[1], m[2]) for m in re.finditer(r"^.*? on (/.*?) \(([\w.]+)[,)]", said, re.MULTILINE)]


def _drive_type(root: str) -> int:
    import ctypes

    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0
