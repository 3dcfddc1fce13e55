"""One window per case: an OS lock on a file beside it, which also says who holds it."""

from __future__ import annotations

import os
import platform
import sys
from datetime import datetime
from pathlib import Path

from workbench.case import shares
from workbench.model.problems import Problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BYTE = (
    1 << 30
)  # locked far behind the text, because Windows locks are mandatory and the text must stay readable


class InUse(Problem):
    """A case that somebody else has open: `who`, on which computer, since when."""

    def __init__(self, name: str, who: str) -> None:
        super().__init__(f"{name} is open elsewhere: {who}", "close it there first")
        self.who = who


class CaseLock:
    """Holds `name.case.lock` from `take` to `release`; a crash releases it by itself."""

    def __init__(self, case: Path) -> None:
        self.path = case.with_name(case.name + ".lock")
        self._name = case.name
        self._file: int | None = None

    def take(self, analyst: str) -> None:
        """Takes the lock, or raises InUse naming the host and the person that hold it; Problem where the case lies on
        another machine or its folder cannot be written."""
        shares.refuse(self.path.with_name(self._name))
        try:
            file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise Problem(
                f"{self.path.parent} cannot be written",
                f"open a copy of the case elsewhere ({error.strerror})",
            ) from error
        try:
            self._lock(file)
            if not self.path.exists() or not os.path.samestat(os.fstat(file), self.path.stat()):
                # The holder before us removed the file between our opening and our locking it.
                os.close(file)
                return self.take(analyst)
        except OSError as error:
            said = os.pread(file, 300, 0) if hasattr(os, "pread") else os.read(file, 300)
            os.close(file)
            who = said.decode("utf-8", "replace").strip()
            raise InUse(self._name, who) from error
        self._file = file
        try:
            os.ftruncate(file, 0)
            now = datetime.now().astimezone().strftime("%d %B %Y, %H:%M %Z").lstrip("0")
            holder = f"{analyst or 'somebody'} on {platform.node()}, process {os.getpid()}, since {now}\n"
            os.write(file, holder.encode("utf-8", "backslashreplace"))
        except OSError as error:
            self.release()
            raise Problem(
                f"the disk that holds {self._name} does not take what is written",
                f"make room, or open a copy elsewhere ({error.strerror})",
            ) from error

    def _lock(self, file: int) -> None:
        if sys.platform == "win32":
            os.lseek(file, _BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            os.lseek(file, 0, os.SEEK_SET)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        """Lets the case go; safe to call twice."""
        if self._file is None:
            return
        file, self._file = self._file, None
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(file)
            self.path.unlink(missing_ok=True)
        else:
            self.path.unlink(missing_ok=True)
            os.close(file)
