"""Who is the same vendor? Names on markets, compared by what they publish and how they write."""

from __future__ import annotations

from collections.abc import Iterator
from math import log2

from workbench.case import assessments
from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.darknet import same_hand
from workbench.questions.darknet.same_hand import Pair, Weighing
from workbench.questions.darknet.vendors import vendors
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import some

COLUMNS = (
    Column("one", "Vendor", "entity"),
    Column("other", "May be the same as", "entity"),
    Column("standing", "How sure"),
    Column("weight", "Weight in bits", "number"),
    Column("reasons", "Why"),
)
ERRORS = (
    Column("way", "Compared by"),
    Column("from", "Counts from", "number"),
    Column("apart", "Pairs of different vendors", "count"),
    Column("wrong", "Different, as alike", "count"),
    Column("wrong_share", "Wrongly alike", "share"),
    Column("same", "Pairs known to be one", "count"),
    Column("found", "One, as alike", "count"),
    Column("halves", "Vendors cut in two", "count"),
    Column("halves_found", "Halves as alike", "count"),
)


@question(
    "Who is the same vendor?",
    "darknet",
    does="Names on markets that may belong to one vendor, each pair with what speaks for it and against it, and how "
    "often each way of comparing takes two different vendors for one.",
    method="A PGP key that both publish decides, a subkey counting as its key. Contacts, wallets and hashes of "
    "pictures that both give, names, ways of writing (runs of three and four letters in titles and texts, without "
    "names, numbers and keys) and price lists (title, price and currency) are weighed: each counts log2(1 / share), "
    "where the share is that of the pairs of different vendors in this case that are at least as alike. Different are "
    "vendors who each publish a key and none in common; a key id counts 16 bits, a contact, wallet or picture 5 where "
    "no such pair gives one. Two different keys take 5 bits away. The bits are added, as if the ways were independent, "
    "which they are only in part. 'Strong' is what would be expected less than once among all pairs by chance. A mark "
    "that more names publish than the set number joins nobody. Nothing is merged.",
    innocent=(
        "A public key can be copied by anybody: only a text signed with it, or one that its holder could read, shows "
        "who has the private part.",
        "Vendors copy each other's texts and price lists, and resell each other's goods under the same words.",
        "A name that is known on one market is taken by somebody else on the next.",
        "A wallet or a contact may be the market's, an exchange's or a shared shop's.",
    ),
    parameters=(
        Parameter(
            "vendor", "Only pairs with this vendor", "entity", takes=("handle",), help="leave empty for all"
        ),
        Parameter(
            "errs", "A likeness counts that no more of the different vendors reach than", "share", 0.01,
            help="the smaller, the fewer wrong pairs, and the more real ones are missed",
        ),
        Parameter(
            "sharing", "A mark joins nobody that more names publish than", "whole", 12, least=2, most=1000,
            help="a key or wallet on hundreds of pages is the market's",
        ),
        Parameter("most", "How many pairs to show", "whole", 100, least=1, most=10_000),
    ),
    words="alias sockpuppet pgp fingerprint stylometry n-gram handle rebrand linking identity",
)  # fmt: skip
def same_vendor(held: Held, vendor: int, errs: float, sharing: int, most: int) -> Answer:
    who = vendors(held)
    if len(who.ids) < 2:
        return Answer(
            f"{len(who.ids)} vendors are held: bring in listings or profiles of markets to compare vendors."
        )
    weighing = same_hand.weigh(who, errs, sharing)
    ranked = sorted(_wanted(weighing, vendor), key=lambda p: (not p[1].certain, -p[1].bits, p[0]))
    rows = tuple(_row(weighing, ends, pair) for ends, pair in ranked[:most])
    certain = sum(pair.certain for _, pair in ranked)
    strong = sum(not p.certain and p.bits >= _needed(weighing) for _, p in ranked)
    weak = len(ranked) - certain - strong
    return Answer(
        f"Of {len(who.ids):,} names, {some(certain, 'pair publishes', 'pairs publish')} the same PGP key, "
        f"and {some(strong, 'more is', 'more are')} alike beyond chance; "
        f"{some(weak, 'further pair is a lead', 'further pairs are leads')}.",
        COLUMNS,
        rows,
        left_out=tuple(_left_out(weighing, len(ranked) - len(rows))),
        sure=f"'Certain' rests on the key alone. For the rest see how often each way errs: different are those of whom "
        f"{weighing.known.how}; {len(weighing.known.one):,} such pairs were compared.",
        tables=(Table("errors", "How often each way of comparing errs", ERRORS, tuple(_errors(weighing))),),
    )


