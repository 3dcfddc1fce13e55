"""Sessions on the internet: who used which server and stood behind which address, from when to when."""

from __future__ import annotations

import polars as pl

from workbench.questions.calls.talk import SECOND
from workbench.questions.held import Held

USERS = ("phone", "user", "sim", "device")  # what stands for whom, the first that a session names
SESSIONS = {
    "who": pl.Int64, "peer": pl.Int64, "address": pl.Int64, "shared": pl.Boolean, "begin": pl.Int64, "end": pl.Int64,
    "low": pl.Int64, "high": pl.Int64, "mark": pl.UInt8, "ref": pl.Int64, "reading": pl.Int64,
}  # fmt: skip
MISSING = (
    "The case holds no sessions on the internet and no log of a server. Bring in an operator's sessions (IPDR), the "
    "answer to a request for the subscriber of an address, or logs of servers."
)


def sessions(held: Held) -> pl.DataFrame:
    """Sessions and accesses: `SESSIONS`, by time, once for each address a session names.

    `who` is the number, user, SIM or handset, or the address itself where none is named; `peer` the server, 0 for none;
    `address` that which others saw, 0 for none, and `shared` whether the source says that many share it; `end` is null
    where not told (UTC microseconds); `low` and `high` are its ports there, null where not told.
    """
    return held.made("sessions on the internet", _made)


def _made(held: Held) -> pl.DataFrame:
    found = [pl.DataFrame(schema=SESSIONS)]
    ports = ["port", "shared_port", "last_shared_port"]
    roles = [*USERS, "ip", "shared_ip", "private_ip", "peer"]
    frame = held.records(
        "data_session", [*roles, *ports, "start", "start.mark", "end", "duration"], once=False
    )
    if frame.height:
        frame = frame.filter(pl.col("start").is_not_null()).with_columns(
            until=pl.coalesce(pl.col("end"), pl.col("start") + pl.col("duration") * SECOND), begin=pl.col("start"),
            mark=pl.col("start.mark").fill_null(0),
        )  # fmt: skip
        whom = _first([*USERS, "ip", "private_ip", "shared_ip"])
        own = pl.col("port"), pl.col("port")
        behind = pl.col("shared_port"), pl.coalesce(pl.col("last_shared_port"), pl.col("shared_port"))
        neither = (pl.col("ip") == 0) & (pl.col("shared_ip") == 0)
        for address, some, shared, (low, high) in (
            (pl.col("ip"), pl.col("ip") > 0, False, own),
            (pl.col("shared_ip"), pl.col("shared_ip") > 0, True, behind),
            (pl.lit(0, pl.Int64), neither, False, own),
        ):
            found.append(_shaped(frame.filter(some), whom, pl.col("peer"), address, shared, low, high))
    logged = held.records("access", ["ip", "port", "site", "user", "at", "at.mark"])
    if logged.height:
        logged = logged.filter(pl.col("at").is_not_null()).with_columns(
            begin=pl.col("at"), until=pl.col("at"), mark=pl.col("at.mark").fill_null(0)
        )
        own = pl.col("port"), pl.col("port")
        found.append(_shaped(logged, _first(["user", "ip"]), pl.col("site"), pl.col("ip"), False, *own))
    whole = pl.concat(found).filter(pl.col("who") > 0)
    return whole.sort("begin", "ref", "address", maintain_order=True)


def _first(roles: list[str]) -> pl.Expr:
    """The first of some roles that is told, 0 for none."""
    return pl.coalesce(pl.when(pl.col(role) > 0).then(pl.col(role)) for role in roles).fill_null(0)


def _shaped(
    frame: pl.DataFrame,
    who: pl.Expr,
    peer: pl.Expr,
    address: pl.Expr,
    shared: bool,
    low: pl.Expr,
    high: pl.Expr,
) -> pl.DataFrame:
    made = frame.with_columns(
        who_=who, peer_=peer, address_=address, low_=low.cast(pl.Int64), high_=high.cast(pl.Int64)
    )
    return made.select(
        who="who_", peer="peer_", address="address_", shared=pl.lit(shared), begin="begin", end="until", low="low_",
        high="high_", mark=pl.col("mark").cast(pl.UInt8), ref="ref", reading="reading",
    ).select(pl.col(n).cast(t) for n, t in SESSIONS.items())  # fmt: skip
