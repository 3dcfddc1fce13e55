"""Does money come back to where it started?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.movements import METHOD, NOTHING, movements
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

MOST_STEPS = 5_000_000  # payments tried before it gives up, and says so


@dataclass(frozen=True)
class Move:
    payer: int
    payee: int
    at: int
    amount: int
    ref: int


@question(
    "Does money come back to where it started?",
    "money",
    does="Finds rounds: A pays B, B pays C, C pays A, each payment after the last, with about the same amount. Rounds "
    "feign trade, layer money, or turn it into a loan to oneself.",
    method=METHOD
    + "From every payment the payments that follow it are tried: each by who was paid before, later than "
    "the last, within the time given of the first, of the same asset, not larger than the last and not smaller than "
    "the share given of the first. A round ends where the first payer is paid; nobody else is in it twice.",
    innocent=(
        "Friends lend each other money and get it back over a third.",
        "Companies of one group settle accounts in rounds.",
    ),
    parameters=(
        Parameter(
            "within",
            "Within",
            "duration",
            7 * 86_400,
            least=1,
            help="from the first payment to the last, such as 7 d",
        ),
        Parameter("longest", "At most so many payments", "whole", 5, least=2, most=12),
        Parameter("shortest", "At least so many payments", "whole", 3, least=2, most=12),
        Parameter("share", "At least this share comes back", "share", 0.8),
        Parameter("common", "Also through common services", "yes", False),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="cycle round trip circular round-tripping loop carousel",
)
def came_round(
    held: Held, within: int, longest: int, shortest: int, share: float, common: bool, most: int
) -> Answer:
    found = movements(held, common=common)
    if not len(found):
        return Answer(NOTHING)
    rows: list[Row] = []
    tried = 0
    parts = found.frame.filter((pl.col("payer") > 0) & (pl.col("payee") > 0))
    for (asset,), part in parts.group_by("asset", maintain_order=True):
        moves = [
            Move(payer, payee, at, int(amount), ref)
            for payer, payee, at, amount, ref in part.select(
                "payer", "payee", "at", "amount", "ref"
            ).iter_rows()
        ]
        search = Rounds(moves, within * 1_000_000, longest, share)
        for number, first in enumerate(moves):
            if number % 10_000 == 0:
                held.tell(number, len(moves), f"looking for rounds of {asset}")
            if tried + search.tried > MOST_STEPS:
                break
            rows += [_row(chain, str(asset)) for chain in search.from_(first) if len(chain) >= shortest]
        tried += search.tried
    rows.sort(key=lambda row: (-row.cells[4], len(row.cells[0]), row.cells[6], row.refs))
    shown, more = strongest(rows, most)
    stopped = (
        (f"Stopped after {MOST_STEPS:,} payments tried; later rounds may be missing.",)
        if tried > MOST_STEPS
        else ()
    )
    if not rows:
        return Answer("No money comes back in a round within that time.", left_out=(*more, *stopped))
    who = " to ".join(held.caption(e) for e in rows[0].cells[0])
    return Answer(
        f"{many(len(rows), 'round')}; the fullest goes from {who} and back, {rows[0].cells[4]:.0%} of the amount.",
        (
            Column("round", "Round", "entities"), Column("payments", "Payments", "count"),
            Column("sent", "Sent", "money"), Column("back", "Came back", "money"), Column("share", "Share", "share"),
            Column("took", "Took", "duration"), Column("first", "First", "moment"), Column("last", "Last", "moment"),
        ),
        shown,
        left_out=(*more, *stopped),
        sure="Exact for what the case holds; that it was the same money is likely by amount and time, not certain.",
    )  # fmt: skip


class Rounds:
    """Looks for rounds among the movements of one asset, in order of time."""

    def __init__(self, moves: list[Move], within: int, longest: int, share: float) -> None:
        self._of: dict[int, list[Move]] = {}
        for move in moves:
            self._of.setdefault(move.payer, []).append(move)
        self._times = {payer: [move.at for move in of] for payer, of in self._of.items()}
        self._within, self._longest, self._share = within, longest, share
        self.tried = 0

    def from_(self, first: Move) -> Iterator[list[Move]]:
        """The rounds that begin with a movement."""
        waiting = [[first]]
        while waiting:
            chain = waiting.pop()
            last = chain[-1]
            times = self._times.get(last.payee, [])
            seen = {move.payer for move in chain}
            for place in range(bisect_left(times, last.at), len(times)):
                move = self._of[last.payee][place]
                if move.at > first.at + self._within:
                    break
                self.tried += 1
                fits = move.ref != last.ref and self._share * first.amount <= move.amount <= last.amount
                if not fits:
                    continue
                if move.payee == first.payer:
                    yield [*chain, move]
                elif move.payee not in seen and len(chain) + 1 < self._longest:
                    waiting.append([*chain, move])


def _row(chain: list[Move], asset: str) -> Row:
    first, last = chain[0], chain[-1]
    people = tuple(move.payer for move in chain)
    cells = (
        people, len(chain), Money(first.amount, asset), Money(last.amount, asset), last.amount / first.amount,
        (last.at - first.at) // 1_000_000, first.at, last.at,
    )  # fmt: skip
    return Row(cells, people, (), tuple(move.ref for move in chain), (), (first.at, last.at))
