"""Which of these are on lists? Attributions by list, and how far the lists agree."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.held import Held
from workbench.questions.money.listed import Tag, listed
from workbench.questions.parameter import Parameter
from workbench.questions.question import question

PAIRS = 40  # lists that are compared two by two


@question(
    "Who is on a list?",
    "money",
    does="Shows which wallets, accounts, transactions and other identifiers of the case lists attribute to somebody "
    "(TagPacks, sanctions lists, attributions by analysts), what each list says, and how far the lists agree.",
    method="Identifiers are compared as the case keeps them, cleaned and checked alike whichever list wrote them. Two "
    "lists are compared by the identifiers that both name. Identifiers named by more lists come first.",
    innocent=(
        "A list repeats another: three lists with one source are one source.",
        "A service's address says who ran the wallet, not who paid into it.",
    ),
    parameters=(
        Parameter("which", "Only these", "entities"),
        Parameter("active", "Only those that did something in the case", "yes", False),
        Parameter("most", "How many to show", "whole", 200, least=1, most=1_000_000),
    ),
    steady="Who stands on a list is read off the list; taking records away would tell nothing.",
    words="attribution tagpack ofac sanctions label service exchange darknet",
)
def listed_by(held: Held, which: tuple[int, ...], active: bool, most: int) -> Answer:
    tags = listed(held)
    if not tags:
        return Answer(
            "The case holds no list that attributes anything: bring in TagPacks or lists of sanctioned addresses."
        )
    acting = _acting(held)
    wanted = {e: of for e, of in tags.items() if (not which or e in which) and (not active or e in acting)}
    rows = []
    for entity, of in wanted.items():
        lists = list(dict.fromkeys(tag.list for tag in of))
        labels = tuple(dict.fromkeys(tag.label for tag in of if tag.label))
        said = "; ".join(dict.fromkeys(tag.said for tag in of if tag.said))
        rows.append(
            Row(
                (entity, labels, said, len(lists), "; ".join(lists), entity in acting), (entity, *labels), (),
                tuple(tag.ref for tag in of if tag.ref),
                tuple(f"{tag.list}: {tag.said or 'listed'}" for tag in of),
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (-row.cells[3], not row.cells[5], row.cells[0]))
    shown, more = strongest(rows, most)
    active_ones = sum(entity in acting for entity in wanted)
    return Answer(
        f"{len(wanted):,} identifiers are on lists; {active_ones:,} of them paid or were paid in the case.",
        (
            Column("entity", "Identifier", "entity"), Column("labels", "Listed as", "entities"),
            Column("said", "What lists say"), Column("lists", "Lists", "count"), Column("which", "Which lists"),
            Column("active", "Paid or was paid here", "yes"),
        ),
        shown,
        left_out=more,
        sure="Certain that the lists say so; as true as the lists are.",
        tables=(_agreement(tags),),
    )  # fmt: skip


def _acting(held: Held) -> set[int]:
    kinds = ("transaction_input", "transaction_output"), ("payment", "transfer")
    found: set[int] = set()
    for kind in kinds[0]:
        found |= set(held.records(kind, ("wallet",))["wallet"].to_list())
    for kind in kinds[1]:
        frame = held.records(kind, ("payer", "payee"))
        found |= set(frame["payer"].to_list()) | set(frame["payee"].to_list())
    return found - {0}


def _agreement(tags: Mapping[int, list[Tag]]) -> Table:
    """How many of each list's identifiers every other list names too."""
    named: dict[str, dict[int, int]] = {}
    for entity, of in tags.items():
        for tag in of:
            named.setdefault(tag.list, {})[entity] = tag.ref
    largest = sorted(named, key=lambda name: (-len(named[name]), name))[:PAIRS]
    rows = []
    for one, other in permutations(largest, 2):
        both = [entity for entity in named[one] if entity in named[other]]
        if both:
            refs = tuple(ref for e in both for ref in (named[one][e], named[other][e]) if ref)
            cells = (one, len(named[one]), other, len(both), len(both) / len(named[one]))
            rows.append(Row(cells, tuple(both), (), refs))
    rows.sort(key=lambda row: (-row.cells[4], -row.cells[3], row.cells[0], row.cells[2]))
    columns = (
        Column("list", "List"), Column("names", "names", "count"), Column("other", "of which this list"),
        Column("both", "names too", "count"), Column("share", "Share", "share"),
    )  # fmt: skip
    return Table("agreement", "How far the lists agree", columns, tuple(rows))
