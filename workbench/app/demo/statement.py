"""The statement of Exchange Halden: deposits, withdrawals and transfers of all its accounts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.app.demo import clock
from workbench.app.demo.accounts import Account
from workbench.app.demo.cast import Cast
from workbench.app.demo.chain import CASH_OUTS, COIN, Chain
from workbench.app.demo.clock import DAYS, at
from workbench.app.demo.dice import Dice
from workbench.app.demo.outcome import Outcome
from workbench.app.demo.paper import Paper

FILE = "exchange_statement.csv"
HEADERS = [
    "Entry",
    "Account",
    "Time (UTC)",
    "Type",
    "Asset",
    "Amount",
    "Address",
    "Transaction",
    "Counter account",
]
PAID_TO_SUPPLIER = 6_000_000


@dataclass(frozen=True)
class Entry:
    at: int
    account: str
    type: str
    asset: str
    amount: str
    wallet: str = ""
    txid: str = ""
    counter: str = ""


def entries(cast: Cast, accounts: list[Account], chain: Chain) -> list[Entry]:
    """Every booking of the month in order of time."""
    dice = Dice(cast.seed, "statement")
    made = []
    for booked in chain.booked:
        kind = "deposit" if booked.deposit else "withdrawal"
        moment = booked.transaction.at + 300 + dice.below(900)
        bitcoin = _bitcoin(booked.satoshi)
        made.append(
            Entry(moment, booked.account.number, kind, "BTC", bitcoin, booked.wallet, booked.transaction.txid)
        )
    for day, _ in CASH_OUTS:
        moment = at(day + 1, 18, 0, 11) + dice.below(3000)
        amount = _bitcoin(PAID_TO_SUPPLIER)
        made.append(Entry(moment, cast.account, "internal", "BTC", amount, counter=cast.supplier_account))
    others = [a.number for a in accounts if a.number not in (cast.account, cast.supplier_account)]
    for _ in range(24):
        one, other = dice.some(others, 2)
        moment = clock.waking(dice, dice.between(1, DAYS))
        made.append(
            Entry(moment, one, "internal", "BTC", _bitcoin(50_000 + dice.below(900_000)), counter=other)
        )
    for account in accounts:
        for _ in range(dice.between(0, 3)):
            kind = "bank deposit" if dice.chance(0.6) else "bank withdrawal"
            pounds = f"{20 + dice.below(1900)}.{dice.below(100):02d}"
            made.append(Entry(clock.waking(dice, dice.between(1, DAYS)), account.number, kind, "GBP", pounds))
    return sorted(made, key=lambda e: (e.at, e.account, e.type))


def write(cast: Cast, booked: list[Entry], folder: Path) -> Outcome[Entry]:
    paper, out = Paper(), Outcome[Entry](FILE)
    paper.cells(HEADERS)
    for number, entry in enumerate(booked, 500_001):
        cells = [f"E{number}", entry.account, clock.utc(entry.at), entry.type, entry.asset, entry.amount]
        cells += [entry.wallet, entry.txid, entry.counter]
        out.rows[entry] = paper.cells(cells)
        if number == 500_001 + len(booked) * 3 // 5:
            out.rejected.append(paper.cells(["E499999", *cells[1:5], "pending", *cells[6:]]))
    out.read = len(booked) + len(out.rejected)
    paper.save(folder / FILE)
    return out


def _bitcoin(satoshi: int) -> str:
    return f"{satoshi // COIN}.{satoshi % COIN:08d}"
