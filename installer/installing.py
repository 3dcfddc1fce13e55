"""pip inside .venv: the locked packages and Clew itself, from an index or from a packed folder."""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from installer.places import LOCK, PROJECT, Stop, program, run_aloud, say, surroundings

# What pip says of each package: from an index, there already, or from a file `NAME-VERSION-TAGS.whl`.
PACKAGE = re.compile(
    r"(?:Collecting|Requirement already satisfied:) (\S+==\S+)"
    r"|Processing (?:.*[\\/])?([^\\/-]+-[^\\/-]+)-[^\\/]+\.whl"
)


def check_folder(folder: Path) -> None:
    """Stop where a packed folder is for another version of Clew."""
    pack = json.loads((folder / "pack.json").read_text("utf-8"))
    if pack.get("lock") != hashlib.sha256(LOCK.read_bytes()).hexdigest():
        raise Stop(f"{folder} was packed with another version of Clew: pack it again with this one.")


def pip_of(folder: Path) -> Path:
    """The packed pip, which runs out of its wheel; Stop unless it is the very file that the lock names."""
    wheel = next((folder / "wheels").glob("pip-*.whl"), None)
    if wheel is None:
        raise Stop(f"{folder} is incomplete: it holds no pip. Pack it again.")
    if f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" not in LOCK.read_text("utf-8"):
        raise Stop(f"{wheel} is not the file that the lock names: it was damaged or changed. Pack it again.")
    return wheel / "pip"


class Progress:
    """Turns what pip prints into lines of progress, and remembers its last error."""

    def __init__(self, total: int, changing: Callable[[], None]) -> None:
        self.total, self.changing, self.seen = total, changing, 0
        self.problem, self.broken = "pip failed without a word", ""

    def hear(self, line: str) -> None:
        """Take one line of pip."""
        if found := PACKAGE.match(line):
            self.seen += 1
            say(f"      {self.seen:3} of at most {self.total}  {found[1] or found[2]}")
        elif line.startswith("Installing collected packages"):
            self.changing()
            say("      unpacking")
        elif "connection broken by" in line:
            self.broken = "; " + line.partition("connection broken by")[2].strip()
        elif line.startswith("ERROR:"):
            self.problem = line.removeprefix("ERROR:").strip() + self.broken


def install_lock(lock: Path, folder: Path | None, changing: Callable[[], None]) -> None:
    """Install every package of a lock, hashes checked; `changing` is called when .venv begins to change."""
    pip, where, environment = [program("python"), "-m", "pip"], list[str](), surroundings()
    if folder:
        pip = [program("python"), str(pip_of(folder))]
        where = ["--no-index", "--find-links", str(folder / "wheels")]
        environment = {name: value for name, value in environment.items() if not name.startswith("PIP_")}
        environment["PIP_CONFIG_FILE"] = os.devnull
    options = ["--require-hashes", "--only-binary", ":all:", "--progress-bar", "off", "-r", str(lock)]
    progress = Progress(len(re.findall(r"^\w", lock.read_text("utf-8"), re.MULTILINE)), changing)
    if run_aloud([*pip, "install", *options, *where], environment, progress.hear):
        hint = " Without a network, use 'pack' on a machine with one and 'prepare --from FOLDER' here."
        raise Stop(f"The packages could not be installed ({progress.problem}).{'' if folder else hint}")


def install_clew() -> None:
    """Put the `clew` command into .venv, running from the project's folder; needs no index and no network."""
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    command = [program("python"), "-m", "pip", "install", *options]
    done = subprocess.run(command, cwd=PROJECT, env=surroundings(), capture_output=True, text=True)
    if done.returncode:
        raise Stop(f"Clew itself could not be installed: {done.stderr.strip()}")
