"""Who changed phones? A number that stops and one that starts and goes on with its contacts, or in its handset."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls import clock, handsets, overlap, rates
from workbench.questions.calls.handsets import Run
from workbench.questions.calls.rates import Change
from workbench.questions.calls.talk import DAY, MISSING, SECOND, Talk, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

COLUMNS = (
    Column("old", "Stops", "entity"),
    Column("new", "Starts", "entity"),
    Column("share", "Contacts in common", "share"),
    Column("weighted", "The same, rare contacts counting more", "share"),
    Column("shared", "How many", "count"),
    Column("of_old", "Contacts of the old", "count"),
    Column("of_new", "Contacts of the new", "count"),
    Column("chance", "Unrelated pairs that share so much", "share"),
    Column("stops", "All but stops after", "moment"),
    Column("starts", "All but starts at", "moment"),
    Column("moved", "Handset or SIM that moved", "entities"),
)
HANDSETS = (
    Column("number", "Number", "entity"),
    Column("old", "Handset before", "entity"),
    Column("last", "Last seen in it", "moment"),
    Column("new", "Handset after", "entity"),
    Column("first", "First seen in it", "moment"),
    Column("sim", "On the same SIM", "yes"),
)


@dataclass(frozen=True)
class Pair:
    """A number that stops and one that starts, and what they have in common."""

    old: Change
    new: Change
    shared: int
    share: float
    weighted: float
    of_old: int
    of_new: int
    moved: tuple[tuple[str, Run, Run], ...]  # device or sim, how the old and how the new number used it


@question(
    "Who changed phones?",
    "calls",
    does="Finds numbers that stop while another starts and goes on with the same contacts, and numbers that go on in "
    "another handset. It shows who may have taken a new number, not who held it.",
    method="For each number the one moment is sought at which its rate of calls and messages changes most (Poisson "
    "likelihood ratio; two rates must be a hundred times likelier than one). A number stops if it has at most the "
    "given share of its rate afterwards, and starts if it had at most that share before. Stopping and starting "
    "numbers that change within the given span of each other are compared: contacts of the old one up to its "
    "change with contacts of the new one from its change on, as the share of all contacts of either that both have "
    "(Jaccard), and the same with each contact weighted by the logarithm of how rare it is. Beside it stands the "
    "base rate: the share of all other pairs of numbers with as many contacts at least that have so much in common "
    "over the whole time (of 2,000 numbers drawn by lot where there are more). A handset (IMEI) or SIM (IMSI) that "
    "the old number used before and the new one after is named.",
    innocent=(
        "A colleague, a successor in a job or a member of the family who takes over the same contacts.",
        "A firm or a family that changes operator changes several numbers at once.",
        "A handset that was sold or handed on carries the number of another person.",
        "A number may stop in the records because a source ends or an operator's records are missing.",
    ),
    parameters=(
        Parameter("numbers", "Only these numbers", "entities", takes=("phone", "handle", "email")),
        Parameter("within", "Old and new change within", "duration", 7 * 86_400, least=0),
        Parameter("share", "Rate that counts as stopped, of the former", "share", 0.2),
        Parameter("least", "Contacts each must have", "whole", 5, least=1),
        Parameter("common", "Contacts in common at least", "whole", 3, least=1),
        Parameter("most", "How many to show", "whole", 20, least=1, most=10_000),
    ),
    words="burner new number IMEI IMSI SIM swap successor hand-over contacts Jaccard churn",
)
def who_changed_phones(
    held: Held, numbers: tuple[int, ...], within: int, share: float, least: int, common: int, most: int
) -> Answer:
    told = talk(held)
    uses = handsets.used(held)
    if not told.frame.height and not uses.height:
        return Answer(MISSING)
    chosen = set(heads(held, numbers))
    pairs, base, left = _pairs(held, told, uses, within, share, least, common)
    if chosen:
        pairs = [p for p in pairs if {p.old.who, p.new.who} & chosen]
    rows, more = strongest([_row(held, told, p, base) for p in pairs], most)
    changed = _handsets(held, uses, within, chosen)
    return Answer(
        _sentence(held, pairs, base, changed),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *left, *more),
        sure=_sure(pairs, base, least),
        tables=(Table("handsets", "Numbers that go on in another handset", HANDSETS, tuple(changed)),),
    )


def _pairs(
    held: Held, told: Talk, uses: pl.DataFrame, within: int, share: float, least: int, common: int
) -> tuple[list[Pair], overlap.Base, tuple[str, ...]]:
    """Pairs of a number that stops and one that starts, most in common first, and the base rate."""
    held.tell(0, 3, "numbers that stop and start")
    sides = told.sides()
    stop, start = rates.falls(sides, share, least), rates.rises(sides, share, least)
    ids = np.unique(sides["who"].to_numpy())
    spread = sides.group_by("other").agg(pl.col("who").n_unique()).sort("other")
    rare = np.log(max(len(ids), 2) / spread["who"].to_numpy())
    moments = (
        pl.DataFrame(
            {"who": list(stop), "until": [c.at for c in stop.values()]}, {"who": pl.Int64, "until": pl.Int64}
        ),
        pl.DataFrame(
            {"who": list(start), "since": [c.at for c in start.values()]},
            {"who": pl.Int64, "since": pl.Int64},
        ),
    )
    before = sides.join(moments[0], on="who").filter(pl.col("at") <= pl.col("until"))
    after = sides.join(moments[1], on="who").filter(pl.col("at") >= pl.col("since"))
    held.tell(1, 3, "contacts in common")
    known = spread["other"].to_numpy()
    old, new = overlap.contacts(before, list(stop), known), overlap.contacts(after, list(start), known)
    found = overlap.overlap(old, new, rare)
    of_old, of_new = old.sizes[found.one], new.sizes[found.other]
    mine, theirs = old.numbers[found.one], new.numbers[found.other]
    when = np.array([stop[w].at for w in old.numbers.tolist()], np.int64)[found.one]
    then = np.array([start[w].at for w in new.numbers.tolist()], np.int64)[found.other]
    near = (np.abs(then - when) <= within * SECOND) & (mine != theirs)
    kept = near & (found.shared >= common) & (of_old >= least) & (of_new >= least)
    moved = _moved(uses, stop, start, within)
    made = {
        (int(mine[k]), int(theirs[k])): Pair(
            stop[int(mine[k])], start[int(theirs[k])], int(found.shared[k]), float(found.share[k]),
            float(found.weighted[k]), int(of_old[k]), int(of_new[k]), moved.pop((int(mine[k]), int(theirs[k])), ()),
        )
        for k in np.flatnonzero(kept).tolist()
    }  # fmt: skip
    sizes = [dict(zip(c.numbers.tolist(), c.sizes.tolist(), strict=True)) for c in (old, new)]
    for (a, b), carried in moved.items():  # too few contacts in common, but one handset or SIM
        made[a, b] = Pair(stop[a], start[b], 0, 0.0, 0.0, sizes[0][a], sizes[1][b], carried)
    held.tell(2, 3, "how much unrelated numbers have in common")
    enough = sides.group_by("who").agg(pl.col("other").n_unique()).filter(pl.col("other") >= least)
    whole = overlap.contacts(
        sides.join(enough.select("who"), on="who", how="semi"), enough["who"].to_list(), known
    )
    apart = np.stack([mine[near], theirs[near]], axis=1)
    base = overlap.base(whole, apart)
    left = (
        (f"{found.dropped:,} contacts that very many numbers have were not compared.",)
        if found.dropped
        else ()
    )
    ranked = sorted(made.values(), key=lambda p: (-p.share, -len(p.moved), -p.weighted, p.old.who, p.new.who))
    return ranked, base, left


def _moved(
    uses: pl.DataFrame, stop: dict[int, Change], start: dict[int, Change], within: int
) -> dict[tuple[int, int], tuple[tuple[str, Run, Run], ...]]:
    """Handsets and SIMs that a stopping number used before a starting one did."""
    found: dict[tuple[int, int], tuple[tuple[str, Run, Run], ...]] = {}
    for of in ("sim", "device"):
        for several in handsets.runs(uses, of, "phone").values():
            for one, other in handsets.followed(several, DAY):
                key = one.what, other.what
                if one.what not in stop or other.what not in start or one.what == other.what:
                    continue
                if abs(start[other.what].at - stop[one.what].at) <= within * SECOND:
                    found[key] = (*found.get(key, ()), (of, one, other))
    return found


def _row(held: Held, told: Talk, pair: Pair, base: overlap.Base) -> Row:
    old, new = pair.old.who, pair.new.who
    sides = told.sides((old, new))
    before = sides.filter((pl.col("who") == old) & (pl.col("at") <= pair.old.at))
    after = sides.filter((pl.col("who") == new) & (pl.col("at") >= pair.new.at))
    both = set(before["other"].to_list()) & set(after["other"].to_list())
    behind = pl.concat([before, after]).filter(pl.col("other").is_in(list(both))) if both else before.head(0)
    carried = tuple(r for _, one, other in pair.moved for r in (*one.refs, *other.refs))
    moved = tuple(run.of for _, run, _ in pair.moved)
    cells = (
        old, new, pair.share, pair.weighted, pair.shared, pair.of_old, pair.of_new, base.chance(pair.share),
        pair.old.at, pair.new.at, moved,
    )  # fmt: skip
    contacts = (
        behind.group_by("other").len().sort("len", "other", descending=[True, False])["other"].to_list()
    )
    span = min(pair.old.at, pair.new.at), max(pair.old.at, pair.new.at)
    return Row(
        cells, (old, new, *moved, *contacts), refs=tuple(dict.fromkeys((*carried, *refs(behind)))),
        why=tuple(_why(held, sides, pair, base)), moments=span,
    )  # fmt: skip


def _why(held: Held, sides: pl.DataFrame, pair: Pair, base: overlap.Base) -> list[str]:
    old, new = held.caption(pair.old.who), held.caption(pair.new.who)
    said = []
    for of, one, other in pair.moved:
        said.append(
            f"! Both used the {handsets.NAMES[of]} {held.caption(one.of)}: {old} up to {clock.said(one.last)}, {new} "
            f"from {clock.said(other.first)}."
        )
    said += [
        f"{'+' if pair.shared else '-'} {pair.shared:,} of the {pair.of_old:,} contacts that {old} had are among the "
        f"{pair.of_new:,} that {new} has: {pair.share:.0%} of all contacts of either.",
        f"+ {old} falls from {pair.old.before:.1f} to {pair.old.after:.1f} calls and messages a day after "
        f"{clock.said(pair.old.at)}; {new} rises from {pair.new.before:.1f} to {pair.new.after:.1f} at "
        f"{clock.said(pair.new.at)}.",
        f"{_sign(base, pair.share)} Of {base.pairs:,} other pairs of numbers {base.reaching(pair.share):,} have so "
        f"much in common; the most is {base.most:.0%}.",
    ]
    still = sides.filter((pl.col("who") == pair.old.who) & (pl.col("at") > pair.old.at)).height
    if still:
        said.append(f"~ {old} is still there {still:,} times afterwards.")
    met = sides.filter((pl.col("who") == pair.old.who) & (pl.col("other") == pair.new.who)).height
    if met:
        said.append(f"- The two were in touch with each other {met:,} times.")
    return said


def _sign(base: overlap.Base, share: float) -> str:
    return "+" if base.chance(share) <= 0.001 else "~" if base.chance(share) <= 0.05 else "-"


def _handsets(held: Held, uses: pl.DataFrame, within: int, chosen: set[int]) -> list[Row]:
    """Numbers seen in one handset and then in another."""
    sims = handsets.runs(uses, "phone", "sim")
    found = []
    for number, several in sorted(handsets.runs(uses, "phone", "device").items()):
        if (chosen and number not in chosen) or held.is_common(number):
            continue
        for one, other in handsets.followed(several, 0):
            if other.first - one.last > within * SECOND:
                continue
            same = any(run.first <= one.last and run.last >= other.first for run in sims.get(number, ()))
            cells = (number, one.what, one.last, other.what, other.first, same)
            found.append(
                Row(
                    cells, (number, one.what, other.what), refs=one.refs + other.refs, moments=(one.last, other.first),
                    why=(f"+ {one.count:,} records in the one handset, then {other.count:,} in the other.",),
                )
            )  # fmt: skip
    return sorted(found, key=lambda r: (-len(r.refs), r.cells))


def _sentence(held: Held, pairs: list[Pair], base: overlap.Base, changed: list[Row]) -> str:
    if pairs and pairs[0].shared:
        first = pairs[0]
        return (
            f"{held.caption(first.old.who)} may have gone on as {held.caption(first.new.who)}: {first.share:.0%} "
            f"of their contacts are the same; of {base.pairs:,} unrelated pairs {base.reaching(first.share):,} "
            "share so much."
        )
    if pairs:
        return (
            f"{held.caption(pairs[0].new.who)} starts in the handset or on the SIM of "
            f"{held.caption(pairs[0].old.who)}, with few contacts in common."
        )
    if changed:
        return f"No number goes on as another; {len(changed):,} times a number goes on in another handset."
    return "No number that stops goes on as one that starts, as far as the records show."


def _sure(pairs: list[Pair], base: overlap.Base, least: int) -> str:
    said = (
        f"The base rate rests on {base.pairs:,} pairs of numbers with {least:,} contacts or more. A small overlap says "
        "little; a number is not a person."
    )
    if len(pairs) > 1 and pairs[1].share:
        return f"{said} The first stands at {pairs[0].share:.0%}, the next at {pairs[1].share:.0%}."
    return said
