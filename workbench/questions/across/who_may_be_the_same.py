"""Who may be the same under other spellings? Pairs of persons, organisations, addresses or handles."""

from __future__ import annotations

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.likeness.entities import MayBeSame, Pair, may_be_same
from workbench.questions.likeness.pairing import Part, likely
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

KINDS = (
    ("person", "persons"),
    ("organisation", "organisations"),
    ("address", "addresses"),
    ("handle", "handles"),
)
SPOKEN = 4  # values of a field that a reason spells out


@question(
    "Who may be the same?",
    "across",
    does="Compares all persons, organisations, addresses or handles with one another by what the records state of them "
    "(name, date of birth, papers, phones, addresses, accounts, keys) and shows the pairs that may be one, each with "
    "what speaks for it and against it. Names are compared across scripts. Nothing is merged: "
    "judging is yours, and the window Judge who may be the same (menu Ask) goes through the pairs one by one.",
    method="Pairs that share a value of one field, or parts of values of two, are compared field by field (Fellegi and "
    "Sunter 1969). How much agreeing or differing in a field weighs is learnt from all compared pairs without knowing "
    "which are true (expectation and maximisation): the weight is log2 of how often true pairs agree so over how often "
    "others do. Agreeing on a rare value weighs more than on a common one. The sum of the weights gives the chance.",
    innocent=(
        "Father and son, or brothers, share a name, an address and a phone.",
        "Two who share a flat, an office or a parcel counter share its address and phone, and are two.",
        "A common name is borne by many; a popular handle is taken by somebody else on each site.",
        "A false name on a parcel may be several people's.",
    ),
    parameters=(
        Parameter("kind", "What to compare", "choice", choices=KINDS),
        Parameter("least", "Show pairs at least so likely", "share", 0.5),
        Parameter("once", "Each source names everybody once", "yes", help="Compares sources with one another only, and "
                  "puts each entity in one pair at most: for two registers of the same people."),
        Parameter("decided", "Also show pairs judged already", "yes"),
        Parameter("most", "How many to show", "whole", 100, least=1, most=100_000),
    ),
    words="match matching duplicates dedupe merge entity resolution record linkage splink same person spelling alias",
)  # fmt: skip
def who_may_be_the_same(held: Held, kind: str, least: float, once: bool, decided: bool, most: int) -> Answer:
    kinds = dict(KINDS)[kind]
    compared = may_be_same(held, kind, once=once)
    if len(compared.told.entities) < 2:
        return Answer(
            f"The case names fewer than two {kinds} that could be compared: bring in sources that name them, such as a "
            "register of subscribers, a manifest or a list of accounts."
        )
    alike = list(compared.pairs(least))
    every = [pair for pair in alike if pair.refs]
    bare = len(alike) - len(every)
    silent = (f"{many(bare, 'pair')} of whom no record looked at tells what was compared.",) if bare else ()
    rows = [_row(pair) for pair in every if decided or not pair.verdict]
    shown, more = strongest(rows, most)
    return Answer(
        _sentence(held, rows, kinds),
        (
            Column("one", "Who", "entity"),
            Column("other", "May be", "entity"),
            Column("chance", "How likely", "share"),
            Column("weight", "Weight", "number"),
            Column("verdict", "Judged", "text"),
        ),
        shown,
        left_out=(*more, *silent, *_left_out(compared, alike, decided, least)),
        sure=_sure(compared, len(rows)),
    )


def _row(pair: Pair) -> Row:
    why = tuple(spoken(part) for part in pair.parts)
    return Row(
        (pair.one, pair.other, round(pair.chance, 4), round(pair.bits, 2), pair.verdict),
        (pair.one, pair.other), refs=pair.refs, why=why,
    )  # fmt: skip


def spoken(part: Part) -> str:
    """What a field adds, in words: `+ phone: the same, +4477… (10.1)`."""
    ours, theirs = (_listed(side) for side in (part.left, part.right))
    shared = _listed(part.shared)
    said = f"the same, {shared}" if part.shared else f"{part.says}, {ours} and {theirs}"
    return f"{part.mark} {part.field.label}: {said} ({part.bits:+.1f})"


def _listed(values: tuple[str, ...]) -> str:
    more = f" and {len(values) - SPOKEN} more" if len(values) > SPOKEN else ""
    return ", ".join(values[:SPOKEN]) + more


def _sentence(held: Held, rows: list[Row], kinds: str) -> str:
    if not rows:
        return f"No two {kinds} are alike enough to be shown."
    one, other = map(held.caption, rows[0].entities)
    if one == other:
        one, other = map(held.value, rows[0].entities)
    return (
        f"{many(len(rows), 'pair')} of {kinds} may be the same, the likeliest "
        f"{one} and {other} ({likely(rows[0].cells[2])})."
    )


def _left_out(compared: MayBeSame, every: list[Pair], decided: bool, least: float) -> tuple[str, ...]:
    found = compared.found
    judged = sum(bool(pair.verdict) for pair in every)
    return tuple(
        said
        for said in (
            f"{many(len(found) - len(every), 'compared pair')} less than {least:.0%} likely."
            if len(found) > len(every) else "",
            f"{many(judged, 'pair')} judged already." if judged and not decided else "",
            f"{many(found.too_common, 'value')} or parts of values too common to make pairs by themselves."
            if found.too_common else "",
            f"{many(found.dropped, 'way')} of making pairs that would have made too many; other ways make the same "
            "pairs where two other fields agree." if found.dropped else "",
            f"{compared.named_by_both:,} that several sources name already." if compared.named_by_both else "",
        )
        if said
    )  # fmt: skip


def _sure(compared: MayBeSame, shown: int) -> str:
    learnt, found = compared.found.learnt, compared.found
    if learnt is None:
        return "No two share anything, so none were compared."
    true = learnt.share * learnt.pairs
    said = (
        f"{learnt.pairs:,} pairs were compared, and about {true:,.0f} of them are expected to be the same. Of the "
        f"{found.worth:,} likeliest, {found.expected:.0%} are expected to be right."
        if found.worth
        else f"{learnt.pairs:,} pairs were compared; hardly any is expected to be the same."
    )
    few = (
        " So few pairs teach little: the weights rest mostly on what is usual." if true < 20 and shown else ""
    )
    return said + few
