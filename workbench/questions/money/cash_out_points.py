"""Where is money cashed out?"""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.listed import listed
from workbench.questions.money.movements import (
    CHAIN,
    METHOD,
    NOTHING,
    PAID_OUT,
    PLAIN,
    PUT_IN,
    TAKEN,
    movements,
    refs_of,
)
from workbench.questions.money.sources_of import banks
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

# What statements of several countries call money taken out in cash.
CASH = (
    r"(?i)cash ?out|\batm\b|cash withdrawal|cash advance|withdraw|наличн|снятие|банкомат|efectivo|saque|retrait"
    r"|geldautomat|barauszahl|سحب|取现|取款"
)
DRAWN, BROKER, EXCHANGE, SERVICE = (
    "taken out of the account", "paid out by a broker or agent", "put into an exchange account",
    "paid to a listed service",
)  # fmt: skip


@question(
    "Where is money cashed out?",
    "money",
    does="Lists the points where money leaves the traceable: cash machines and withdrawals, agents and hawala "
    "brokers who pay out, exchange accounts that take coins in, and listed services that are paid; for each how "
    "much, how often and who uses it.",
    method=METHOD
    + "A cash-out is a payment out whose kind says cash or withdrawal or that names no payee, a payment "
    "out by a broker or agent, a deposit of coins with an exchange, and a coin paid to a wallet that a list "
    "attributes. Points are ranked by how many different people use them, then by how often.",
    innocent=(
        "Everybody takes out cash; a point that many use may be the only one in the village.",
        "A remittance to the family is paid out by a broker like any other.",
    ),
    parameters=(
        Parameter("origin", "Only what these cash out", "entities"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="cash-out atm withdrawal terminal agent hawala broker exchange off-ramp cashout",
)
def cash_out_points(held: Held, origin: tuple[int, ...], most: int) -> Answer:
    found = movements(held, common=True)
    if not len(found):
        return Answer(NOTHING)
    frame, tags = found.frame, listed(held)
    cash = pl.col("type").str.contains(CASH)
    drawn = ((pl.col("form") == TAKEN) & (pl.col("payee") == 0)) | (cash & (pl.col("form") == PLAIN))
    parts = (
        (DRAWN, frame.filter(drawn), "payer", "payer"),
        (BROKER, frame.filter(pl.col("form") == PAID_OUT), "payer", "payee"),
        (EXCHANGE, frame.filter((pl.col("form") == PUT_IN) & (pl.col("payer") > 0)), "payee", "payer"),
        (
            SERVICE,
            frame.filter((pl.col("form") == CHAIN) & pl.col("payee").is_in(list(tags))),
            "payee",
            "payer",
        ),
    )
    where = banks(held)
    rows = []
    for how, part, point, user in parts:
        if origin:
            part = part.filter(pl.col(point).is_in(list(origin)) | pl.col(user).is_in(list(origin)))
        for key, one in part.group_by(point, "asset", maintain_order=True):
            entity, asset = int(key[0]), str(key[1])
            named = next(
                (held.caption(t.label) for t in tags.get(entity, []) if t.label), where.get(entity, "")
            )
            users = [e for e in one[user].unique(maintain_order=True).to_list() if e]
            kinds = "; ".join(k for k in one["type"].unique(maintain_order=True).to_list() if k)
            first, last = int(one["at"].min()), int(one["at"].max())  # type: ignore[arg-type]
            cells = (
                entity, how, named, kinds, len(users), one.height, Money(int(one["amount"].sum()), asset), first, last,
            )  # fmt: skip
            entities = tuple(dict.fromkeys((entity, *users)))
            rows.append(Row(cells, entities, (), refs_of(one), (), (first, last)))
    rows.sort(key=lambda row: (-row.cells[4], -row.cells[5], row.cells[0], row.cells[1], row.cells[6].asset))
    shown, more = strongest(rows, most)
    if not rows:
        return Answer("No payment here looks like a cash-out.", left_out=more)
    first_row = rows[0].cells
    return Answer(
        f"{many(len(rows), 'point')} where money is cashed out; most used is {held.caption(first_row[0])} "
        f"({first_row[1]}): {many(first_row[5], 'time')}.",
        (
            Column("point", "Point", "entity"), Column("how", "How"), Column("where", "Where"),
            Column("kind", "As the record calls it"), Column("users", "Used by", "count"),
            Column("times", "Times", "count"), Column("total", "Amount", "money"),
            Column("first", "First", "moment"), Column("last", "Last", "moment"),
        ),
        shown,
        left_out=more,
        sure="As sure as what the records call the payment.",
    )  # fmt: skip
