"""pip inside .venv: the locked packages and Clew itself, from an index or from a packed folder."""

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from installer.places import LOCK, PROJECT, Stop, program, say, surroundings

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


def install_lock(lock: Path, folder: Path | None, changing: Callable[[], None]) -> None:
    """Install every package of a lock, hashes checked; `changing` is called when .venv begins to change."""
    command = [program("python"), "-m", "pip"]
    environment = {**surroundings(), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    where: list[str] = []
    if folder:
        command = [program("python"), str(pip_of(folder))]
        environment = {name: value for name, value in environment.items() if not name.startswith("PIP_")}
        environment["PIP_CONFIG_FILE"] = os.devnull
        where = ["--no-index", "--find-links", str(folder / "wheels")]
    command += [
        "install",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--progress-bar",
        "off",
        *where,
        "-r",
        str(lock),
    ]
    total = len(re.findall(r"^[A-Za-z0-9]", lock.read_text("utf-8"), re.MULTILINE))
    seen, problem = 0, ""
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=PROJECT,
    )
    assert running.stdout is not None
    for line in running.stdout:
        if found := PACKAGE.match(line):
            seen += 1
            say(f"      {seen:3} of at most {total}  {found[1] or found[2]}")
        elif line.startswith("Installing collected packages"):
            changing()
            say("      unpacking")
        elif line.startswith("ERROR:"):
            problem = line.removeprefix("ERROR:").strip()
    if running.wait() == 0:
        return
    hint = (
        ""
        if folder
        else " Without a network, use 'pack' on a machine with one and 'prepare --from FOLDER' here."
    )
    raise Stop(f"The packages could not be installed ({problem or 'pip failed without a word'}).{hint}")


def install_clew() -> None:
    """Put the `clew` command into .venv, running from the project's folder; needs no index and no network."""
    command = [
        program("python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    done = subprocess.run(
        [*command, "--editable", "."], cwd=PROJECT, env=surroundings(), capture_output=True, text=True
    )
    if done.returncode:
        raise Stop(f"Clew itself could not be installed: {done.stderr.strip()}")
