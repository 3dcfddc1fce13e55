"""Makes the pictures of every page of the manual, or of the pages named; each page in a process of its own.

Run from the top of the tree, with a screen or without one:  python -m tests.manual_pictures [PAGE ...]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PAGES = sorted(
    p.stem for p in Path(__file__).parent.glob("*.py") if p.stem not in ("__init__", "__main__", "stage")
)

if __name__ == "__main__":
    for page in sys.argv[1:] or PAGES:
        print(page, flush=True)
        subprocess.run([sys.executable, "-m", f"tests.manual_pictures.{page}"], check=True)
