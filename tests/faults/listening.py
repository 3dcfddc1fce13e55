"""Notes every socket that a process of Python asks for: `sitecustomize` of a folder of its own, so that the processes
it starts are listened to as well. What is noted goes to the file that CLEW_HEARD names, a line each."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Python's own pipes between processes are pairs of local sockets, which have no address and reach nobody.
SITE = """
import os, sys

def _hear(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.")):
        if event == "socket.__new__" and int(args[1]) == 1:
            return
        file = os.open(os.environ["CLEW_HEARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, f"{event} {args[1:]!r}\\n".encode())
        os.close(file)

sys.addaudithook(_hear)
"""


def environment(folder: Path) -> dict[str, str]:
    """The environment in which everything is listened to."""
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(SITE)
    return {
        **os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "site"), *sys.path]),
        "CLEW_HEARD": str(folder / "heard.txt"), "CLEW_HOME": str(folder / "home"), "CLEW_ANALYST": "T. Ester",
        "QT_QPA_PLATFORM": "offscreen",
    }  # fmt: skip


def heard(folder: Path) -> list[str]:
    """What was noted."""
    file = folder / "heard.txt"
    return file.read_text().splitlines() if file.exists() else []
