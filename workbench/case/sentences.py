"""What a link says as a sentence: who, by the names the case knows for bare ids, and in the words of its records."""

from __future__ import annotations

from workbench.case import entities, names, records
from workbench.case.cases import Case
from workbench.model.kinds import LinkKind

NUMBERED = frozenset(
    {"handle", "group"}
)  # kinds whose value may be a platform's own number, which tells nobody
MOST, LONGEST = 5, 80  # words that are said, and letters of each


def of(case: Case, link: int, kind: LinkKind, start: int, end: int) -> str:
    """The sentence of a link: "5550111 on Telegram (“North”) is related to ...: owns"."""
    said = kind.sentence.format(start=_named(case, start), end=_named(case, end))
    told = _words(case, link, kind)
    return f"{said}: {told}" if told else said


def _named(case: Case, entity: int) -> str:
    kind, value = case.db.conn.execute("SELECT kind, value FROM entity WHERE id = ?", (entity,)).fetchone()
    shown = entities.shown(case, kind, value)
    name = " ".join(names.known(case).get(entity, "").split()) if kind in NUMBERED else ""
    return f"{shown} (“{name}”)" if name and name.casefold() not in shown.casefold() else shown


def _words(case: Case, link: int, kind: LinkKind) -> str:
    """What the records of a link call it, each word once; what is cut or left out is marked."""
    if not kind.words:
        return ""
    behind = records.behind(case, [link])
    met = (" ".join(record.fields.get(name, "").split()) for record in behind for name in kind.words)
    told = [
        word if len(word) <= LONGEST else word[: LONGEST - 1] + "…" for word in dict.fromkeys(met) if word
    ]
    more = f" and {len(told) - MOST:,} more" if len(told) > MOST else ""
    return ", ".join(told[:MOST]) + more
