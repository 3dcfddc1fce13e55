"""How a text that a phone wrote is encoded, however it came here."""

from __future__ import annotations

import codecs
from pathlib import Path

from workbench.api import unicode_of

PIECE = 1 << 20


def encoding_of(path: Path) -> str:
    """Unicode as phones write it; Western Windows, which an editor may have made of it, where it is none."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with path.open("rb") as file:
        piece = file.read(PIECE)
        encoding = unicode_of(piece)
        while piece and encoding != "utf-16":
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return "cp1252"
            piece = file.read(PIECE)
    return encoding
