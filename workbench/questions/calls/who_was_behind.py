"""Who was behind this address? Only with the port and the second; without them it is refused, and said why."""

from __future__ import annotations

import ipaddress

import polars as pl

from workbench.model.block import PRECISIONS
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.calls import clock
from workbench.questions.calls.networks import MISSING, sessions
from workbench.questions.calls.talk import DAY, MINUTE, SECOND, heads
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who", "entity"),
    Column("begin", "From", "moment"),
    Column("end", "To", "moment"),
    Column("low", "Ports from", "count"),
    Column("high", "To", "count"),
    Column("shared", "The source says that many share it", "yes"),
    Column("fits", "What fits"),
)
DAYS = (Column("day", "Day"), Column("users", "Different users behind it", "count"))
INSIDE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7",
        "fe80::/10", "::1/128",
    )
)  # fmt: skip
ROUGH = "its time is told without the second"
REASON = (
    "Many subscribers share one public address at the same time, and another has it the next minute: only the port and "
    "the second tell them apart."
)


@question(
    "Who was behind this address?",
    "calls",
    does="Names the subscribers whom records put behind a public address at a second and with a port. Without both it "
    "names nobody and says why.",
    method="A session fits if its time covers the moment (give or take what the clocks may differ) and its ports hold "
    "the port. What a record does not tell neither fits nor fails, and is said. If more than one fits, it is nobody in "
    "particular.",
    innocent=(
        "An open or shared Wi-Fi, an exit of an anonymising network, a proxy or a machine under another's control.",
        "The clock of the server that noted the address may be wrong by seconds or by a time zone.",
    ),
    parameters=(
        Parameter("address", "Which address", "entity", required=True, takes=("ip",)),
        Parameter("at", "When, to the second", "moment"),
        Parameter("exact", "The second is known though it is a full minute", "yes", False),
        Parameter("port", "Source port seen by the server", "whole", least=0, most=65_535),
        Parameter("clocks", "Clocks may differ by", "duration", 2, least=0, most=86_400),
    ),
    steady="A record fits or does not: taking others away changes nothing.",
    words="IP address CGNAT NAT subscriber resolution attribution port IPDR",
)
def who_was_behind(
    held: Held, address: int, at: int | None, exact: bool, port: int | None, clocks: int
) -> Answer:
    (target,) = heads(held, (address,))
    told = sessions(held)
    if not told.height:
        return Answer(MISSING)
    mine = told.filter((pl.col("address") == target) & (pl.col("who") != target))
    name = held.caption(target)
    days = _days(held, mine)
    missing = _lacking(held.value(target), at, exact, port)
    if missing or at is None or port is None:
        users = mine["who"].n_unique()
        return Answer(
            f"Refused: {name} is no identity without {' and '.join(missing)}. {REASON}",
            left_out=(
                f"{many(users, 'user')} whom the case puts behind it at any time: named only with port and second.",
            ),
            sure="An address alone says which network it was, not who.",
            tables=(Table("days", "How many were behind it", DAYS, days),),
        )
    slack = clocks * SECOND
    when = (pl.col("begin") - slack <= at) & (
        pl.col("end").is_null() | (at <= pl.col("end") + slack + _unsure())
    )
    ports = pl.col("low").is_null() | ((pl.col("low") <= port) & (port <= pl.col("high")))
    fits = mine.filter(when & ports)
    untold = fits.filter(pl.col("end").is_null())
    latest = untold.sort("begin", "ref").unique("who", keep="last", maintain_order=True)
    fits = pl.concat([fits.filter(pl.col("end").is_not_null()), latest]).sort(
        "low", "begin", "ref", nulls_last=True
    )
    rows = tuple(_row(row, at) for row in fits.iter_rows(named=True))
    who = list(dict.fromkeys(row.cells[0] for row in rows))
    return Answer(
        _sentence(held, name, who, rows, at, port),
        COLUMNS,
        rows,
        left_out=_others(mine, fits, when),
        sure=_sure(who, rows),
        tables=(Table("days", "How many were behind it", DAYS, days),),
    )


