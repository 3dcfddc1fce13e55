"""Runs, tests, prepares or packs Clew with nothing but a Python: `python3 installer/bootstrap.py run`.

This file and places.py must parse under Python 3.8, so that an old Python can say what is needed, look for a
newer one and start it; what they import after that may be of today.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from installer.places import NEWEST, OLDEST, PROJECT, SYSTEMS, WINDOWS, Stop, program, say, surroundings

VERSIONS = [f"3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
PROBE = (
    "import sys, sysconfig; print(sys.version_info[0], sys.version_info[1], int(sys.maxsize > 2**32),"
    " int(bool(sysconfig.get_config_var('Py_GIL_DISABLED'))), sys.implementation.name, sys.executable)"
)


def suits(
    version: tuple[int, int],
    wide: bool = True,
    free_threaded: bool = False,
    implementation: str = "cpython",
    wanted: tuple[int, int] | None = None,
) -> bool:
    """Whether a Python can run Clew: 64-bit CPython of a supported version (or of exactly the wanted one)."""
    in_range = version == wanted if wanted else OLDEST <= version <= NEWEST
    return in_range and wide and not free_threaded and implementation == "cpython"


def this_one_suits(wanted: tuple[int, int] | None) -> bool:
    """Whether the Python that runs this file can run Clew."""
    version = (sys.version_info[0], sys.version_info[1])
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    return suits(version, sys.maxsize > 2**32, free_threaded, sys.implementation.name, wanted)


def candidates(versions: list[tuple[int, int]]) -> list[list[str]]:
    """Commands that may start one of these versions: the Windows launcher, PATH, usual places."""
    commands: list[list[str]] = []
    for major, minor in versions:
        name = f"{major}.{minor}"
        if WINDOWS:
            commands.append(["py", "-" + name])
        commands.append(["python" + name])
        commands.append([f"/Library/Frameworks/Python.framework/Versions/{name}/bin/python{name}"])
        pyenv = sorted((Path.home() / ".pyenv" / "versions").glob(name + ".*/bin/python" + name))
        commands.extend([str(path)] for path in pyenv)
    commands += [["python3"], ["python"]]
    return [command for command in commands if shutil.which(command[0])]


def find_python(wanted: tuple[int, int] | None) -> str | None:
    """Path of the newest Python here that can run Clew, found by asking each candidate; None without one."""
    versions = [wanted] if wanted else [(3, minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for command in candidates(versions):
        try:
            answer = subprocess.run(
                [*command, "-c", PROBE], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        words = answer.stdout.decode("utf-8", "replace").strip().split(" ", 5)
        if answer.returncode == 0 and len(words) == 6:
            version = (int(words[0]), int(words[1]))
            if suits(version, words[2] == "1", words[3] == "1", words[4], wanted):
                return words[5]
    return None


def packed_for(folder: Path, system: str) -> tuple[int, int]:
    """The Python version that a packed folder was made for; Stop where it is for another system."""
    try:
        pack = json.loads((folder / "pack.json").read_text("utf-8"))
        meant, (major, minor) = pack["system"], pack["python"].split(".")
    except (OSError, ValueError, KeyError, TypeError):
        raise Stop(f"{folder} was not made by 'pack': it holds no readable pack.json.") from None
    if meant != system:
        raise Stop(f"{folder} was packed for {meant}; this is {system}.")
    return int(major), int(minor)


def check_machine(system: str, machine: str, libc: tuple[str, str]) -> None:
    """Stop with a sentence where Clew's libraries do not exist for this machine."""
    supported = {"win32": ("AMD64",), "linux": ("x86_64",), "darwin": ("arm64",)}
    if machine not in supported.get(system, ()):
        supports = "Windows x64, macOS 13 or newer on Apple silicon, and Linux x86-64"
        raise Stop(f"Clew runs on {supports}; this is {SYSTEMS.get(system, system)} on {machine}.")
    if system == "linux":
        name, version = libc
        if name != "glibc" or tuple(int(part) for part in version.split(".")[:2]) < (2, 34):
            found = f"{name or 'another C library'} {version}".strip()
            needed = "glibc 2.34 or newer (Debian 12, Ubuntu 22.04, RHEL 9)"
            raise Stop(f"Clew needs a Linux with {needed}; this one has {found}.")


def arguments(given: list[str]) -> argparse.Namespace:
    """The command line; what `run` does not know itself is passed on to `clew demo`."""
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Runs, tests, prepares or packs Clew.")
    commands = parser.add_subparsers(dest="command", metavar="run | test | prepare | pack")
    commands.required = True
    commands.add_parser(
        "run", help="prepare, then open the demonstration case; further options go to 'clew demo'"
    )
    commands.add_parser("test", help="prepare, then run every check")
    prepare = commands.add_parser("prepare", help="make .venv with everything Clew needs")
    prepare.add_argument(
        "--from", dest="folder", type=Path, help="install from a packed folder, without network"
    )
    pack = commands.add_parser("pack", help="collect what a machine without network needs")
    pack.add_argument("--for", dest="system", required=True, choices=sorted(SYSTEMS.values()))
    pack.add_argument("--python", default="3.12", choices=VERSIONS)
    pack.add_argument("-o", "--output", dest="output", type=Path, required=True, metavar="FOLDER")
    known, rest = parser.parse_known_args(given)
    if rest and known.command != "run":
        parser.error("unknown: " + " ".join(rest))
    known.rest = rest
    return known


def act(asked: argparse.Namespace) -> int:
    """Do what was asked; here every Python is one that suits."""
    from installer import checking, preparing

    if asked.command == "pack":
        preparing.make_environment()
        command = [asked.system, asked.python, str(asked.output.resolve())]
        packing = [program("python"), "-m", "installer.packing", *command]
        return subprocess.call(packing, cwd=str(PROJECT), env=surroundings())
    folder = getattr(asked, "folder", None)
    preparing.prepare(tests=asked.command == "test", folder=folder and folder.resolve())
    if asked.command == "test":
        return checking.run_all()
    if asked.command == "run":
        return subprocess.call([program("clew"), "demo", *asked.rest], env=surroundings())
    say("Clew is ready: " + program("clew"))
    return 0


def main(given: list[str]) -> int:
    """Parse, move over to a Python that suits, act; exit code 1 and one sentence on a problem."""
    asked = arguments(given)
    try:
        check_machine(sys.platform, platform.machine(), platform.libc_ver())
        wanted = packed_for(asked.folder, SYSTEMS[sys.platform]) if getattr(asked, "folder", None) else None
        if this_one_suits(wanted):
            return act(asked)
        needed = f"{wanted[0]}.{wanted[1]}" if wanted else f"{VERSIONS[0]} to {VERSIONS[-1]}"
        sentence = f"Clew needs a 64-bit Python {needed}; this is {sys.version_info[0]}.{sys.version_info[1]}"
        other = find_python(wanted)
        if other is None:
            raise Stop(f"{sentence}, and no other was found on this machine.")
        say(f"{sentence}, so {other} is used.")
        return subprocess.call([other, str(Path(__file__).resolve()), *given])
    except (Stop, OSError) as problem:
        print(f"bootstrap.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("bootstrap.py: stopped; the next call goes on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
