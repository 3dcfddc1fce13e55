"""Claims: for each link the sentence, its standing, and the verbatim rows with the value marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.case import entities, links, on_demand, records
from workbench.case.cases import Case
from workbench.case.links import ATTRIBUTED, DRAWN
from workbench.case.records import Record
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Proof:
    """One row behind a claim: the record, its verbatim text and the stretches (from, to) that hold the values."""

    record: Record
    word: str
    text: str
    marks: list[tuple[int, int]]


@dataclass(frozen=True)
class Claim:
    """What a link says, how firmly, on how many records, and the first rows that prove it.

    `basis` is set instead of rows where an analyst drew or attributed it, `at` is when (UTC microseconds).
    """

    link: int
    kind: str
    start: int
    end: int
    sentence: str
    standing: str
    count: int
    totals: dict[str, str]
    first: int | None
    last: int | None
    proofs: list[Proof]
    basis: str = ""
    at: int | None = None


def for_links(case: Case, wanted: Iterable[int], rows: int = 3) -> list[Claim]:
    """The claims of some links, each with up to `rows` rows; the count says how many there are in all."""
    wanted = list(dict.fromkeys(wanted))
    tallied = links.tallied(case, [k for k in wanted if k < DRAWN])
    return [_claim(case, link, tallied.get(link), rows) for link in wanted]


def ends(case: Case, link: int) -> tuple[str, int, int]:
    """The kind, start and end entity of any link."""
    unknown = Problem(f"there is no link {link}", "see 'clew links'")
    if not 0 < link < 1 << 63:
        raise unknown
    if on_demand.is_on_demand(link):
        kind, start, end = on_demand.parts(case.kinds, link)
        known = case.db.conn.execute(
            "SELECT count(*) FROM entity WHERE id IN (?, ?)", (start, end)
        ).fetchone()[0]
        if not kind or known < len({start, end}):
            raise unknown
        return kind, start, end
    if link > ATTRIBUTED:
        sql, id = "SELECT 'attributed', entity, owner FROM attribution WHERE id = ?", link - ATTRIBUTED
    elif link > DRAWN:
        sql, id = "SELECT kind, start, end FROM drawn_link WHERE id = ?", link - DRAWN
    else:
        sql, id = "SELECT kind, start, end FROM link WHERE id = ?", link
    row = case.db.conn.execute(sql, (id,)).fetchone()
    if row is None:
        raise unknown
    return row[0], int(row[1]), int(row[2])


def _claim(case: Case, link: int, tallied: links.Tallied | None, rows: int) -> Claim:
    kind, start, end = ends(case, link)
    declared = case.kinds.links[kind]
    names = [_shown(case, e) for e in (start, end)]
    sentence = declared.sentence.format(start=names[0], end=names[1])
    if DRAWN < link < 1 << 62:
        return _drawn(case, link, kind, start, end, sentence)
    behind = records.behind(case, [link], None if tallied is None else rows)
    count = tallied.count if tallied else len(behind)
    values = [
        case.db.conn.execute("SELECT kind, value FROM entity WHERE id = ?", (e,)).fetchone()
        for e in (start, end)
    ]
    proofs = []
    for record in behind[:rows]:
        text = records.text_of(case, record)
        spans = [span for k, v in values for span in find_value(text, k, v)]
        proofs.append(Proof(record, records.row_word(case, record.reading), text, sorted(spans)))
    times = [r.at_utc for r in behind if r.at_utc is not None]
    return Claim(
        link, kind, start, end, sentence, declared.standing, count, tallied.totals if tallied else {},
        tallied.first if tallied else min(times, default=None), tallied.last if tallied else max(times, default=None),
        proofs,
    )  # fmt: skip


def _drawn(case: Case, link: int, kind: str, start: int, end: int, sentence: str) -> Claim:
    if link > ATTRIBUTED:
        sql = "SELECT standing, basis, analyst, first, last, at FROM attribution WHERE id = ?"
        row = case.db.conn.execute(sql, (link - ATTRIBUTED,)).fetchone()
    else:
        sql = "SELECT 'assessed', basis, analyst, first, last, at FROM drawn_link WHERE id = ?"
        row = case.db.conn.execute(sql, (link - DRAWN,)).fetchone()
    standing, basis, analyst, first, last, at = row
    return Claim(
        link,
        kind,
        start,
        end,
        sentence,
        standing,
        0,
        {},
        first,
        last,
        [],
        f"{analyst}: {basis}" if basis else analyst,
        at,
    )


def _shown(case: Case, entity: int) -> str:
    kind, value = case.db.conn.execute("SELECT kind, value FROM entity WHERE id = ?", (entity,)).fetchone()
    return entities.shown(case, kind, value)


def find_value(text: str, kind: str, value: str) -> list[tuple[int, int]]:
    """Where a cleaned value stands in a verbatim row, whatever punctuation it is written with there."""
    for pattern in _patterns(kind, value):
        found = [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
        if found:
            return found
    return []


def _patterns(kind: str, value: str) -> list[str]:
    made = [r"(?<!\w)" + re.escape(value) + r"(?!\w)"]
    if kind in ("phone", "device", "sim", "card", "account", "parcel", "pgp_key", "vehicle"):
        digits = re.sub(r"\W", "", value)
        made.append(r"\+?" + _spaced(digits) + (r"\d{0,2}" if kind == "device" else "") + r"(?!\d)")
        if kind == "phone":
            for length in (10, 9, 8, 7):
                if len(digits) > length:
                    made.append(r"[+0]{0,2}[\d ()]{0,6}?" + _spaced(digits[-length:]) + r"(?!\d)")
    if kind == "handle":
        made.append(r"@?(?<!\w)" + re.escape(value.partition(":")[2]) + r"(?!\w)")
    made.append(re.escape(value))
    words = [re.escape(w) for w in re.split(r"[\s,]+", value) if w]
    if len(words) > 1:
        made.append(r"[\s,\"']+".join(words))
    return made


def _spaced(digits: str) -> str:
    return r"[\s().\-/]{0,3}".join(re.escape(d) for d in digits)
