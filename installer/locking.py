"""Writes the two locks with uv after a change of dependencies: `python -m installer.locking [--upgrade]`.

`requirements.lock` holds what running Clew needs (and setuptools, which puts the `clew` command in place);
`requirements-test.lock` holds the same versions and the tools of the checks. Both are universal, so that one
file serves Windows, macOS and Linux, and name a SHA-256 for every file and no index.
"""

import subprocess
import sys
import tomllib

from installer.places import LOCK, OLDEST, PROJECT, TEST_LOCK


def compile_lock(into: str, *options: str) -> None:
    """Resolve pyproject.toml and the build requirements into one lock; uv's own words on a conflict."""
    build = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    command = [
        *("uv", "pip", "compile", "pyproject.toml", "-", "--output-file", into),
        *("--universal", "--generate-hashes", "--no-emit-index-url", "--quiet"),
        *("--python-version", ".".join(map(str, OLDEST))),
        *("--custom-compile-command", "python -m installer.locking"),
    ]
    subprocess.run([*command, *options], cwd=PROJECT, input="\n".join(build), text=True, check=True)


def main(options: list[str]) -> int:
    """Running first, so that the checks run on exactly the versions that users get."""
    run, test = LOCK.relative_to(PROJECT).as_posix(), TEST_LOCK.relative_to(PROJECT).as_posix()
    try:
        compile_lock(run, *options)
        compile_lock(test, "--extra", "test", "--constraint", run, *options)
    except FileNotFoundError:
        print("uv was not found: install it (pip install uv) and run this again.", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failure:
        return failure.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
