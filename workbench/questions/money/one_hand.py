"""Which wallets are in one hand? Groups of wallets spent together, every union with its transactions."""

from __future__ import annotations

import polars as pl

from workbench.case import assessments
from workbench.questions.answer import Answer, Column, Money, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money import change, mixing
from workbench.questions.money.coins import Coins, coins
from workbench.questions.money.listed import listed
from workbench.questions.money.mixing import SetApart
from workbench.questions.money.stated import stated
from workbench.questions.money.unions import Unions, spent_together, unite
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many


@question(
    "Which wallets are in one hand?",
    "money",
    does="Groups wallets that are spent together in one transaction, and says which outputs look like change. Every "
    "union is shown with the transactions it rests on, so that it can be opened and split: judge two wallets 'not the "
    "same', or name transactions that unite nothing, and ask again.",
    method="Who signs a transaction holds the keys of all its inputs, so the wallets of its inputs are united (common "
    "input ownership; Meiklejohn et al., 2013). Left out, and listed, are transactions that look like a CoinJoin (as "
    "many equal outputs as the limit says, and as many wallets that pay in) and payouts to many; common services unite "
    "nothing. A union that would bring two wallets together that an analyst judged not the same is refused. Outputs "
    "that look like change are recognised by signs (see the table); their sureness is measured on transactions of this "
    "case whose change is known because it was later spent together with the payer's wallets. They unite wallets only "
    "where asked to.",
    innocent=(
        "A service spends the coins of many customers together: its deposit addresses form one group, and its "
        "customers are not one person.",
        "Mixing without equal outputs (PayJoin) spends two people's coins together.",
        "A wallet shared by a family, a firm or a lawyer is one hand for the chain and several for a court.",
    ),
    parameters=(
        Parameter("most", "How many groups to show", "whole", 50, least=1, most=100_000),
        Parameter("equal", "Equal outputs that make a CoinJoin", "whole", mixing.EQUAL, least=2, most=1000),
        Parameter("payout", "Wallets paid at once that make a payout", "whole", mixing.PAYOUT, least=2, most=100_000),
        Parameter("without", "Transactions that unite nothing", "entities", takes=("transaction",)),
        Parameter("with_change", "Unite with change", "yes", False, "also unite payers with what looks like change"),
        Parameter("surer", "Only change surer than", "share", 0.95),
    ),
    words="cluster clustering co-spend common input wallet ownership change address entity",
)  # fmt: skip
def one_hand(
    held: Held, most: int, equal: int, payout: int, without: tuple[int, ...], with_change: bool, surer: float
) -> Answer:
    known = coins(held)
    if not known.inputs.height:
        return Answer("The case holds no inputs of transactions: bring in transactions of a chain.")
    common = [w for w in known.inputs["wallet"].unique().to_list() if w and held.is_common(w)]
    aside = mixing.set_apart(known, equal, payout)
    apart = {one.transaction for one in aside} | set(without)
    judged = assessments.judged(held.case).items()
    enemies = [_heads(held, pair) for pair, verdict in judged if verdict == "not the same"]
    pairs = spent_together(known, apart, common)
    spent = unite(pairs, enemies)
    changed = change.likely(known, spent, apart, change.forms(held, known))
    if with_change and changed.likely.height:
        surest = changed.likely.filter(pl.col("sure") > surer)
        pairs = pl.concat([pairs, change.pairs(surest, common)])
    unions = unite(pairs, enemies)
    tags = listed(held)
    deposits = set(stated(held, "payment", ("deposit_wallet",))["deposit_wallet"].to_list()) - {0}
    rows = _rows(known, unions, {w: [t.label for t in tags[w]] for w in tags}, deposits)
    shown, more = strongest(rows, most)
    counts = (
        (len(aside), "transaction", "set apart for mixing coins or paying many out, listed below."),
        (len(without), "transaction", "left out because you said so."),
        (len(common), "common service", "left out: so many share them that they unite nobody."),
        (len(unions.refused), "union", "refused for a judgement 'not the same', listed below."),
    )
    left_out = [*more, *(f"{many(count, one)} {why}" for count, one, why in counts if count)]
    wallets = sum(len(g) for g in unions.groups)
    return Answer(
        f"{wallets:,} wallets form {many(len(unions.groups), 'group')} spent together; the largest has "
        f"{len(unions.groups[0]):,}." if unions.groups else "No two wallets are spent together.",
        (
            Column("wallets", "Wallets", "entities"),
            Column("count", "How many", "count"),
            Column("transactions", "Transactions that unite them", "count"),
            Column("first", "First", "moment"),
            Column("last", "Last", "moment"),
            Column("listed", "Listed as", "entities"),
        ),
        shown,
        left_out=tuple(left_out),
        sure="Common spending is strong where the transaction mixes nobody else's coins; " + changed.said,
        tables=(
            _unions(unions), _aside(aside), _change(held, changed.likely, most), _refused(unions),
        ),
    )  # fmt: skip


