"""Who is in touch with whom among these? A matrix of calls and messages."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.calls.talk import MISSING, heads, refs, talk
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

BUSIEST = 15  # numbers taken where none are named
WAYS = (("both", "both ways together"), ("out", "from the row to the column"))


@question(
    "Who is in touch with whom among them?",
    "calls",
    does="Shows how many calls and messages each of several numbers had with each other one, as a table with a row and "
    "a column for each.",
    method="Each record between two of the numbers is counted once, both ways together or from the row to the column. "
    "Where no numbers are named, those with most calls and messages are taken.",
    innocent=("An empty cell means that no record is held, not that the two were never in touch.",),
    parameters=(
        Parameter("numbers", "Among whom", "entities", help=f"empty for the {BUSIEST} busiest"),
        Parameter("way", "Which way", "choice", "both", choices=WAYS),
        Parameter("most", "How many rows at most", "whole", 40, least=2, most=200),
    ),
    steady="The table counts records; each count changes as its records do.",
    words="matrix cross table adjacency contact grid",
)
def contact_matrix(held: Held, numbers: tuple[int, ...], way: str, most: int) -> Answer:
    chosen = [one for one in heads(held, numbers) if held.kind(one)]
    told = talk(held, services=chosen)
    if not told.frame.height:
        return Answer(MISSING)
    sides = told.sides()
    if not chosen:
        busy = sides.group_by("who").len().sort("len", "who", descending=[True, False])
        chosen = busy["who"].head(BUSIEST).to_list()
    shown, more = chosen[:most], len(chosen) - most
    among = sides.filter(pl.col("who").is_in(shown) & pl.col("other").is_in(shown))
    if way == "out":
        among = among.filter(pl.col("out"))
    count = {
        (a, b): n for a, b, n in among.group_by("who", "other").agg(pl.col("ref").n_unique()).iter_rows()
    }
    columns = [Column("who", "Who", "entity")]
    columns += [Column(f"with_{n}", held.caption(one), "count") for n, one in enumerate(shown, 1)]
    rows = []
    for one in shown:
        cells = tuple(count.get((one, other), 0) if one != other else None for other in shown)
        met = [other for other in shown if count.get((one, other))]
        rows.append(Row((one, *cells), (one, *met), refs=refs(among.filter(pl.col("who") == one))))
    ranked = sorted(count.items(), key=lambda p: (-p[1], p[0]))
    said = "None of them is in touch with another, as far as the records show."
    if ranked:
        (a, b), n = ranked[0]
        counted = many(n, "call or message", "calls and messages")
        said = f"Most of all {held.caption(a)} and {held.caption(b)} are in touch: {counted}."
    left = (f"{many(more, 'further number')} beyond the first {most:,}.",) if more > 0 else ()
    return Answer(
        said,
        tuple(columns),
        tuple(rows),
        left_out=(*told.left_out, *left),
        sure="Exact for the records held.",
    )
