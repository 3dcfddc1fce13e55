"""One window per case: an OS lock on a file beside it, which also says who holds it."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from workbench.model.problems import Problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BYTE = (
    1 << 30
)  # locked far behind the text, because Windows locks are mandatory and the text must stay readable


class CaseLock:
    """Holds `name.case.lock` from `take` to `release`; a crash releases it by itself."""

    def __init__(self, case: Path) -> None:
        self.path = case.with_name(case.name + ".lock")
        self._file: int | None = None

    def take(self, analyst: str) -> None:
        """Takes the lock, or raises Problem naming the host and the person that hold it."""
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
            raise Problem(
                f"{self.path.name.removesuffix('.lock')} is open elsewhere: {who}", "close it there first"
            ) from error
        self._file = file
        try:
            os.ftruncate(file, 0)
            holder = f"{analyst or 'somebody'} on {platform.node()}, process {os.getpid()}\n"
            os.write(file, holder.encode("utf-8", "backslashreplace"))
        except OSError as error:
            self.release()
            raise Problem(
                f"the disk that holds {self.path.name.removesuffix('.lock')} does not take what is written",
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
