"""Text files line by line, as the readers of graphs written as plain text want them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from workbench.api import Problem, head_of, unicode_of

from .table import Seen

HEAD = 1 << 16
TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\[)|(\])|([^\s\[\]"]+)', re.S)  # quoted, [, ], a word


def lines(path: Path, seen: Seen) -> Iterator[tuple[int, str, int]]:
    """The lines of a text file with their numbers and the bytes read by then. Raises Problem."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        decoder = codecs.getincrementaldecoder(_encoding(head))("replace")
        octets, held, number, done = head, "", 0, 0
        while True:
            seen(octets)
            done += len(octets)
            held += decoder.decode(octets, not octets).replace("\r\n", "\n").replace("\r", "\n")
            *whole, held = held.split("\n")
            for line in whole:
                number += 1
                yield number, line, done
            if len(held) > 1 << 24:
                raise Problem(f"{path.name} has a line of more than 16 MiB", "it is no list of edges")
            if not octets:
                if held:
                    yield number + 1, held, done
                return
            octets = file.read(HEAD)


def beginning(path: Path) -> list[str]:
    """The first lines of a text file, none where it is no text."""
    head = head_of(path, HEAD)
    encoding = _encoding(head)
    if b"\0" in head and not encoding.startswith("utf-16"):
        return []
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head).lstrip("\ufeff")
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return found[:-1] if len(head) == HEAD else found


def _encoding(head: bytes) -> str:
    encoding = unicode_of(head)
    if encoding != "utf-16":
        try:
            codecs.getincrementaldecoder(encoding)("strict").decode(head)
        except UnicodeDecodeError:
            return "cp1252"
    return encoding
