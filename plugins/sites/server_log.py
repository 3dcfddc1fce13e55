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

import polars as pl

from workbench.api import REJECTS, FileReader, Layout, Problem, Rows, Sniffed, Table, head_of

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


class ServerLog(FileReader):
    """The reader."""

    id = "sites.log"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD).decode("utf-8", "replace")
        lines = [line for line in head.splitlines()[:200] if line.strip()]
        system = _is_system(lines)
        frame = _numbered(
            lines, 0, _logins(lines, _YEAR.search(path.name), soft=True) if system else _web(lines)
        )
        known = frame.filter(pl.col("ip").is_not_null())
        if not known.height or known.height < frame.height * (0.1 if system else 0.6):
            return None
        known = known.head(20).with_columns(pl.col(pl.String).fill_null(""))
        table = Table(
            "accesses", COLUMNS, 0, tuple(known.select(COLUMNS).rows()), tuple(known["row"].to_list())
        )
        return Sniffed(self.id, (table,), {"columns": list(COLUMNS), "encoding": "utf-8"})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        total, done, number, silent = path.stat().st_size, 0, 0, 0
        digest, year = hashlib.sha256(), _YEAR.search(path.name)
        system: bool | None = None
        with path.open("rb") as file:
            while raw := list(islice(iter(lambda: file.readline(LONGEST), b""), BLOCK)):
                whole = b"".join(raw)
                digest.update(whole)
                done += len(whole)
                lines = [line.decode("utf-8", "replace").rstrip("\r\n") for line in raw]
                system = _is_system(lines) if system is None else system
                frame = _numbered(lines, number, _logins(lines, year) if system else _web(lines))
                known = frame["ip"].is_not_null()
                if not number and not known.any():
                    raise Problem(
                        f"{path.name} is no log of a web, login or mail server", "choose another recipe"
                    )
                silent += int((~known).sum()) if system else 0
                yield _stretch(frame, known, done, total, system)
                number += len(lines)
        self.sha256 = digest.hexdigest()
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "encoding": "utf-8"}
        if silent:
            self.facts["lines_without_contact"] = silent


def _is_system(lines: list[str]) -> bool:
    """Whether the lines are those of a system's log rather than a web server's."""
    first = lines[:1000]
    return sum(_SYSLOG.match(line) is not None for line in first) * 10 > len(first)


def _numbered(lines: list[str], before: int, parts: pl.DataFrame) -> pl.DataFrame:
    """The parts of the lines that are not blank, in the columns of the table, with their line numbers."""
    lacking = [
        pl.lit(None, pl.String).alias(column) for column in COLUMNS[:-1] if column not in parts.columns
    ]
    frame = parts.with_columns(*lacking, text=pl.Series(lines, dtype=pl.String))
    frame = frame.with_columns(
        row=pl.int_range(before + 1, before + 1 + len(lines), dtype=pl.Int64, eager=True)
    )
    return frame.filter(pl.col("text").str.strip_chars() != "").select(*COLUMNS, "row")


def _web(lines: list[str]) -> pl.DataFrame:
    """The parts of each line of a web server, null where it is no such line."""
    parts = pl.DataFrame(pl.Series(lines, dtype=pl.String).str.extract_groups(_WEB).struct.unnest())
    parts = parts.with_columns(pl.when(~pl.all().is_in(["", "-"])).then(pl.all()))
    return parts.with_columns(
        time=pl.col("time").str.replace(":", " ", literal=True),
        service=pl.when(pl.col("ip").is_not_null()).then(pl.lit("web")),
    )


def _logins(lines: list[str], year: re.Match[str] | None, soft: bool = False) -> pl.DataFrame:
    """The parts of each line that tells of a contact. Problem where neither line nor file name says the year."""
    made: list[dict[str, str]] = []
    for line in lines:
        cells: dict[str, str] = {}
        for service, status, shape in _LOGINS:
            match = shape.match(line)
            if match:
                parts = {name: text for name, text in match.groupdict().items() if text}
                cells = {**parts, "service": service, "status": status}
                cells["time"] = _dated(cells["time"], year, soft)
                break
        made.append(cells)
    return pl.DataFrame(made, schema=dict.fromkeys(COLUMNS[:-1], pl.String))


def _dated(time: str, year: re.Match[str] | None, soft: bool) -> str:
    if time[:1].isdigit():
        return time
    if year is None and not soft:
        raise Problem(
            "the lines of this log do not say their year",
            "put it into the file's name, such as auth-2026.log",
        )
    stated = f"{year[1] if year else '2000'} {time}"
    try:
        return datetime.strptime(stated, "%Y %b %d %H:%M:%S").isoformat(" ")
    except ValueError:  # a 0th of June: the recipe refuses the cell, and shows it as it stands
        return stated


def _stretch(frame: pl.DataFrame, known: pl.Series, done: int, total: int, system: bool) -> Rows:
    """The lines of a stretch; of a web server's log those that are none are refused."""
    refused = frame.filter(~known) if not system else frame.clear()
    rejects = refused.select(
        "row",
        pl.lit("").alias("column"),
        pl.lit("not a line of a web server's log").alias("reason"),
        pl.col("text").alias("raw"),
    ).cast(REJECTS)  # type: ignore[arg-type]
    kept = frame if system else frame.filter(known)
    texts = kept["text"]
    return Rows(
        "accesses",
        kept,
        None,
        done,
        total,
        rejects,
        texts=lambda positions: texts.gather(list(positions)).to_list(),
    )
