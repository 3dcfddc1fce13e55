"""Which bookings and which transactions are two sides of one payment?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.coins import coins
from workbench.questions.money.payments import FAILED
from workbench.questions.money.prices import shown
from workbench.questions.money.sources_of import names
from workbench.questions.money.stated import stated
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

FIELDS = (
    "at", "payer", "payee", "amount", "fee", "deposit_wallet", "withdrawal_wallet", "transaction", "status",
)  # fmt: skip
MINUTE = 60_000_000


@dataclass(frozen=True)
class Side:
    """One side of a payment: an open booking, a booking elsewhere, or an output of a transaction."""

    who: int
    into: bool
    amount: int
    fee: int
    at: int
    wallet: int
    transaction: int
    ref: int
    reading: int


@question(
    "Which bookings and transactions are two sides of one payment?",
    "money",
    does="Joins the virtual and the ordinary legs of money: deposits and withdrawals in an exchange's statement with "
    "transactions of a chain, and bookings without another side with bookings of another source; by transaction, "
    "wallet, amount, time and fee, each sign shown. It joins nothing by itself.",
    method="Every booking that names only one account is compared with the outputs of the same asset and with the "
    "bookings of other sources that go the other way: the amount equal, equal less the fee stated, or within the "
    "tolerance, and the time within that given. A named transaction decides; then count the wallet, an equal amount, "
    "and nearness in time. How many others would fit as well by amount and time is said: with several, amount and "
    "time alone say little.",
    innocent=(
        "Round amounts meet by chance: several payments of 100 on one day fit each other.",
        "A service pays many customers with one transaction.",
    ),
    parameters=(
        Parameter(
            "within",
            "Within",
            "duration",
            86_400,
            least=0,
            help="between booking and transaction, such as 24 h",
        ),
        Parameter("tolerance", "Amounts may differ by", "share", 0.005),
        Parameter("certain", "Also those that name the transaction", "yes", True),
        Parameter("most", "How many to show", "whole", 200, least=1, most=1_000_000),
    ),
    words="exchange statement chain match legs fiat virtual deposit withdrawal reconcile join",
)
def legs_joined(held: Held, within: int, tolerance: float, certain: bool, most: int) -> Answer:
    open_legs = list(_booked(held))
    if not open_legs:
        return Answer("No booking here lacks its other side: bring in statements of an exchange or a bank.")
    others = {asset: _Others(of) for asset, of in _sides(held).items()}
    rows, alone = [], 0
    files = names(held)
    for number, (asset, leg) in enumerate(open_legs):
        if number % 1_000 == 0:
            held.tell(number, len(open_legs), "joining legs")
        fits = others[asset].near(leg, within, tolerance)
        if not fits:
            alone += 1
            continue
        row = _row(leg, fits, asset, files)
        if certain or row.cells[3] != _CERTAIN:
            rows.append(row)
    rows.sort(key=lambda row: (_RANK[row.cells[3]], row.cells[8], row.cells[6], row.refs))
    found, more = strongest(rows, most)
    if not rows:
        return Answer(
            f"None of {len(open_legs):,} bookings with one side meets its other side here.", left_out=more
        )
    sure = sum(row.cells[3] == _CERTAIN for row in rows)
    return Answer(
        f"{len(rows):,} of {len(open_legs):,} bookings meet their other side, {sure:,} of them by the transaction they "
        "name.",
        (
            Column("account", "Account", "entity"), Column("way", "Way"), Column("other", "Other side", "entity"),
            Column("sure", "How sure"), Column("booked", "Booked", "money"), Column("amount", "Amount there", "money"),
            Column("apart", "Apart by", "duration"), Column("at", "When", "moment"),
            Column("rivals", "Others that fit as well", "count"), Column("source", "Other source"),
        ),
        found,
        left_out=(*more, *([f"{many(alone, 'booking')} without another side here."] if alone else [])),
        sure="Certain where the booking names the transaction; otherwise a lead that the number of rivals weighs.",
    )  # fmt: skip


_CERTAIN, _WALLET, _AMOUNT, _NEAR = (
    "names the transaction",
    "wallet and amount",
    "amount and time",
    "nearly, by amount",
)
_RANK = {name: n for n, name in enumerate((_CERTAIN, _WALLET, _AMOUNT, _NEAR))}


def _booked(held: Held) -> Iterator[tuple[str, Side]]:
    """Bookings that name one account only, with their assets."""
    paid = stated(held, "payment", FIELDS).filter(
        ~pl.col("status").str.contains(FAILED) & (pl.col("amount") > 0) & pl.col("at").is_not_null()
        & ((pl.col("payer") == 0) != (pl.col("payee") == 0))
    )  # fmt: skip
    for row in paid.iter_rows(named=True):
        into = row["payer"] == 0
        fee = int(row["fee"] or 0) if row["fee.asset"] == row["amount.asset"] else 0
        yield row["amount.asset"], Side(
            row["payee"] if into else row["payer"], into, int(row["amount"]), fee, row["at"],
            row["deposit_wallet"] if into else row["withdrawal_wallet"], row["transaction"], row["ref"], row["reading"],
        )  # fmt: skip


def _sides(held: Held) -> dict[str, list[Side]]:
    """What an open booking may meet, by asset: outputs of transactions, and bookings."""
    found: dict[str, list[Side]] = {}
    for asset, side in _booked(held):
        found.setdefault(asset, []).append(side)
    out = coins(held).outputs.filter(
        (pl.col("wallet") > 0) & pl.col("amount").is_not_null() & pl.col("at").is_not_null()
    )
    columns = ("asset", "wallet", "amount", "at", "transaction", "ref", "reading")
    for asset, wallet, amount, at, transaction, ref, reading in out.select(columns).iter_rows():
        side = Side(0, False, int(amount), 0, at, wallet, transaction, ref, reading)
        found.setdefault(asset, []).append(side)
    whole = stated(held, "payment", ("at", "payer", "payee", "amount", "status")).filter(
        (pl.col("payer") > 0) & (pl.col("payee") > 0) & (pl.col("amount") > 0) & pl.col("at").is_not_null()
        & ~pl.col("status").str.contains(FAILED)
    )  # fmt: skip
    for row in whole.iter_rows(named=True):
        for who, into in ((row["payer"], False), (row["payee"], True)):
            side = Side(who, into, int(row["amount"]), 0, row["at"], 0, 0, row["ref"], row["reading"])
            found.setdefault(row["amount.asset"], []).append(side)
    return found


class _Others:
    """Sides of one asset in order of their amounts."""

    def __init__(self, sides: list[Side]) -> None:
        self._sides = sorted(sides, key=lambda side: (side.amount, side.at, side.ref))
        self._amounts = [side.amount for side in self._sides]

    def near(self, leg: Side, within: int, tolerance: float) -> list[Side]:
        """Those of another source that may be the other side of a booking, the likeliest first."""
        slack = int(leg.amount * Fraction(str(tolerance)))
        low = bisect_left(self._amounts, leg.amount - slack - leg.fee)
        high = bisect_right(self._amounts, leg.amount + slack + leg.fee)
        fits = [
            side
            for side in self._sides[low:high]
            if side.reading != leg.reading
            and abs(side.at - leg.at) <= within * 1_000_000
            and (not side.who or (side.into != leg.into and side.who != leg.who))
            and not (leg.transaction and side.transaction and leg.transaction != side.transaction)
            and not (leg.wallet and side.wallet and leg.wallet != side.wallet)
        ]
        return sorted(fits, key=lambda side: _order(leg, side))


def _exact(leg: Side, side: Side) -> bool:
    return side.amount in (leg.amount, leg.amount - leg.fee, leg.amount + leg.fee)


def _order(leg: Side, side: Side) -> tuple[bool, bool, bool, int, int]:
    named = bool(leg.transaction) and leg.transaction == side.transaction
    wallet = bool(leg.wallet) and leg.wallet == side.wallet
    return not named, not wallet, not _exact(leg, side), abs(side.at - leg.at), side.ref


def _amounts(leg: Side, side: Side, asset: str) -> str:
    if side.amount == leg.amount:
        return "+ the amount is the same"
    if _exact(leg, side):
        return "+ the amount is the same but for the fee stated"
    return f"~ the amounts differ by {shown(abs(side.amount - leg.amount), asset)}"


def _apart(microseconds: int) -> str:
    minutes = round(abs(microseconds) / MINUTE)
    if not minutes:
        return "+ at the same minute"
    return f"+ the other side is {many(minutes, 'minute')} {'later' if microseconds > 0 else 'earlier'}"


def _row(leg: Side, fits: list[Side], asset: str, files: dict[int, str]) -> Row:
    best = fits[0]
    named = bool(leg.transaction) and leg.transaction == best.transaction
    wallet = bool(leg.wallet) and leg.wallet == best.wallet
    exact = _exact(leg, best)
    sure = _CERTAIN if named else _WALLET if wallet and exact else _AMOUNT if exact else _NEAR
    rivals = sum(_exact(leg, side) >= exact for side in fits[1:]) if not named else 0
    apart = best.at - leg.at
    why = [
        "! both name the transaction" if named else "",
        "+ the same wallet" if wallet else "",
        _amounts(leg, best, asset),
        _apart(apart),
        f"- {many(rivals, 'other side fits', 'other sides fit')} by amount and time" if rivals else "",
    ]  # fmt: skip
    other = best.transaction or best.who
    entities = tuple(dict.fromkeys(e for e in (leg.who, other, best.wallet) if e))
    moments = min(leg.at, best.at), max(leg.at, best.at)
    cells = (
        leg.who, "into the account" if leg.into else "out of the account", other, sure, Money(leg.amount, asset),
        Money(best.amount, asset), abs(apart) // 1_000_000, leg.at, rivals, files.get(best.reading, ""),
    )  # fmt: skip
    return Row(cells, entities, (), (leg.ref, best.ref), tuple(w for w in why if w), moments)
