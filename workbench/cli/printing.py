"""What the command line says: JSON for programs, tables and sentences for people."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

WIDEST = 60  # columns a cell may take but in the last column; what is longer ends in an ellipsis, --json has it whole


def as_json(said: Any) -> None:
    """Writes JSON and nothing else to standard output, in UTF-8 whatever the console."""
    text = json.dumps(said, ensure_ascii=False, indent=1)
    # A lone surrogate, as in an undecodable file name, becomes the JSON escape of it.
    _out((text + "\n").encode("utf-8", "backslashreplace"))


def say(text: str) -> None:
    """Writes a line for a person to standard output; what the console cannot show is escaped."""
    _out((text + "\n").encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def warn(text: str) -> None:
    """Writes one line to standard error."""
    sys.stdout.flush()
    print(harmless(text), file=sys.stderr)


def _out(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


# Numbers in these columns name something and are typed again: no separators between their digits.
NAMING = ("id", "source", "link", "step", "row")


def table(headings: Sequence[str], rows: Iterable[Sequence[Any]], empty: str) -> None:
    """Prints aligned columns, numbers to the right; `empty` is said where there are no rows."""
    rows = list(rows)
    last = len(headings) - 1
    cells = [
        [
            _cell(c, headings[n] in NAMING) if n == last else _shortened(_cell(c, headings[n] in NAMING))
            for n, c in enumerate(row)
        ]
        for row in rows
    ]
    if not cells:
        say(empty)
        return
    numeric = [all(isinstance(row[n], int) for row in rows) for n in range(len(headings))]
    widths = [max(_width(line[n]) for line in [list(headings), *cells]) for n in range(len(headings))]
    for line in [list(headings), *cells]:
        padded = [
            " " * (width - _width(text)) + text if right else text + " " * (width - _width(text))
            for text, width, right in zip(line, widths, numeric, strict=True)
        ]
        say("  ".join(padded).rstrip())


def _cell(value: Any, naming: bool) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if naming else f"{value:,}"
    return harmless(str(value))


def _shortened(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Columns a terminal gives a text: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def harmless(text: str) -> str:
    """A text on one line, its control characters visible: evidence must not steer a terminal."""
    return "".join(
        " "
        if c in "\r\n\t"
        else f"<U+{ord(c):04X}>"
        if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")
        else c
        for c in text
    )


def utc(microseconds: int | None) -> str | None:
    """UTC microseconds as ISO 8601 with Z, None where unknown."""
    if microseconds is None:
        return None
    try:
        moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    except OverflowError:  # somebody drew a link beyond the years 1 to 9999
        return f"{microseconds} microseconds from 1970"
    exact = "microseconds" if moment.microsecond else "seconds"
    return moment.replace(tzinfo=None).isoformat(timespec=exact) + "Z"