def _heads(held: Held, pair: tuple[int, int]) -> tuple[int, int]:
    heads = held.whole.grouped
    return heads.get(pair[0], pair[0]), heads.get(pair[1], pair[1])


def _why(transactions: int, deposits: int) -> tuple[str, ...]:
    spend = "transaction spends" if transactions == 1 else f"{transactions:,} transactions spend"
    said = f"one {spend}" if transactions == 1 else spend
    service = (
        f"{deposits:,} of them are deposit addresses in a statement: a service holds them for its customers"
    )
    return (f"{said} coins of several of these wallets together", *([service] if deposits else []))


def _rows(known: Coins, unions: Unions, labels: dict[int, list[int]], deposits: set[int]) -> list[Row]:
    numbers = [unions.group_of.get(w, -1) for w in unions.pairs["one"].to_list()]
    grouped = unions.pairs.with_columns(group=pl.Series(numbers, dtype=pl.Int64)).explode("transactions")
    when = dict(known.inputs.group_by("transaction").agg(pl.col("at").max()).iter_rows())
    found = {
        key[0]: part for key, part in grouped.group_by("group", maintain_order=True)
    }  # fmt: skip
    rows = []
    for number, wallets in enumerate(unions.groups):
        part = found[number]
        transactions = list(dict.fromkeys(part["transactions"].to_list()))
        refs = part["refs"].explode().unique(maintain_order=True).to_list()
        moments = [at for at in (when.get(t) for t in transactions) if at is not None]
        first, last = (min(moments), max(moments)) if moments else (None, None)
        named = tuple(dict.fromkeys(e for w in wallets for e in labels.get(w, []) if e))
        rows.append(
            Row(
                (tuple(wallets), len(wallets), len(transactions), first, last, named),
                (*wallets, *transactions), (), tuple(refs),
                _why(len(transactions), len(deposits.intersection(wallets))),
                (first, last) if first is not None and last is not None else None,
            )
        )  # fmt: skip
    return rows


def _unions(unions: Unions) -> Table:
    rows = tuple(
        Row((one, other, tuple(by), len(by), first, sign), (one, other, *by), (), tuple(refs))
        for one, other, by, first, refs, sign in unions.pairs.iter_rows()
    )  # fmt: skip
    columns = (
        Column("one", "Wallet", "entity"), Column("other", "is united with", "entity"),
        Column("transactions", "by transactions", "entities"), Column("count", "How many", "count"),
        Column("first", "First", "moment"), Column("sign", "Why"),
    )  # fmt: skip
    return Table("unions", "Every union and what it rests on", columns, rows)


def _aside(aside: list[SetApart]) -> Table:
    rows = tuple(Row((one.transaction, one.at, one.why), (one.transaction,), (), one.refs) for one in aside)
    columns = (
        Column("transaction", "Transaction", "entity"),
        Column("at", "When", "moment"),
        Column("reason", "Why"),
    )
    return Table("set_apart", "Transactions that unite nothing", columns, rows)


def _change(held: Held, likely: pl.DataFrame, most: int) -> Table:
    rows = [
        Row(
            (row["transaction"], row["wallet"], Money(int(row["amount"]), row["asset"]), row["sure"], row["signs"]),
            (row["wallet"], row["transaction"], row["payer"]), (), (row["ref"],), tuple(row["signs"].split("; ")),
        )
        for row in likely.iter_rows(named=True)
    ]  # fmt: skip
    columns = (
        Column("transaction", "Transaction", "entity"), Column("wallet", "Change goes to", "entity"),
        Column("amount", "Amount", "money"), Column("sure", "How sure, as measured here", "share"),
        Column("signs", "Signs"),
    )  # fmt: skip
    return Table("change", "Outputs that look like change", columns, tuple(rows))


def _refused(unions: Unions) -> Table:
    rows = tuple(Row(pair, pair) for pair in unions.refused)
    columns = Column("one", "Wallet", "entity"), Column("other", "was not united with", "entity")
    return Table("refused", "Unions that a judgement refuses", columns, rows)
