"""Where the table in a file begins: the row that names its columns, known by its own and the next cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.ingest.readers import normal

LOOKED_AT = 40
_KNOWN = """
    a account address amount asset at b balance block called callee caller calling carrier category cell cgi
    circle city code contact contacts country currency date datetime description destination device direction
    dst duration dur email end fee fiat first from handle hash id imei imsi ip item key kind lac last lat
    latitude location lon long longitude market mobile msisdn name network no number operator order origin
    party payee payer pgp phone place postcode price product quantity receiver recipient reference second seconds
    sector sender service ships site source src start state status subscriber substance sum surname target telephone
    terminating text time timestamp timezone title to tower tracking transaction tx txid type unit until user
    username value vendor volume wallet weight when zip zone
"""
WORDS = frozenset(_KNOWN.split())
_WORD = re.compile(r"[^\W\d_]+")
_DATA = re.compile(r"^[\s'\"=+$€£-]*\d[\d\s.,:/\-+eETZ]*['\"]?$")


def has_columns(cells: Sequence[str], wanted: Sequence[str | Sequence[str]]) -> bool:
    """Whether a row names every one of the wanted columns; one of several names for each is enough."""
    there = {normal(c) for c in cells}
    return all(
        any(normal(name) in there for name in ([names] if isinstance(names, str) else names))
        for names in wanted
    )


def find(rows: Sequence[Sequence[str]], wanted: Sequence[str | Sequence[str]] = ()) -> int | None:
    """The position in `rows` of the row that names the columns, or None where no row does."""
    if wanted:
        return next((i for i, cells in enumerate(rows[: LOOKED_AT * 5]) if has_columns(cells, wanted)), None)
    best, place = 0.0, None
    for i, cells in enumerate(rows[:LOOKED_AT]):
        score = _score(cells, rows[i + 1 : i + 8])
        if score > best:
            best, place = score, i
    return _plain_words(rows[:LOOKED_AT]) if place is None else place


def _plain_words(rows: Sequence[Sequence[str]]) -> int | None:
    """Where nothing speaks for any row, the first whole one, unless it is like the rows below it.

    A table of words alone usually has a header, too; a word that comes again below names no column.
    """
    for i, cells in enumerate(rows):
        below = [row for row in rows[i + 1 :] if len(row) == len(cells)]
        if len(cells) < 2 or not below or not all(c.strip() for c in cells):
            continue
        names = [normal(c) for c in cells]
        if len(set(names)) < len(names) or max(map(len, cells)) > 40 or any(_DATA.match(c) for c in cells):
            return None
        again = any(normal(cell) in names for row in below for cell in row)
        return None if again or any(ch.isdigit() for c in cells for ch in c) else i
    return None


def _score(cells: Sequence[str], followers: Sequence[Sequence[str]]) -> float:
    filled = [c for c in cells if c.strip()]
    below = [row for row in followers if any(c.strip() for c in row)]
    width = max((len(row) for row in below), default=len(cells))
    if not filled or len(filled) < min(2, width) or any(_DATA.match(c) for c in filled):
        return 0.0
    if len({normal(c) for c in filled}) < len(filled) * 0.8 or max(map(len, filled)) > 80:
        return 0.0
    known = sum(1 for c in filled if WORDS & set(_WORD.findall(c.casefold().replace("_", " "))))
    fits = sum(1 for row in below if len(row) == len(cells)) / len(below) if below else 0.3
    digits = _digit_share(below)
    share = len(filled) / max(len(cells), 1)
    if known == 0 and digits < 0.2:
        return 0.0
    return known / len(filled) * 2 + fits + digits + share + min(len(filled), 8) / 8


def _digit_share(rows: Sequence[Sequence[str]]) -> float:
    cells = [c for row in rows for c in row if c.strip()]
    return sum(1 for c in cells if any(ch.isdigit() for ch in c)) / len(cells) if cells else 0.0


def footer(rows: Sequence[Sequence[str]]) -> int:
    """How many of the last rows look like a footer: totals and remarks that fill less than half the cells data do."""
    filled = [sum(1 for c in row if c.strip()) for row in rows]
    usual = sorted(filled)[len(filled) // 2] if filled else 0
    count = 0
    for cells in reversed(filled):
        if cells * 2 >= usual:
            break
        count += 1
    return count if count * 2 < len(rows) else 0


def is_second_header(cells: Sequence[str], followers: Sequence[Sequence[str]]) -> bool:
    """Whether the row after the header names things too: words where the rows below hold figures."""
    filled = [i for i, c in enumerate(cells) if c.strip()]
    if len(filled) < 2 or any(ch.isdigit() for c in cells for ch in c):
        return False
    below = [row for row in followers if len(row) == len(cells)]
    figures = [i for i in filled if below and all(_DATA.match(row[i]) for row in below)]
    return len(below) >= 2 and len(figures) >= 2
