"""What a case says, and one SHA-256 of it: evidence, records, links with their totals, and what the analyst decided.

Not said is what chance, the clock or the file's own order makes: ids, times of entry, where segments begin, how bytes
are packed. Two cases of which the same files were read in the same way, and in which the same was decided, say the
same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

import polars as pl

from workbench.case import acquisitions, circumstances, content_records, included, tallies
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.content_workspace import Decided, json_said
from workbench.case.spoken import Spoken

Tell = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Part:
    """One part of what a case says: its name, how many lines, and the SHA-256 of them."""

    name: str
    count: int
    sha256: str


class Content:
    """All that a case says, part by part; each part is lines of text, made when they are asked for."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.spoken = Spoken(case)
        self._decided = Decided(case, self.spoken)
        self._lines: dict[str, Callable[[], Iterator[str]]] = {
            "kinds and schemes": self._kinds,
            "sources": self._sources,
            "readings": self._readings,
            "records": self._records,
            "rejected rows": self._rejects,
            "entities": self._entities,
            "links": self._links,
        }
        for table in self._decided.tables():
            self._lines[f"workspace: {table.replace('_', ' ')}"] = lambda t=table: iter(
                self._decided.lines(t)
            )  # type: ignore[misc]

    @property
    def names(self) -> list[str]:
        return list(self._lines)

    def lines(self, part: str) -> Iterator[str]:
        """The lines of a part, in an order that hangs on their texts or on the order of the readings alone."""
        return self._lines[part]()

    def parts(self, tell: Tell = lambda done, total, text: None) -> list[Part]:
        """Every part with its SHA-256; `tell` hears of each and may stop it."""
        made = []
        for number, name in enumerate(self._lines):
            tell(number, len(self._lines), name)
            digest, count = hashlib.sha256(), 0
            for line in self.lines(name):
                digest.update(line.encode("utf-8", "surrogatepass") + b"\n")
                count += 1
            made.append(Part(name, count, digest.hexdigest()))
        return made

    def _kinds(self) -> Iterator[str]:
        latest: dict[tuple[str, str], str] = {}
        for sort, name, sha256 in self.case.db.conn.execute(
            "SELECT sort, name, sha256 FROM declaration WHERE sort NOT IN ('recipe', 'plugin', 'circumstances', "
            "'acquisition') ORDER BY id"
        ):
            latest[sort, name] = sha256
        return (
            _json({"sort": sort, "name": name, "sha256": h}) for (sort, name), h in sorted(latest.items())
        )

    def _sources(self) -> Iterator[str]:
        db, later = self.case.db, acquisitions.corrected(self.case.db)
        for name, octets, sha256, kept, sha512, *first in db.conn.execute(
            "SELECT name, bytes, sha256, kept, sha512, exhibit, acquired_by, acquired_at, acquired_how FROM source "
            "WHERE id IN (SELECT source FROM reading WHERE sealed) ORDER BY sha256"
        ).fetchall():
            said = {"sha256": sha256, "name": name, "bytes": octets, "kept": kept} | _filled(
                {"sha512": sha512}
            )
            acquired = asdict(later.get(sha256) or Acquisition(*first))
            yield _json(said | _filled(acquired) | _filled(asdict(circumstances.of(db, sha256))))

    def _readings(self) -> Iterator[str]:
        on = set(included.readings(self.case.db))
        for reading, recipe, text, options, facts, *counts in self.case.db.conn.execute(
            "SELECT r.id, d.name, d.sha256, options, facts, rows, kept, duplicate, rejected, withheld "
            "FROM reading r JOIN declaration d ON d.id = r.recipe WHERE sealed ORDER BY r.id"
        ).fetchall():
            words = ("rows", "kept", "duplicate", "rejected", "withheld")
            yield _json(
                {
                    "reading": self.spoken.readings[reading],
                    "recipe": recipe,
                    "recipe_sha256": text,
                    "options": json.loads(options),
                    "facts": json_said(self.spoken, json.loads(facts)),
                    "counts": reading in on,
                    **dict(zip(words, counts, strict=True)),
                }
            )

    def _records(self) -> Iterator[str]:
        for stretch in content_records.stretches(self.case):
            yield _json(content_records.said(self.case, self.spoken, stretch))

    def _rejects(self) -> Iterator[str]:
        for reading, *said in self.case.db.conn.execute(
            "SELECT reading, sheet, row, column, reason, raw FROM reject "
            "ORDER BY reading, sheet, row, column, reason, raw"
        ):
            yield json.dumps([self.spoken.readings[reading], *said], ensure_ascii=False)

    def _entities(self) -> Iterator[str]:
        db = self.case.db
        parts = [f for _, f in tallies.read(db, "presence", included.codes(db, included.readings(db)))]
        frame = pl.concat([_empty(tallies.PRESENCE), *parts]).group_by("entity").agg(pl.col("count").sum())
        named = frame.select(
            pl.lit(self.spoken.entities).gather(pl.col("entity")).alias("name"), "count"
        ).sort("name")
        return (json.dumps(row, ensure_ascii=False) for row in named.iter_rows())

    def _links(self) -> Iterator[str]:
        db = self.case.db
        counted = included.codes(db, included.readings(db))
        every = pl.concat([_empty(tallies.TALLY), *(f for _, f in tallies.read(db, "tally", counted))])
        sums = pl.concat([_empty(tallies.TOTAL), *(f for _, f in tallies.read(db, "total", counted))])
        asset = pl.col("asset").replace_strict(self.spoken.assets, return_dtype=pl.String)
        units = pl.col("units").sum().cast(pl.String)
        totals = (
            sums.group_by("link", "field", "asset").agg(units)
            .with_columns(said=pl.concat_str("field", pl.lit(" "), asset, pl.lit(" "), "units"))
            .sort("link", "said").group_by("link").agg(pl.col("said").str.join("; "))
        )  # fmt: skip
        bundled = every.group_by("link").agg(
            pl.col("count").sum(), pl.col("first").min(), pl.col("last").max()
        )
        rows = (
            bundled.join(totals, on="link", how="left").with_columns(pl.col("link").cast(pl.Int64))
            .join(self.spoken.links, on="link").select("kind", "start", "end", "count", "first", "last", "said")
            .sort("kind", "start", "end")
        )  # fmt: skip
        return (json.dumps(row, ensure_ascii=False) for row in rows.iter_rows())


