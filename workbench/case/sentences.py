"""What a link says as a sentence: who, by the names the case knows for bare ids, and in the words of its records."""

from __future__ import annotations

from collections.abc import Iterable

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
    return called(kind, entities.shown(case, kind, value), names.known(case).get(entity, ""))


def called(kind: str, shown: str, name: str) -> str:
    """An entity as a sentence names it: its whole value, and the name it is known by where that is a bare number."""
    name = " ".join(name.split()) if kind in NUMBERED else ""
    return f"{shown} (“{name}”)" if name and name.casefold() not in shown.casefold() else shown


def _words(case: Case, link: int, kind: LinkKind) -> str:
    """What the records of a link call it, each word once; what is cut or left out is marked."""
    if not kind.words:
        return ""
    behind = records.behind(case, [link])
    return worded([record.fields.get(name, "") for record in behind for name in kind.words])


def worded(met: Iterable[str]) -> str:
    """Words as a sentence has them: each once, the long ones cut, and how many more there are."""
    bare = (" ".join(word.split()) for word in met)
    told = [
        word if len(word) <= LONGEST else word[: LONGEST - 1] + "…" for word in dict.fromkeys(bare) if word
    ]
    more = f" and {len(told) - MOST:,} more" if len(told) > MOST else ""
    return ", ".join(told[:MOST]) + more
