"""Memory: an import takes so much and no more, however long the file; measured in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs
from workbench.app import kinds
from workbench.case import opening

pytestmark = needs.LIMITS
ROWS = (1_000_000, 2_000_000) if needs.SLOW else (40_000, 160_000)
CEILING = 1_200 if needs.SLOW else 700  # megabytes of the largest process
MEASURED = """
import re, resource, sys
from pathlib import Path
from workbench.__main__ import main
code = main(["import", *sys.argv[1:]])
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
if sys.platform == "linux":  # ru_maxrss of oneself counts what the parent held before it became this program
    most = max(most, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]))
else:
    most = max(most, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print("MOST", most // (1024 if sys.platform == "linux" else 1024 * 1024))
sys.exit(code)
"""


def calls(path: Path, rows: int) -> None:
    with path.open("w", encoding="ascii") as file:
        file.write("Caller,Callee,Start,Duration\n")
        for n in range(rows):
            day, second = 1 + n * 27 // rows, n % 86_400
            start = f"2026-06-{day:02} {second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
            file.write(
                f"+4477009{n * 7919 % 100_000:05},+4477009{n * 104_729 % 100_000:05},{start},{n % 600}\n"
            )


def most(folder: Path, rows: int) -> int:
    """Megabytes of the largest process of an import."""
    folder.mkdir()
    calls(folder / "calls.csv", rows)
    opening.create(folder / "a.case", kinds.shipped(), "T. Ester", country="GB", zone="Europe/London").close()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(folder / "a.case"), str(folder / "calls.csv")],
        env={**os.environ, "CLEW_HOME": str(folder / "home"), "CLEW_ANALYST": "T. Ester", "CLEW_REASON": "test"},
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout.split("MOST ")[1])


@pytest.mark.slow
def test_four_times_the_rows_take_little_more_memory(tmp_path: Path) -> None:
    small, large = (most(tmp_path / str(rows), rows) for rows in ROWS)
    print(f"{ROWS[0]:,} rows: {small} MB; {ROWS[1]:,} rows: {large} MB")
    assert large < CEILING and large < 2 * small
