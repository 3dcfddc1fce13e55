"""The cells of a workbook's row as one line: kept as a JSON list, read with bars between the cells."""

from __future__ import annotations

import json
from collections.abc import Sequence

BAR = " | "
Marks = Sequence[tuple[int, int]]


def readable(text: str, marks: Marks) -> tuple[str, Marks]:
    """A row and the stretches marked in it as one reads them; a row that is no list of cells stays as it is."""
    if not (text.startswith("[") and text.endswith("]")):
        return text, marks
    try:
        cells = json.loads(text)
    except ValueError:
        return text, marks
    if not cells or not all(cell is None or isinstance(cell, (str, int, float)) for cell in cells):
        return text, marks
    shown, at = "", 1
    place = [0] * (len(text) + 1)  # where each character of the kept text stands in the one that is shown
    for number, cell in enumerate(cells):
        if number:
            shown += BAR
            at += 1  # the comma
        while text[at].isspace():
            at += 1
        end = json.JSONDecoder().raw_decode(text, at)[1]
        inside = text[at:end]
        if not isinstance(cell, str):
            said = "" if cell is None else inside
            for k in range(at, end + 1):
                place[k] = len(shown) + min(k - at, len(said))
            shown += said
        else:
            shown = _take_in(inside, at, shown, place)
        at = end
        while text[at].isspace():
            at += 1
    return shown, [(place[a], place[b]) for a, b in marks]


def _take_in(inside: str, at: int, shown: str, place: list[int]) -> str:
    """Adds a cell's characters one by one, since some are written with several."""
    k = 1
    place[at] = len(shown)
    while k < len(inside) - 1:
        wide = 1
        if inside[k] == "\\":
            wide = 6 if inside[k + 1] == "u" else 2
            if wide == 6 and inside[k + 6 : k + 8] == "\\u" and inside[k + 2 : k + 4].lower() in _PAIRED:
                wide = 12
        for one in range(wide):
            place[at + k + one] = len(shown)
        said = json.loads(f'"{inside[k : k + wide]}"')
        shown += " " if said in "\r\n\t" else said
        k += wide
    place[at + k] = place[at + k + 1] = len(shown)
    return shown


_PAIRED = ("d8", "d9", "da", "db")  # how the first half of a character beyond U+FFFF begins
