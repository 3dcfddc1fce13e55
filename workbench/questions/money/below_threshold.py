"""Who stays just below a threshold?"""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from workbench.model.problems import Problem
from workbench.model.values import amounts
from workbench.questions.answer import Answer, Column, Money, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.movements import METHOD, NOTHING, movements, refs_of
from workbench.questions.money.prices import shown
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

PAYS, GETS = "pays", "is paid"


@question(
    "Who stays just below a threshold?",
    "money",
    does="Finds who pays, or is paid, several amounts just below a threshold of reporting within days, which together "
    "pass it (structuring), and says how usual such amounts are in the case.",
    method=METHOD
    + "Amounts from the threshold less the margin up to, but not including, the threshold count as just "
    "below. For each entity the most of them within every stretch of the length given are counted. Beside it stand "
    "how many of its amounts are just above (as far again), and the share of all amounts of that asset in the case "
    "that are just below: what chance would bring.",
    innocent=(
        "A rent or a wage may happen to lie just below the threshold.",
        "A limit of a cash machine or a card makes everybody stay below it.",
    ),
    parameters=(
        Parameter(
            "threshold",
            "Threshold",
            "text",
            "10000 EUR",
            "an amount and its asset, such as 10000 EUR",
        ),
        Parameter("margin", "Just below is within", "share", 0.1),
        Parameter(
            "within", "Within", "duration", 7 * 86_400, least=1, help="the length of the stretch, such as 7 d"
        ),
        Parameter("times", "At least so often", "whole", 3, least=2, most=1_000_000),
        Parameter("most", "How many to show", "whole", 100, least=1, most=1_000_000),
    ),
    words="structuring smurfing splitting reporting limit threshold",
)
def below_threshold(held: Held, threshold: str, margin: float, within: int, times: int, most: int) -> Answer:
    limit = amount_of(threshold)
    found = movements(held)
    if not len(found):
        return Answer(NOTHING)
    band = int(limit.units * Fraction(str(margin)))
    frame = found.frame.filter(pl.col("asset") == limit.asset).with_columns(
        below=(pl.col("amount") >= limit.units - band) & (pl.col("amount") < limit.units),
        above=(pl.col("amount") >= limit.units) & (pl.col("amount") < limit.units + band),
    )
    if not frame.height:
        return Answer(f"The case holds no payments in {limit.asset}.")
    usual = int(frame["below"].sum()) / frame.height
    rows = []
    for way, me, other in ((PAYS, "payer", "payee"), (GETS, "payee", "payer")):
        often = (
            frame.filter(pl.col(me) > 0)
            .group_by(me)
            .agg(n=pl.col("below").sum())
            .filter(pl.col("n") >= times)
        )
        for key, part in (
            frame.filter(pl.col(me).is_in(often[me].implode())).group_by(me, maintain_order=True)
        ):  # fmt: skip
            row = _row(int(key[0]), way, part, other, within * 1_000_000, times, limit, usual)
            rows += [row] if row else []
    rows.sort(key=lambda row: (-row.cells[2], row.cells[5], row.cells[0], row.cells[1]))
    shown_rows, more = strongest(rows, most)
    name = shown(limit.units, limit.asset)
    if not rows:
        return Answer(f"Nobody stays just below {name} {times} times within that time.", left_out=more)
    first = rows[0].cells
    return Answer(
        f"{held.caption(first[0])} {first[1]} {first[2]} amounts just below {name} within the time given, together "
        f"{shown(first[3].units, first[3].asset)}; {usual:.1%} of all amounts here are just below it.",
        (
            Column("entity", "Who", "entity"), Column("way", "What"), Column("times", "Just below", "count"),
            Column("total", "Together", "money"), Column("payments", "All its payments", "count"),
            Column("above", "Just above", "count"), Column("share", "Its share just below", "share"),
            Column("usual", "Usual share here", "share"), Column("first", "First", "moment"),
            Column("last", "Last", "moment"),
        ),
        shown_rows,
        left_out=(*more, f"Just below is from {shown(limit.units - band, limit.asset)} up to, not including, {name}."),
        sure="Exact for what the case holds; whether it is meant to stay below is not for the figures to say.",
    )  # fmt: skip


def _row(
    me: int, way: str, part: pl.DataFrame, other: str, within: int, times: int, limit: Money, usual: float
) -> Row | None:
    low = part.filter(pl.col("below"))
    moments = low["at"].to_list()
    begin, best, stretch = 0, 0, (0, 0)
    for end, at in enumerate(moments):
        while at - moments[begin] > within:
            begin += 1
        if end - begin + 1 > best:
            best, stretch = end - begin + 1, (begin, end)
    if best < times:
        return None
    chosen = low.slice(stretch[0], best)
    total = int(chosen["amount"].sum())
    first, last = moments[stretch[0]], moments[stretch[1]]
    cells = (
        me, way, best, Money(total, limit.asset), part.height, int(part["above"].sum()), low.height / part.height,
        usual, first, last,
    )  # fmt: skip
    others = [e for e in chosen[other].unique(maintain_order=True).to_list() if e]
    why = (f"together {'over' if total >= limit.units else 'still below'} the threshold",)
    return Row(cells, (me, *others), (), refs_of(chosen), why, (first, last))


def amount_of(text: str) -> Money:
    """An exact amount with its asset, as "10000 EUR" says it. Problem where it says none."""
    parsed = amounts.parse_many(pl.Series([text]), "", "auto").row(0, named=True)
    if parsed["problem"] or parsed["units"] is None or not parsed["asset"]:
        raise Problem(f"'{text}' is no amount", "write a number and its asset, such as 10000 EUR or 0.5 BTC")
    return Money(int(parsed["units"]), str(parsed["asset"]))