def _empty(shape: Mapping[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(shape))


def whole(parts: list[Part]) -> str:
    """The one SHA-256 of all parts."""
    text = "".join(f"{p.name}\t{p.count}\t{p.sha256}\n" for p in parts)
    return hashlib.sha256(text.encode()).hexdigest()


def of(case: Case, tell: Tell = lambda done, total, text: None) -> str:
    """The SHA-256 of what a case says."""
    return whole(Content(case).parts(tell))


def difference(one: Content, other: Content, tell: Tell = lambda done, total, text: None) -> str:
    """The first thing that two cases say differently, in a sentence; "" where they say the same."""
    for number, name in enumerate(dict.fromkeys([*one.names, *other.names])):
        tell(number, len(one.names), name)
        mine = one.lines(name) if name in one.names else iter(())
        theirs = other.lines(name) if name in other.names else iter(())
        for place, (a, b) in enumerate(zip_longest(mine, theirs), start=1):
            if a != b:
                return _named(one, other, name, place, a, b)
    return ""


def _named(one: Content, other: Content, name: str, place: int, a: str | None, b: str | None) -> str:
    if a is None or b is None:
        return f"{name}: the {'second' if a is None else 'first'} has more: {_short(b or a or '')}"
    if name == "records":
        return _cell(one, other, place, json.loads(a), json.loads(b))
    where, x, y = _apart(json.loads(a), json.loads(b))
    held = "".join(f", {word}" for word in where)
    return f"{name}, line {place}{held}: {_short(x, y)} in the first and {_short(y, x)} in the second"


def _apart(a: Any, b: Any) -> tuple[list[str], str, str]:
    """Where two values first differ, by the names on the way there, and what each says."""
    if isinstance(a, dict) and isinstance(b, dict):
        name = next(n for n in sorted(a.keys() | b.keys()) if a.get(n) != b.get(n))
        where, x, y = _apart(a.get(name), b.get(name))
        return [name, *where], x, y
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return _apart(*next((x, y) for x, y in zip(a, b, strict=True) if x != y))
    return [], "nothing" if a is None else str(a), "nothing" if b is None else str(b)


def _cell(one: Content, other: Content, place: int, a: dict[str, Any], b: dict[str, Any]) -> str:
    """The first cell that two stretches of records hold differently."""
    where = f"records of {a['kind']} in {a['reading']}"
    for key in ("reading", "kind", "sheet", "rows"):
        if a[key] != b[key]:
            return f"records, line {place}: {key} is {a[key]} in the first and {b[key]} in the second"
    names = sorted(a["columns"].keys() | b["columns"].keys())
    column = next(n for n in names if a["columns"].get(n) != b["columns"].get(n))
    held = [
        content_records.cells(c.case, c.spoken, content_records.stretches(c.case)[place - 1], column)
        for c in (one, other)
    ]
    for (row, x), (_, y) in zip(*held, strict=True):
        if x != y:
            return f"{where}: {column} of row {row} is {_short(x)} in the first and {_short(y)} in the second"
    return f"{where}: the column {column}"


def _short(text: str, beside: str = "") -> str:
    """A text from shortly before where it differs from another, at most a few lines long."""
    same = next((n for n, (x, y) in enumerate(zip(text, beside, strict=False)) if x != y), 0)
    start = max(0, same - 60)
    return ("…" if start else "") + text[start : start + 240] + ("…" if len(text) > start + 240 else "")


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value}


def _json(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
