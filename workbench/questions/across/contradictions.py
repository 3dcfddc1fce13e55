"""Where do sources contradict each other? One thing of which records say what cannot all hold."""

from __future__ import annotations

from collections.abc import Callable

from workbench.case import sources
from workbench.questions.across import disagreements, too_far
from workbench.questions.across.disagreements import Disagreement
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

CHECKS: dict[str, tuple[str, Callable[[Held], list[Disagreement]]]] = {
    "owners": ("Two owners at once", disagreements.owners),
    "holders": ("Two holders named", disagreements.holders),
    "born": ("Two dates of birth", disagreements.born),
    "documents": ("One document, two persons", disagreements.documents),
    "places": ("Two places too far apart", too_far.too_far),
    "amounts": ("Different amounts of one payment", disagreements.amounts),
    "weights": ("Different weights of one parcel", disagreements.parcels),
}


@question(
    "Where do sources contradict each other?",
    "across",
    does="Looks for one identifier with two owners at the same time, one account with two holders, one person with two "
    "dates of birth, one identity document with two persons, one device or person in two places too far apart, one "
    "payment with two amounts and one parcel with two weights, and shows what each source says.",
    method="Owners: two subscribers of one identifier whose stated periods overlap; in one register a holder without "
    "an end ends where the next begins. Places: a move from one sighting to the next that would be faster than an "
    "airliner although the reach of both cells and the uncertainty of both times are taken off. Amounts: two sources "
    "state the same parties and reference and different amounts. All else: different values of one field. Those "
    "between different sources come first, then those that most records support.",
    innocent=(
        "A typing mistake, another way of writing a name, day and month exchanged.",
        "A register that is not up to date, or that says who pays and not who uses.",
        "A register that puts a mast in the wrong place: then everybody flies to the same cell.",
        "A joint account, a maiden name, a family's contract; a cloned or reused number of a device.",
        "An amount with the fee and one without it; a parcel weighed again.",
    ),
    parameters=(
        Parameter(
            "checks",
            "What to look for",
            "choices",
            choices=tuple((k, said) for k, (said, _) in CHECKS.items()),
        ),
        Parameter("between", "Only between different sources", "yes"),
        Parameter("most", "How many to show", "whole", 200, least=1, most=100_000),
    ),
    words="conflict inconsistent discrepancy mismatch differs disagree impossible two owners birth date",
)
def contradictions(held: Held, checks: tuple[str, ...], between: bool, most: int) -> Answer:
    chosen = [name for name in CHECKS if not checks or name in checks]
    found: list[tuple[str, Disagreement]] = []
    for number, name in enumerate(chosen):
        held.tell(number, len(chosen), f"looking for: {CHECKS[name][0].lower()}")
        found += [(name, one) for one in CHECKS[name][1](held)]
    inside = sum(not one.between for _, one in found)
    if between:
        found = [(name, one) for name, one in found if one.between]
    found.sort(
        key=lambda each: (not each[1].between, list(CHECKS).index(each[0]), -len(each[1].refs), each[1].about)
    )
    names = {source.reading: source.name for source in sources.listed(held.case)}
    rows, more = strongest([_row(name, one, names) for name, one in found], most)
    counted = {name: sum(each == name for each, _ in found) for name in chosen}
    return Answer(
        _sentence(counted, len(found)),
        (
            Column("what", "What contradicts"),
            Column("about", "Of whom or what", "entity"),
            Column("one", "One says"),
            Column("other", "The other says"),
            Column("sources", "Where"),
            Column("records", "Records", "count"),
        ),
        rows,
        left_out=(
            *more,
            *((f"{many(inside, 'contradiction')} inside one source.",) if between and inside else ()),
        ),
        sure="That the records say so is exact; which of them is right they do not say.",
    )


def _row(name: str, one: Disagreement, names: dict[int, str]) -> Row:
    first, *rest = one.sides
    where = dict.fromkeys(names.get(reading, "") for side in one.sides for reading in side.readings)
    cells = (
        CHECKS[name][0], one.about, first.said, "; ".join(side.said for side in rest),
        ", ".join(where) or "what analysts attributed", len(one.refs),
    )  # fmt: skip
    entities = (one.about, *one.also, *dict.fromkeys(side.entity for side in one.sides if side.entity))
    said = "|".join([name, str(one.about), *(side.said for side in one.sides)])
    return Row(cells, entities, refs=one.refs, why=one.why, moments=one.moments, claim=said)


def _sentence(counted: dict[str, int], found: int) -> str:
    if not found:
        return (
            "No contradictions were found among owners, dates of birth, documents, places, amounts and weights; the "
            "case may hold too few sources that state them."
        )
    listed = [f"{CHECKS[name][0].lower()} ({count:,})" for name, count in counted.items() if count]
    return f"{many(found, 'contradiction')}: {', '.join(listed)}."
