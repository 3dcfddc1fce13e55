"""What stands on paper, as a reader of PDF other than ours finds it."""

from __future__ import annotations

from pathlib import Path

import pdfplumber


def on_paper(path: Path) -> list[str]:
    """The text of each page."""
    with pdfplumber.open(path) as paper:
        return [page.extract_text() for page in paper.pages]
