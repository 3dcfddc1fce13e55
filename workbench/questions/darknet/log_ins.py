"""Who logged in where administrators do, from which address, and whose that address was at that moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from workbench.questions.held import Held

ADMIN = r"(?i)(?:^|[/_.?=-])(?:admin|administrator|wp-admin|wp-login|phpmyadmin|cpanel|whm|manage|manager|dashboard|" \
        r"backend|root|sudo|ssh|sshd|panel|console|moderator|staff)(?:[/_.?=-]|$)"  # fmt: skip
_admin = re.compile(ADMIN)
_refused = re.compile(r"(?i)[45]\d\d|refused|fail|invalid|denied|error|reject|отказ")


@dataclass
class LogIn:
    """Visits of one user and address to the administrators' part of a site: how often, when, the records; `port` where
    any record states the port."""

    user: int
    ip: int
    moments: list[int] = field(default_factory=list)
    refs: list[int] = field(default_factory=list)
    port: bool = False


def log_ins(held: Held, site: int) -> list[LogIn]:
    """Those of one site, most often first: lines of its log whose path or service is an administrator's, or whose user
    is called so."""
    frame = held.records("access", ["at", "ip", "port", "site", "user", "path", "service", "status"])
    found: dict[tuple[int, int], LogIn] = {}
    for said in frame.filter(pl.col("site") == site).sort("at", "ref").iter_rows(named=True):
        name = held.value(said["user"]).rpartition(":")[2] if said["user"] else ""
        if not any(_admin.search(text) for text in (said["path"] or "", said["service"] or "", name)):
            continue
        if _refused.match(said["status"] or ""):
            continue  # who was turned away did not get in
        visit = found.setdefault((said["user"], said["ip"]), LogIn(said["user"], said["ip"]))
        visit.moments.append(said["at"])
        visit.refs.append(said["ref"])
        visit.port = visit.port or said["port"] is not None
    return sorted(found.values(), key=lambda v: (-len(v.moments), v.user, v.ip))


@dataclass(frozen=True)
class Holder:
    """Whose an address was when it was used: a subscriber or user, by which record, and from when until when (None
    where open)."""

    who: int
    ref: int
    first: int | None
    last: int | None


def holders(held: Held, ip: int, moments: list[int]) -> Iterator[Holder]:
    """Those whom a register says an address was given to at one of these moments, or whose session was on it then."""
    register = held.records("subscription", ["identifier", "subscriber", "from", "until"])
    for said in register.filter((pl.col("identifier") == ip) & (pl.col("subscriber") > 0)).iter_rows(
        named=True
    ):
        first, last = said["from"], said["until"]
        if any((first is None or first <= at) and (last is None or at < last) for at in moments):
            yield Holder(said["subscriber"], said["ref"], first, last)
    sessions = held.records("data_session", ["ip", "user", "phone", "start", "end", "duration"])
    for said in sessions.filter(pl.col("ip") == ip).iter_rows(named=True):
        first = said["start"]
        last = said["end"] if said["end"] is not None else first + (said["duration"] or 0) * 1_000_000
        who = said["user"] or said["phone"]
        if who and any(first <= at <= last for at in moments):
            yield Holder(who, said["ref"], first, last)
