"""Collects what a machine without network needs: `python -m installer.packing windows 3.12 FOLDER`.

pip evaluates markers for the machine it runs on, so the lock is first reduced to what the target needs (PEP
508 markers against the target's environment), then fetched by name, hash and platform tag.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement

from installer.places import LOCK, Stop, say, surroundings

# Every platform tag that a supported machine accepts, best first.
TAGS = {
    "windows": ["win_amd64"],
    "macos": [f"macosx_{major}_0_{kind}" for major in (13, 12, 11) for kind in ("arm64", "universal2")]
    + [f"macosx_10_{minor}_universal2" for minor in range(16, 8, -1)],
    "linux": [f"manylinux_2_{minor}_x86_64" for minor in range(34, 4, -1)]
    + [f"manylinux{year}_x86_64" for year in (2014, 2010, 1)],
}
MARKERS = {
    "windows": {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
    "macos": {
        "os_name": "posix",
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "platform_machine": "arm64",
    },
    "linux": {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
}
READ_ME = """\
Clew {system}, Python {python}: everything for a machine without network
{line}

1. Carry this folder and the project's folder (the same version) to the machine.
2. The machine needs Python {python} (64-bit) from its own installer; nothing else, and no administrator.
3. In the project's folder:

       {command} prepare --from THIS_FOLDER
       {command} run

Every file in wheels/ is checked against the SHA-256 that installer/requirements.lock of the project names.
{libraries}"""
LIBRARIES = """
A Linux without a desktop may lack libraries that Qt needs; 'prepare' then prints the command that adds them.
"""


def target_environment(system: str, python: str) -> dict[str, str]:
    """The marker environment of a supported machine: `windows`, `macos` or `linux` with CPython `3.12`."""
    return {
        **MARKERS[system],
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }


def entries(lock: str) -> list[tuple[Requirement, list[str]]]:
    """Each requirement of a lock with its hashes (`sha256:...`)."""
    found = []
    for line in lock.replace("\\\n", " ").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=", line.strip())
            found.append((Requirement(requirement), hashes))
    return found


def needed(lock: str, environment: dict[str, str]) -> list[tuple[Requirement, list[str]]]:
    """The entries of a lock whose markers hold in an environment."""
    return [
        (requirement, hashes)
        for requirement, hashes in entries(lock)
        if requirement.marker is None or requirement.marker.evaluate(environment)
    ]


def download(lock: str, system: str, python: str, wheels: Path) -> None:
    """Fetch the wheels of one target with pip, every hash checked."""
    lines = []
    for requirement, hashes in needed(lock, target_environment(system, python)):
        lines.append(
            f"{requirement.name}{requirement.specifier} " + " ".join(f"--hash={one}" for one in hashes)
        )
    abi = "cp" + python.replace(".", "")
    with tempfile.TemporaryDirectory() as room:
        reduced = Path(room) / "requirements.txt"
        reduced.write_text("\n".join(lines) + "\n", "utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
        command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
        command += [part for one in (abi, "abi3", "none") for part in ("--abi", one)]
        command += [part for tag in TAGS[system] for part in ("--platform", tag)]
        say(f"fetching {len(lines)} packages for {system}, Python {python}")
        fetched = subprocess.run(
            [*command, "--dest", str(wheels), "-r", str(reduced)],
            env=surroundings(),
            capture_output=True,
            text=True,
        )
    if fetched.returncode:
        errors = [line for line in fetched.stderr.splitlines() if line.startswith("ERROR:")]
        raise Stop(f"The packages could not be fetched: {(errors or ['pip failed without a word'])[-1]}")


def pack(system: str, python: str, folder: Path) -> None:
    """Fill a folder with the wheels, the lock, and how to use them; an earlier pack in it is replaced."""
    wheels = folder / "wheels"
    if folder.exists() and any(folder.iterdir()) and not (folder / "pack.json").exists():
        raise Stop(f"{folder} holds other things: name a folder that is new, empty or an earlier pack.")
    wheels.mkdir(parents=True, exist_ok=True)
    (folder / "pack.json").write_text("{}", "utf-8")
    for old in wheels.glob("*.whl"):
        old.unlink()
    download(LOCK.read_text("utf-8"), system, python, wheels)
    (folder / LOCK.name).write_bytes(LOCK.read_bytes())
    command = (
        r"py installer\bootstrap.py" if system == "windows" else f"python{python} installer/bootstrap.py"
    )
    told = READ_ME.format(
        system={"windows": "for Windows", "macos": "for macOS", "linux": "for Linux"}[system],
        python=python,
        line="=" * 72,
        command=command,
        libraries=LIBRARIES if system == "linux" else "",
    )
    (folder / "READ ME.txt").write_text(told, "utf-8", newline="\r\n" if system == "windows" else "\n")
    about = {"system": system, "python": python, "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest()}
    (folder / "pack.json").write_text(json.dumps(about, indent=1) + "\n", "utf-8")
    size = sum(wheel.stat().st_size for wheel in wheels.glob("*.whl"))
    say(f"{len(list(wheels.glob('*.whl')))} wheels, {size / 1e6:.0f} MB, in {folder}")


def main(given: list[str]) -> int:
    """Run inside .venv, whose pip brings the reader of markers."""
    try:
        pack(given[0], given[1], Path(given[2]))
    except (Stop, OSError) as problem:
        print(f"bootstrap.py: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
