"""Keeps the bytes of what was found."""

from __future__ import annotations

import hashlib
from pathlib import Path


def keep(folder: Path | None, reader: str, what: str, octets: bytes) -> None:
    """Puts them into a folder, where one is wanted, under the reader's name and a digest of what was found."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{reader}-{hashlib.sha256(what.encode()).hexdigest()[:8]}").write_bytes(octets)
