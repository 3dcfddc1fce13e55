"""Who sends or receives under another spelling? Names and addresses that may be one, across scripts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

import polars as pl

from workbench.questions.among import links_between
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.parcels import spellings
from workbench.questions.parcels.shipments import MISSING, WHAT, marks, named, shipments
from workbench.questions.question import question
from workbench.questions.wording import some

COLUMNS = (
    Column("what", "What"),
    Column("one", "One spelling", "entity"),
    Column("other", "Another", "entity"),
    Column("likeness", "How alike", "share"),
    Column("shared", "Marks in common", "count"),
    Column("as_alike", "Pairs as alike", "count"),
    Column("parcels", "Parcels of both", "count"),
    Column("reasons", "Why"),
)


@question(
    "Who sends or receives under another spelling?",
    "parcels",
    does="Pairs of names and pairs of addresses that may be one, written otherwise or in another script, with what "
    "else they have in common.",
    method="Names and addresses are written in Latin letters by a table for each script and compared by their letters, "
    "words in any order; between scripts, of which some write no vowels, by their consonants; a single letter may "
    "stand for a word. The figure of two names lies halfway between that of all words and that of the worst. "
    "House and flat numbers and postcodes that contradict each other make two addresses different. "
    "Only pairs with enough runs of two and three letters in common are compared. Beside each pair stands how many "
    "other pairs of the case are as alike, which is how often such a likeness comes by chance or custom. Pairs with "
    "phones, e-mails, accounts or addresses in common come first. Nothing is merged.",
    innocent=(
        "Many people have the same name, and more have names that look the same in another script.",
        "Relatives share a family name, an address and a phone.",
        "Two flats of one house differ by one figure.",
    ),
    parameters=(
        Parameter(
            "what", "Compare", "choice", "both",
            choices=(("both", "Names and addresses"), ("name", "Names"), ("address", "Addresses")),
        ),
        Parameter("least", "From how alike on", "share", 0.85, help="1 is the same in Latin letters"),
        Parameter(
            "sharing", "A mark says nothing that more names or addresses share than", "whole", 20, least=2, most=10_000
        ),
        Parameter("most", "How many pairs to show", "whole", 200, least=1, most=10_000),
    ),
    words="transliteration romanisation spelling variants duplicates fuzzy alias cyrillic arabic",
)  # fmt: skip
def same_party(held: Held, what: str, least: float, sharing: int, most: int) -> Answer:
    frame = shipments(held)
    if not frame.height:
        return Answer(MISSING)
    whole = marks(held, frame)
    rows: list[Row] = []
    counts = {}
    for sort, compare in (("name", spellings.names), ("address", spellings.addresses)):
        if what in ("both", sort):
            found, counts[sort] = _pairs(held, whole, sort, compare, least, sharing)
            rows += found
    rows.sort(key=lambda row: (-row.cells[4], -row.cells[3], row.cells[1], row.cells[2]))
    tied = sum(row.cells[4] > 0 for row in rows)
    compared = " and ".join(f"{n:,} {_MANY[sort]}" for sort, n in counts.items())
    return Answer(
        f"Among {compared}, {some(len(rows), 'pair is', 'pairs are')} alike"
        + (f", {tied or 'none'} of them with something else in common." if rows else "."),
        COLUMNS,
        tuple(rows[:most]),
        left_out=(f"{len(rows) - most:,} further pairs that are less alike.",) if len(rows) > most else (),
        sure="A likeness alone is a reason to look; see how many pairs are as alike. Chinese characters are compared "
        "as they are, not by their sound.",
    )


_MANY = {"name": "names", "address": "addresses"}
_Compare = Callable[[list[str], float, spellings.Tell], list[spellings.Found]]


def _pairs(
    held: Held, whole: pl.DataFrame, sort: str, compare: _Compare, least: float, sharing: int
) -> tuple[list[Row], int]:
    mine = whole.filter(pl.col("what") == sort)
    ids = sorted(mine["entity"].unique().to_list())
    texts = [held.value(e) for e in ids]
    found = compare(texts, least, lambda done, total: held.tell(done, total, f"comparing {_MANY[sort]}"))
    scores = sorted(score for _, _, score, _ in found)
    refs = dict(mine.group_by("entity", maintain_order=True).agg("ref").iter_rows())
    beside = _beside(whole, mine, sharing)
    rows = []
    for a, b, score, by in found:
        one, other = ids[a], ids[b]
        ours, theirs = beside.get(one, {}), beside.get(other, {})
        shared = {key: ours[key] for key in ours if key in theirs}
        as_alike = len(scores) - bisect_left(scores, score) - 1
        why = tuple(_why(held, score, by, shared, ours, theirs))
        entities = tuple(dict.fromkeys([one, other, *(e for e in shared.values() if e)]))
        behind = tuple(dict.fromkeys([*refs[one], *refs[other]]))
        links = links_between(held.graph, one, entities) + links_between(held.graph, other, entities)
        cells = (WHAT[sort], one, other, round(score, 3), len(shared), as_alike, len(behind), "; ".join(why))
        rows.append(Row(cells, entities, tuple(dict.fromkeys(links)), behind, why))
    return rows, len(ids)


def _beside(whole: pl.DataFrame, mine: pl.DataFrame, sharing: int) -> dict[int, dict[tuple[str, str], int]]:
    """The other marks on the same side of the same parcels, of each name or address: those that not too many share."""
    sort = mine["what"][0] if mine.height else ""
    joined = mine.select("ref", "side", owner="entity").join(
        whole.filter(pl.col("what") != sort), on=["ref", "side"], maintain_order="left"
    )
    once = joined.select("owner", "what", "mark", "entity").unique(maintain_order=True)
    kept = once.filter(pl.len().over("what", "mark") <= sharing)
    found: dict[int, dict[tuple[str, str], int]] = {}
    for owner, what, mark, entity in kept.iter_rows():
        found.setdefault(owner, {})[what, mark] = entity
    return found


def _why(
    held: Held,
    score: float,
    by: str,
    shared: dict[tuple[str, str], int],
    ours: dict[tuple[str, str], int],
    theirs: dict[tuple[str, str], int],
) -> Iterator[str]:
    yield f"{'+' if score >= 0.9 else '~'} alike to {score:.2f} of 1 ({by})"
    for (what, mark), entity in sorted(shared.items()):
        yield f"+ the same {named(held, what, mark, entity)}"
    for what in ("phone", "address", "email"):
        said = [{mark for sort, mark in side if sort == what} for side in (ours, theirs)]
        if said[0] and said[1] and not said[0] & said[1]:
            yield f"- no {WHAT[what]} in common, though both give one"
