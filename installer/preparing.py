"""Makes .venv and fills it: locked packages, the `clew` command, system libraries, compiled kernels."""

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from installer import installing, libraries
from installer.places import LOCK, NEWEST, OLDEST, PROJECT, TEST_LOCK, VENV, Stop, program, say, surroundings

STAMP = VENV / "prepared.json"
PYPROJECT = PROJECT / "pyproject.toml"
KERNELS = PROJECT / "workbench" / "kernels"


def digest(*paths: Path) -> str:
    """One SHA-256 over the contents of several files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_stamp() -> dict[str, str]:
    """What the last preparation had finished; empty where there was none."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Replace the stamp in one move, so that it is never half written."""
    fresh = STAMP.with_suffix(".new")
    fresh.write_text(json.dumps(stamp, indent=1), "utf-8")
    fresh.replace(STAMP)


def python_in_venv() -> tuple[int, int] | None:
    """Version of the Python in .venv, or None where it does not start."""
    ask = [program("python"), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, capture_output=True, text=True, env=surroundings(), timeout=60)
    except OSError:
        return None
    words = answer.stdout.split()
    return (int(words[0]), int(words[1])) if answer.returncode == 0 and len(words) == 2 else None


def reason_to_remake(stamp: dict[str, str], wanted: tuple[int, int] | None) -> str:
    """Why the .venv that is there cannot be built upon; empty where it can."""
    version = python_in_venv()
    if stamp.get("unfinished"):
        return "the last preparation was interrupted"
    if version is None:
        return "its Python does not start"
    if not OLDEST <= version <= NEWEST or (wanted and version != wanted):
        return f"its Python is {version[0]}.{version[1]}"
    if stamp and stamp.get("project") != str(PROJECT):
        return "the project's folder has moved"
    return ""


def add_ensurepip() -> None:
    """Debian and Ubuntu keep the part of Python that puts pip into .venv in a package of its own."""
    package = f"python3.{sys.version_info[1]}-venv"
    if not (libraries.may_install() and libraries.apt_install([package])):
        raise Stop(
            f"This Python cannot make a .venv with pip; add what is missing: sudo apt-get install {package}"
        )


def make_environment(folder: Path | None = None) -> dict[str, str]:
    """See to a .venv that works, remaking one that is broken or half made; its stamp."""
    stamp = read_stamp()
    if VENV.exists() and any(VENV.iterdir()):
        wanted = (sys.version_info[0], sys.version_info[1]) if folder else None
        reason = reason_to_remake(stamp, wanted)
        if not reason:
            return stamp
        if not stamp:
            raise Stop(
                f"{VENV} was not made by this script and {reason}: rename or remove it, then call this again."
            )
        say(f"      making .venv anew: {reason}")
        shutil.rmtree(VENV)
    if folder is None and importlib.util.find_spec("ensurepip") is None:
        add_ensurepip()
    VENV.mkdir(exist_ok=True)
    write_stamp({"unfinished": "making .venv"})
    # A packed folder brings its own pip, so the part of Python that Debian leaves out is not needed there.
    base = getattr(sys, "_base_executable", None) or sys.executable
    make = [base, "-m", "venv", *(["--without-pip"] if folder else []), str(VENV)]
    made = subprocess.run(make, capture_output=True, text=True, env=surroundings())
    if made.returncode:
        raise Stop(f"{VENV} could not be made: {' '.join((made.stderr or made.stdout).split())}")
    stamp = {"project": str(PROJECT)}
    if not folder:
        write_stamp(stamp)
    return stamp


def warm_kernels() -> None:
    """Compile the numeric kernels now, so that no window ever waits for it."""
    warmed = subprocess.run(
        [program("python"), "-m", "workbench.kernels.warm"], cwd=PROJECT, env=surroundings()
    )
    if warmed.returncode:
        raise Stop("The numeric kernels could not be compiled; what the compiler said stands above.")


def prepare(tests: bool, folder: Path | None = None) -> None:
    """Bring .venv to what the lock and pyproject.toml say; seconds where it is there already."""
    lock = TEST_LOCK if tests else LOCK
    if folder:
        installing.check_folder(folder)
    say(f"[1/4] Python environment {VENV}")
    stamp = make_environment(folder)

    # The lock of the checks holds the other one whole, at the same versions.
    running, testing = digest(LOCK), digest(LOCK, TEST_LOCK)
    installed = stamp.get("packages") in ((testing,) if tests else (running, testing))
    say(
        f"[2/4] packages of {lock.relative_to(PROJECT).as_posix()}" + (": there already" if installed else "")
    )
    if not installed:
        installing.install_lock(
            lock, folder, changing=lambda: write_stamp({"unfinished": "installing packages"})
        )
        stamp = {"project": str(PROJECT), "packages": testing if tests else running}
        write_stamp(stamp)
    if stamp.get("clew") != digest(PYPROJECT):
        installing.install_clew()
        stamp["clew"] = digest(PYPROJECT)
        write_stamp(stamp)

    if sys.platform == "linux":
        say("[3/4] libraries of the system")
        libraries.add_missing(offline=folder is not None)
    else:
        say("[3/4] libraries of the system: nothing to add")

    sources = digest(*sorted(KERNELS.glob("*.py"))) if (KERNELS / "warm.py").exists() else ""
    compiled = not sources or stamp.get("kernels") == sources
    say("[4/4] numeric kernels" + (": nothing to compile" if compiled else ": compiling, once"))
    if not compiled:
        warm_kernels()
        write_stamp({**stamp, "kernels": sources})
