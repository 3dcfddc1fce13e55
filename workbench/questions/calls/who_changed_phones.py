"""Who changed phones? A number that stops and one that starts and goes on with its contacts, or in its handset."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls import clock, handsets, overlap
from workbench.questions.calls.presence import presence
from workbench.questions.calls.successors import Pair, successors
from workbench.questions.calls.talk import MISSING, SECOND, Talk, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

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
    pairs, base, left = successors(held, told, uses, within, share, least, common)
    if chosen:
        pairs = [p for p in pairs if {p.old.who, p.new.who} & chosen]
    kept, more = strongest([Row((pair,)) for pair in pairs], most)
    rows = tuple(_row(held, told, row.cells[0], base) for row in kept)
    changed = _handsets(held, uses, within, chosen)
    return Answer(
        _sentence(held, pairs, base, changed),
        COLUMNS,
        rows,
        left_out=(*told.left_out, *left, *more),
        sure=_sure(pairs, base, least),
        tables=(Table("handsets", "Numbers that go on in another handset", HANDSETS, tuple(changed)),),
    )


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
        f"{_sign(base, pair.share)} Of {base.pairs:,} other pairs of numbers {_count(base, pair)} have so "
        f"much in common; the most is {base.most:.0%}.",
    ]
    said += _places(held, pair)
    still = sides.filter((pl.col("who") == pair.old.who) & (pl.col("at") > pair.old.at)).height
    if still:
        said.append(f"~ {old} is still there {many(still, 'time')} afterwards.")
    met = sides.filter((pl.col("who") == pair.old.who) & (pl.col("other") == pair.new.who)).height
    if met:
        said.append(f"- The two were in touch with each other {many(met, 'time')}.")
    return said


def _places(held: Held, pair: Pair) -> list[str]:
    """Whether both are most often at the same cell, where cells are told of both."""
    seen = presence(held).of((pair.old.who, pair.new.who))
    before = seen.filter((pl.col("who") == pair.old.who) & (pl.col("at") <= pair.old.at))
    after = seen.filter((pl.col("who") == pair.new.who) & (pl.col("at") >= pair.new.at))
    if not before.height or not after.height:
        return []
    most = [_most_often(frame) for frame in (before, after)]
    common = len(set(before["cell"].to_list()) & set(after["cell"].to_list()))
    same = f"Both are most often at the cell {held.caption(most[0])}"
    other = f"They are most often at different cells, {held.caption(most[0])} and {held.caption(most[1])}"
    return [
        f"{'+' if most[0] == most[1] else '~'} {same if most[0] == most[1] else other}; {many(common, 'cell')} in "
        f"common of {before['cell'].n_unique():,} and {after['cell'].n_unique():,}."
    ]


def _most_often(frame: pl.DataFrame) -> int:
    by = frame.group_by("cell").len().sort("len", "cell", descending=[True, False])
    return int(by["cell"][0])


def _sign(base: overlap.Base, share: float) -> str:
    return "+" if base.chance(share) <= 0.001 else "~" if base.chance(share) <= 0.05 else "-"


def _handsets(held: Held, uses: pl.DataFrame, within: int, chosen: set[int]) -> list[Row]:
    """Numbers seen in one handset and then in another."""
    devices = handsets.runs(uses, "phone", "device", 2)
    sims = handsets.runs(uses.filter(pl.col("phone").is_in(list(devices))), "phone", "sim")
    found = []
    for number, several in sorted(devices.items()):
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
            f"of their contacts are the same; of {base.pairs:,} unrelated pairs {_count(base, first)} "
            "share so much."
        )
    if pairs:
        return (
            f"{held.caption(pairs[0].new.who)} starts in the handset or on the SIM of "
            f"{held.caption(pairs[0].old.who)}, with few contacts in common."
        )
    if changed:
        return (
            f"No number goes on as another; {many(len(changed), 'time')} a number goes on in another handset."
        )
    return "No number that stops goes on as one that starts, as far as the records show."


def _count(base: overlap.Base, pair: Pair) -> str:
    """How many unrelated pairs have as much in common."""
    found = base.reaching(pair.share)
    return f"{found:,}" if found else "none"


def _sure(pairs: list[Pair], base: overlap.Base, least: int) -> str:
    said = (
        f"The base rate rests on {base.pairs:,} pairs of numbers with {least:,} contacts or more. A small overlap says "
        "little; a number is not a person."
    )
    if len(pairs) > 1 and pairs[1].share:
        return f"{said} The first stands at {pairs[0].share:.0%}, the next at {pairs[1].share:.0%}."
    return said
