"""What was lawfully purged from a case: which sources, and what the purge left to be committed to anew.

A purge takes the content of a source out of the file and leaves its number, with that of its readings, as an empty
place, so that nothing else in the case has to be numbered anew. What it did stands in a declaration of the sort
"purge", and its log entry commits to everything it had to touch: those commitments take the place of earlier ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from workbench.case.engine import Database

SORT = ACT = "purge"
REMAINS = "remains"  # the value of its log entry that commits to what is left
MARK = "[purged]"


@dataclass(frozen=True)
class Purge:
    """One purge as the case keeps it; `counts` are in what their names say."""

    sources: tuple[int, ...]
    readings: tuple[int, ...]
    why: str
    authority: str
    analyst: str
    at: int
    counts: dict[str, int]
    highest: dict[str, int]


@dataclass
class Recommitted:
    """Digests that purges put in the place of those before: by reading, by step, of what the case says of itself.
    `entry` is the latest purge's, 0 where there was none; `unreadable` are those whose commitment is gone."""

    evidence: dict[int, str] = field(default_factory=dict)
    account: dict[int, str] = field(default_factory=dict)
    steps: dict[int, str] = field(default_factory=dict)
    about: str = ""
    entry: int = 0
    unreadable: list[int] = field(default_factory=list)


def listed(db: Database) -> list[Purge]:
    """Every purge, the first first."""
    return [_parsed(text) for (text,) in db.conn.execute(
        "SELECT text FROM declaration WHERE sort = ? ORDER BY id", (SORT,)
    )]  # fmt: skip


def _parsed(text: str) -> Purge:
    said = json.loads(text)
    return Purge(
        tuple(said["sources"]), tuple(said["readings"]), said["why"], said["authority"], said["analyst"], said["at"],
        said["counts"], said["highest"],
    )  # fmt: skip


def sources(db: Database) -> dict[int, Purge]:
    """The purged sources, each with its purge."""
    return {source: one for one in listed(db) for source in one.sources}


def readings(db: Database) -> frozenset[int]:
    """The readings of purged sources: empty places."""
    return frozenset(reading for one in listed(db) for reading in one.readings)


def highest(db: Database, table: str) -> int:
    """The highest number that something purged bore in `entity` or `link`; none of those is ever given again."""
    return max((one.highest.get(table, 0) for one in listed(db)), default=0)


def recommitted(db: Database) -> Recommitted:
    """What the purges committed to, the later over the earlier."""
    found = Recommitted()
    for seq, body, value in db.conn.execute(
        "SELECT log.seq, body, value FROM log LEFT JOIN log_value ON log_value.seq = log.seq AND name = ? "
        "WHERE body LIKE ? ORDER BY log.seq",
        (REMAINS, f'{{"act":"{ACT}",%'),
    ):
        if REMAINS not in json.loads(body)["values"]:
            continue
        found.entry = int(seq)
        if value is None:
            found.unreadable.append(int(seq))
            continue
        said: dict[str, Any] = json.loads(value)
        found.evidence |= _by_number(said["evidence"])
        found.account |= _by_number(said["account"])
        found.steps |= _by_number(said["steps"])
        found.about = said["about"] or found.about
    return found


def _by_number(said: dict[str, str]) -> dict[int, str]:
    return {int(number): digest for number, digest in said.items()}


def sentence(of: Purge) -> str:
    """A purge in one sentence."""
    return (
        f"{_named(of.sources)} purged by {of.analyst} on the authority of {of.authority}: "
        f"{of.counts['records']:,} records, {of.counts['entities']:,} entities, {of.counts['links']:,} links"
    )


def _named(numbers: Iterable[int]) -> str:
    several = [str(n) for n in numbers]
    return ("source " if len(several) == 1 else "sources ") + ", ".join(several)