def _unsure() -> pl.Expr:
    """By how many microseconds a session may have begun, and ended, later than is told."""
    exact = pl.col("mark") & 15
    minute, day = (exact == PRECISIONS.index(name) for name in ("minute", "day"))
    return pl.when(minute).then(MINUTE).when(day).then(DAY).otherwise(0)


def _lacking(value: str, at: int | None, exact: bool, port: int | None) -> list[str]:
    said = []
    if _everywhere(value):
        said.append("the network it is of (every network has an address like this of its own)")
    if at is None:
        said.append("the second")
    elif at % MINUTE == 0 and not exact:
        said.append("the second (a full minute is given: say that its second is known, if it is)")
    if port is None:
        said.append("the port")
    return said


def _everywhere(value: str) -> bool:
    """Whether an address means another machine in each network (RFC 1918, 3927, 4193, 6598)."""
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    return any(address in network for network in INSIDE if network.version == address.version)


def _days(held: Held, mine: pl.DataFrame) -> tuple[Row, ...]:
    """How many different users stood behind the address on each day."""
    if not mine.height:
        return ()
    by = (
        clock.local(held, mine.with_columns(at=pl.col("begin"))).group_by("day").agg(pl.col("who").n_unique())
    )
    return tuple(Row((clock.date(day), users)) for day, users in by.sort("day").iter_rows())


def _row(told: dict[str, int | None], at: int) -> Row:
    low, high, begin, end = told["low"], told["high"], told["begin"], told["end"]
    assert begin is not None and told["who"] is not None and told["ref"] is not None
    fits = ["the time" if end is not None else "its beginning; when it ended is not told"]
    fits.append("the port" if low is not None else "its port is not told")
    if (told["mark"] or 0) & 15 in (PRECISIONS.index("minute"), PRECISIONS.index("day")):
        fits.append(ROUGH)
    why = (
        f"{'+' if end is not None else '~'} From {clock.said(begin)} to "
        + (f"{clock.said(end)}." if end is not None else "a time that is not told."),
        f"+ The ports {low:,} to {high:,} were its own." if low is not None else "- Its ports are not told.",
    )
    cells = (told["who"], begin, end, low, high, bool(told["shared"]), "; ".join(fits))
    span = (begin, (end if end is not None else at) + 1)
    return Row(cells, (told["who"],), refs=(told["ref"],), why=why, moments=(min(span), max(span)))


def _others(mine: pl.DataFrame, fits: pl.DataFrame, when: pl.Expr) -> tuple[str, ...]:
    then = mine.filter(when)["who"].n_unique() - fits["who"].n_unique()
    return (f"{many(then, 'other user')} behind it at that time with other ports.",) if then > 0 else ()


def _sure(who: list[int], rows: tuple[Row, ...]) -> str:
    if not rows:
        return "The records may not cover that time, or the operator keeps none."
    if len(who) > 1:
        return f"{len(who):,} fit: this is nobody in particular."
    if any(row.cells[2] is None or row.cells[3] is None or ROUGH in row.cells[6] for row in rows):
        return "One fits, but a record lacks its end, its ports or its second: a lead, no identity."
    return "One subscriber fits by time and port; who used the connection is another question."


def _sentence(held: Held, name: str, who: list[int], rows: tuple[Row, ...], at: int, port: int) -> str:
    where = f"behind {name}, port {port}, at {clock.said(at)}"
    if not rows:
        return f"No record puts anybody {where}."
    if len(who) > 1:
        return f"{len(who):,} users may have been {where}: nobody in particular."
    return (
        f"{held.caption(who[0])} was {where}, as one record says."
        if len(rows) == 1
        else (f"{held.caption(who[0])} was {where}, as {len(rows):,} records say.")
    )
