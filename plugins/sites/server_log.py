"""Reads logs of servers: web servers' (common, combined, with virtual host or port), sshd's, and mail servers' logins.

One line is one row. Lines that tell of no contact from outside give no cells and are counted in `facts`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from workbench.api import REJECTS, Layout, Problem, Rows, Sniffed, Table

HEAD = 1 << 18
BLOCK = 100_000
LONGEST = 1 << 20
COLUMNS = (
    "service", "site", "ip", "port", "user", "time", "method", "path", "status", "bytes", "referrer", "agent", "text",
)  # fmt: skip
_ADDRESS = r"(?:\d{1,3}(?:\.\d{1,3}){3}|\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+\]?)"
_WEB = (
    r"^(?:(?P<site>[A-Za-z0-9.\-]+\.[A-Za-z0-9\-]+)(?::\d+)? )?(?P<ip>"
    + _ADDRESS
    + r")(?:[: ](?P<port>\d{1,5}))?"
    r' \S+ (?P<user>\S+) \[(?P<time>[^\]]{20,40})\] "(?:(?P<method>[A-Z]{3,10}) )?(?P<path>(?:[^"\\]|\\.)*?)'
    r'(?: HTTP/[0-9.]+)?" (?P<status>\d{3}) (?P<bytes>\d+|-)'
    r'(?: "(?P<referrer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
_STAMP = r"^(?P<time>\d{4}-\d\d-\d\dT\S+|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) \S+ "
_FROM = r"from (?P<ip>\S+)(?: port (?P<port>\d+))?"
_CLIENT = r"postfix/\S+: \S+: client=\S*?\[(?P<ip>[^\]]+)\](?::(?P<port>\d+))?"
_BOX = r"dovecot: (?:imap|pop3|submission)-login: "
_LOGINS = tuple(
    (service, status, re.compile(_STAMP + rest))
    for service, status, rest in (
        ("sshd", "accepted", rf"sshd\S*: Accepted (?P<method>\S+) for (?P<user>\S+) {_FROM}"),
        ("sshd", "refused", rf"sshd\S*: Failed (?P<method>\S+) for (?:invalid user )?(?P<path>\S*) {_FROM}"),
        ("sshd", "refused", rf"sshd\S*: Invalid user (?P<path>\S*) {_FROM}"),
        ("smtp", "accepted", rf"{_CLIENT}, .*?sasl_username=(?P<user>[^\s,]+)"),
        ("smtp", "connected", _CLIENT),
        (
            "mail",
            "accepted",
            rf"{_BOX}Login: user=<(?P<user>[^>]+)>.*?\brip=(?P<ip>[^,\s]+)(?:, rport=(?P<port>\d+))?",
        ),
        ("mail", "refused", rf"{_BOX}.*?auth failed.*?user=<(?P<path>[^>]*)>.*?\brip=(?P<ip>[^,\s]+)"),
    )
)
_SYSLOG = re.compile(_STAMP + r"(?:sshd|postfix/|dovecot)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


class ServerLog:
    """The reader."""

    id = "sites.log"

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        with path.open("rb") as file:
            head = file.read(HEAD)
        lines = head.decode("utf-8", "replace").splitlines()[:200]
        lines = [line for line in lines if line.strip()]
        web = sum(re.match(_WEB, line) is not None for line in lines)
        system = sum(_SYSLOG.match(line) is not None for line in lines)
        if not lines or max(web, system) < max(1, len(lines) * (0.6 if web else 0.1)):
            return None
        rows = _web(lines) if web >= system else _logins(lines, _YEAR.search(path.name), soft=True)
        cells = [(at, row) for at, row in enumerate(rows, 1) if row][:20]
        sample = tuple(tuple(row.get(c) or "" for c in COLUMNS) for _, row in cells)
        table = Table("accesses", COLUMNS, 0, sample, tuple(at for at, _ in cells))
        return Sniffed(self.id, (table,), {"columns": list(COLUMNS), "encoding": "utf-8"})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        total, done, number, silent = path.stat().st_size, 0, 0, 0
        digest = hashlib.sha256()
        year = _YEAR.search(path.name)
        system: bool | None = None
        with path.open("rb") as file:
            while raw := list(islice(iter(lambda: file.readline(LONGEST), b""), BLOCK)):
                for line in raw:
                    digest.update(line)
                done += sum(map(len, raw))
                lines = [line.decode("utf-8", "replace").rstrip("\r\n") for line in raw]
                if system is None:
                    system = sum(_SYSLOG.match(line) is not None for line in lines[:1000]) > sum(
                        re.match(_WEB, line) is not None for line in lines[:1000]
                    )
                rows = _logins(lines, year) if system else _web(lines)
                if not number and not system and not any(rows):
                    raise Problem(
                        f"{path.name} is no log of a web, login or mail server", "choose another recipe"
                    )
                silent += sum(system and row is None for row in rows)
                yield _stretch(lines, rows, number, done, total, system)
                number += len(lines)
        self.sha256 = digest.hexdigest()
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "encoding": "utf-8"}
        if silent:
            self.facts["lines_without_contact"] = silent


def _web(lines: list[str]) -> list[dict[str, str] | None]:
    """The parts of each line of a web server, None where it is no such line."""
    found = pl.Series(lines, dtype=pl.String).str.extract_groups(_WEB).to_list()
    made: list[dict[str, str] | None] = []
    for line, parts in zip(lines, found, strict=True):
        if not parts["ip"]:
            made.append(None)
            continue
        cells = {name: text for name, text in parts.items() if text and text != "-"}
        cells["time"] = cells["time"].replace(":", " ", 1)
        made.append({**cells, "service": "web", "text": line})
    return made


def _logins(lines: list[str], year: re.Match[str] | None, soft: bool = False) -> list[dict[str, str] | None]:
    """The parts of each line that tells of a contact. Problem where neither line nor file name says the year."""
    made: list[dict[str, str] | None] = []
    for line in lines:
        cells: dict[str, str] | None = None
        for service, status, shape in _LOGINS:
            match = shape.match(line)
            if match:
                parts = {name: text for name, text in match.groupdict().items() if text}
                cells = {**parts, "service": service, "status": status, "text": line}
                cells["time"] = _dated(cells["time"], year, soft)
                break
        made.append(cells)
    return made


def _dated(time: str, year: re.Match[str] | None, soft: bool) -> str:
    if time[:1].isdigit():
        return time
    if year is None and not soft:
        raise Problem(
            "the lines of this log do not say their year",
            "put it into the file's name, such as auth-2026.log",
        )
    stated = year[1] if year else "2000"
    return datetime.strptime(f"{stated} {time}", "%Y %b %d %H:%M:%S").isoformat(" ")


def _stretch(
    lines: list[str], rows: list[dict[str, str] | None], before: int, done: int, total: int, system: bool
) -> Rows:
    there = [(before + at, row or {"text": lines[at - 1]}) for at, row in enumerate(rows, 1)
             if row or (system and lines[at - 1].strip())]  # fmt: skip
    refused = [
        (before + at, "", "not a line of a web server's log", lines[at - 1])
        for at, row in enumerate(rows, 1)
        if row is None and not system and lines[at - 1].strip()
    ]
    frame = pl.DataFrame(
        [[row.get(column) for column in COLUMNS] for _, row in there],
        schema=dict.fromkeys(COLUMNS, pl.String),
        orient="row",
    ).with_columns(pl.Series("row", [number for number, _ in there], pl.Int64))
    return Rows(
        "accesses", frame, None, done, total, pl.DataFrame(refused, schema=REJECTS, orient="row"),
        texts=lambda positions: [there[at][1].get("text", "") for at in positions],
    )  # fmt: skip
