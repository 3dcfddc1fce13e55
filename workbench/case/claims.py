"""Claims: for each link the sentence, its standing, and the verbatim rows with the value marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbench.case import links, marking, on_demand, records, sentences, told_elsewhere
from workbench.case.cases import Case
from workbench.case.links import ATTRIBUTED, DRAWN
from workbench.case.records import Record
from workbench.model.kinds import LinkKind
from workbench.model.problems import Problem


@dataclass(frozen=True)
class Proof:
    """One row behind a claim: the record, its verbatim text and the stretches (from, to) that hold the values.

    `also` is where the same event is told in other words, as file and row, and counted once with this one.
    """

    record: Record
    word: str
    text: str
    marks: list[tuple[int, int]]
    also: list[tuple[str, int]] = field(default_factory=list)


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


def for_record(case: Case, record: Record) -> Claim:
    """What one record says, with its row; every entity it names is marked."""
    kind = case.kinds.records[record.kind]
    text = records.text_of(case, record)
    kinds = dict(entities_of(case, record))
    roles = {role: (kinds[e], record.fields[role]) for role, e in record.entities.items() if e in kinds}
    spans = marking.marks(case, record, text, roles)
    joined = kind.same is not None and set(kind.same.roles) <= set(record.entities)
    also = told_elsewhere.places(case, record) if joined else []
    named = ", ".join(f"{kind.field(role).name} {record.fields[role]}" for role in list(record.entities)[:2])
    sentence = f"{kind.name}: {named}" if named else kind.name
    proof = Proof(record, records.row_word(case, record.reading), text, sorted(spans), also)
    return Claim(0, record.kind, 0, 0, sentence, "stated", 1, {}, record.at_utc, record.at_utc, [proof])


def entities_of(case: Case, record: Record) -> list[tuple[int, str]]:
    """The entities a record names, each with its kind."""
    marks = ",".join(str(e) for e in record.entities.values())
    return list(case.db.conn.execute(f"SELECT id, kind FROM entity WHERE id IN ({marks})"))


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
    sentence = sentences.of(case, link, declared, start, end)
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
        roles = {
            role: values[(start, end).index(e)] for role, e in record.entities.items() if e in (start, end)
        }
        spans = marking.marks(case, record, text, roles)
        word = records.row_word(case, record.reading)
        joins = records.joins(case.kinds.records[record.kind], *_roles(declared, record.kind))
        also = told_elsewhere.places(case, record) if joins else []
        proofs.append(Proof(record, word, text, sorted(spans), also))
    times = [r.at_utc for r in behind if r.at_utc is not None]
    return Claim(
        link, kind, start, end, sentence, declared.standing, count, tallied.totals if tallied else {},
        tallied.first if tallied else min(times, default=None), tallied.last if tallied else max(times, default=None),
        proofs,
    )  # fmt: skip


def _roles(kind: LinkKind, record: str) -> list[str]:
    return [role for making in kind.made_by if making.record == record for role in (making.start, making.end)]


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