def _needed(weighing: Weighing) -> float:
    """Bits at which less than one of all pairs is expected by chance."""
    size = len(weighing.vendors.ids)
    return log2(size * (size - 1) / 2) if size > 2 else 1.0


def _wanted(weighing: Weighing, vendor: int) -> Iterator[tuple[tuple[int, int], Pair]]:
    only = weighing.vendors.number.get(weighing.vendors.held.whole.grouped.get(vendor, vendor), -1)
    for ends, pair in weighing.pairs.items():
        if (not vendor or only in ends) and (pair.marks or pair.bits > 0):
            yield ends, pair


def _row(weighing: Weighing, ends: tuple[int, int], pair: Pair) -> Row:
    who = weighing.vendors
    one, other = who.ids[ends[0]], who.ids[ends[1]]
    standing = "certain" if pair.certain else "strong" if pair.bits >= _needed(weighing) else "lead"
    marks = tuple(dict.fromkeys(e for found in pair.marks.values() for _, e in found if e))
    why = (*pair.why, *_judged(who.held, one, other))
    links = [link for end in (one, other) for link in links_between(who.held.graph, end, marks)]
    return Row(
        (one, other, standing, round(pair.bits, 1), "; ".join(why)),
        (one, other, *marks),
        tuple(links),
        tuple(same_hand.refs(who, *ends, pair)),
        why,
    )


def _judged(held: Held, one: int, other: int) -> Iterator[str]:
    for second, verdict, why, analyst in assessments.judgements(held.case, one):
        if second == other:
            yield f"~ {analyst} judged them {verdict}: {why}"


def _errors(weighing: Weighing) -> Iterator[Row]:
    for name, way in weighing.ways.items():
        bound = weighing.bounds[name]
        if not len(way.apart):
            yield Row((_NAMED[name], None, 0, 0, None, len(way.same), 0, len(way.way.halves), 0))
            continue
        wrong = way.reached(bound)
        found, halves = int((way.same >= bound).sum()), int((way.way.halves >= bound).sum())
        yield Row(
            (
                _NAMED[name], round(bound, 3), len(way.apart), wrong, wrong / len(way.apart), len(way.same), found,
                len(way.way.halves), halves,
            )
        )  # fmt: skip
    for what, (apart, shared, same, found) in weighing.rates.items():
        if what in ("contact", "wallet", "image"):
            yield Row(
                (
                    _NAMED[what],
                    None,
                    apart,
                    shared,
                    shared / apart if apart else None,
                    same,
                    found,
                    0,
                    0,
                )
            )


_NAMED = {"name": "names", "text": "ways of writing", "prices": "price lists"} | {
    "contact": "the same contact", "wallet": "the same wallet", "image": "the same picture",
}  # fmt: skip


def _left_out(weighing: Weighing, below: int) -> Iterator[str]:
    if below > 0:
        yield f"{below:,} further pairs with less weight."
    for (what, _), count in sorted(weighing.common.items()):
        if what != "key id":
            yield f"A {what} that {count:,} names publish, or a common service, joins nobody."
    for name, way in weighing.ways.items():
        silent = int((~way.way.speaks).sum())
        if silent:
            yield f"{silent:,} vendors of whom {_SILENT[name]}: nothing is said of them by that."
        if not len(way.apart):
            yield f"No two different vendors are held to measure {_NAMED[name]} on: they do not count."


_SILENT = {
    "name": "the name has fewer than four letters",
    "text": "less than 200 letters of text are held",
    "prices": "fewer than three priced listings are held",
}
