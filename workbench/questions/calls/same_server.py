"""Who used this server in the same minute? Pairs that come to one server or address together, again and again."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.networks import MISSING, sessions
from workbench.questions.calls.pairs import Met, among_all, looked_at
from workbench.questions.calls.presence import PLACES, Presence
from workbench.questions.calls.talk import SECOND, heads
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

OF = (("server", "the server they came to"), ("address", "the address they came from"))
COLUMNS = (
    Column("one", "One", "entity"),
    Column("other", "Other", "entity"),
    Column("times", "Times in the same minute", "count"),
    Column("servers", "Servers or addresses", "count"),
    Column("routine", "By routine alone", "number"),
    Column("users", "Users of them in all", "count"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
    Column("which", "Which", "entities"),
)


@question(
    "Who used this server in the same minute?",
    "calls",
    does="Finds pairs of users whose sessions with one server (or from one address) begin within a minute of each "
    "other, again and again, as when two write to each other through it.",
    method="Sessions and accesses are put in the order of server and time; two of different users whose beginnings lie "
    "within the window are together, and those that follow each other within an hour count once. A user is the number, "
    "user name, SIM or handset that a session names, the first of these, or the address where none is named. Beside it "
    "stands how often the same two would be together, had one kept its hours on other days.",
    innocent=(
        "Thousands use the large services in every minute: only a rare server says much.",
        "Apps ask their servers by themselves, at the full hour or after a push to all.",
        "Two devices of one person, or of one household behind one address, are together all the time.",
    ),
    parameters=(
        Parameter(
            "servers", "Which servers or addresses", "entities", takes=("ip", "site"), help="empty for all"
        ),
        Parameter("among", "Only pairs with these", "entities"),
        Parameter("of", "Together by", "choice", "server", choices=OF),
        Parameter("window", "Begin within", "duration", 60, least=1, most=86_400),
        Parameter("least", "Times at least", "whole", 3, least=1),
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="IPDR session same server messenger correlation chat timing",
)
def same_server(
    held: Held, servers: tuple[int, ...], among: tuple[int, ...], of: str, window: int, least: int, most: int
) -> Answer:
    told, dayless = clock.without_days(sessions(held))
    if not told.height:
        return Answer(MISSING, left_out=dayless)
    there = _used(told, "peer" if of == "server" else "address")
    named = heads(held, servers)
    if named:
        there = Presence(there.frame.filter(pl.col("cell").is_in(named)))
    if not there.frame.height:
        return Answer("No session names such a server or address.")
    pairs = among_all(held, there, window, least, heads(held, among))
    looked, left = looked_at(held, there, pairs, window)
    looked.sort(key=lambda m: (-m.beyond, -m.places, m.one, m.other))
    users = dict(there.frame.group_by("cell").agg(pl.col("who").n_unique()).iter_rows())
    shown, more = strongest([Row((m,)) for m in looked], most)
    rows = tuple(_row(row.cells[0], users) for row in shown)
    shared = told.filter(pl.col("shared"))["address"].n_unique() if of == "address" else 0
    many_share = (f"{many(shared, 'address')} that the source says many share: there it means nothing.",)
    return Answer(
        _sentence(held, rows),
        COLUMNS,
        rows,
        left_out=(*dayless, *(many_share if shared else ()), *left, *more),
        sure=f"{many(pairs.height, 'pair')} began within {clock.lasted(window)} of each other {many(least, 'time')} or "
        "more. That two were there together does not show that they wrote to each other.",
    )


def _used(told: pl.DataFrame, column: str) -> Presence:
    """Beginnings of sessions at a server or address, as sightings at a place."""
    there = told.filter((pl.col(column) > 0) & (pl.col("who") != pl.col(column)))
    begin = int(there["begin"].to_numpy().min()) if there.height else 0
    made = there.select(
        "who", "mark", "ref", "reading", cell=pl.col(column), at=pl.col("begin"),
        key=pl.col(column) * (1 << 32) + (pl.col("begin") - begin) // SECOND,
    )  # fmt: skip
    return Presence(made.select(list(PLACES)).sort("key", "who", "ref"))


def _row(met: Met, users: dict[int, int]) -> Row:
    which = tuple(met.found["cell"].unique(maintain_order=True).to_list())
    count, (first, last) = met.found.height, met.moments
    all_users = max(users[cell] for cell in which)
    usual = met.routine
    cells = (met.one, met.other, count, met.places, usual, all_users, first, last, which)
    why = (
        f"{'+' if count > 2 * (usual or 0) else '~'} {many(count, 'time')} in the same minute"
        + ("." if usual is None else f"; the same hours on other days give {usual:.1f}."),
        f"{'+' if all_users <= 5 else '~' if all_users <= 100 else '-'} {many(all_users, 'user')} of it in all.",
    )
    return Row(cells, (met.one, met.other, *which), refs=met.refs, why=why, moments=(first, last + 1))


def _sentence(held: Held, rows: tuple[Row, ...]) -> str:
    if not rows:
        return "No two came to one of them within the window so often."
    one, other, count, servers, usual = rows[0].cells[:5]
    said = "" if usual is None else f", by routine alone {usual:.1f} times"
    return (
        f"{held.caption(one)} and {held.caption(other)} came within the window {many(count, 'time')}, to "
        f"{many(servers, 'server or address', 'servers or addresses')}{said}."
    )
