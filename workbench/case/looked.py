"""What was looked for, asked and handed out: the entries of the log that changed nothing, with their values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.case.engine import Database
from workbench.case.methods import BEGINNING, PLAYED

SEARCHES = ("search", "find", "ask")


@dataclass(frozen=True)
class Looked:
    """One entry: its number, what was done, by whom and when (UTC microseconds), the numbers and values it names; a
    value that was taken out lawfully is missing."""

    entry: int
    act: str
    analyst: str
    at: int
    ids: Mapping[str, int]
    values: Mapping[str, str]

    @property
    def hits(self) -> int | None:
        """How many were found, None where the entry does not say."""
        said = self.ids.get("hits", self.values.get("hits"))
        return int(said) if said is not None and str(said).isdecimal() else None


def listed(db: Database) -> list[Looked]:
    """Every such entry, oldest first."""
    values: dict[int, dict[str, str]] = {}
    for seq, name, value in db.conn.execute("SELECT seq, name, value FROM log_value ORDER BY seq, name"):
        values.setdefault(seq, {})[name] = value
    found = []
    for seq, body in db.conn.execute("SELECT seq, body FROM log ORDER BY seq"):
        said = json.loads(body)
        if said["act"] not in (*PLAYED, *BEGINNING):
            found.append(
                Looked(seq, said["act"], said["analyst"], said["at"], said["ids"], values.get(seq, {}))
            )
    return found


def searches(db: Database) -> list[Looked]:
    """The searches run and the questions asked."""
    return [one for one in listed(db) if one.act in SEARCHES]
