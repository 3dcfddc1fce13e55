"""Who travelled together? Pairs that were at one cell after another within minutes of each other, on one way."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.pairs import Met, among_all, looked_at
from workbench.questions.calls.presence import MISSING, WHAT, WINDOW, presence
from workbench.questions.calls.talk import SECOND, heads
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many, some

COLUMNS = (
    Column("one", "One", "entity"),
    Column("other", "Other", "entity"),
    Column("cells", "Cells on the longest way", "count"),
    Column("ways", "Ways", "count"),
    Column("routine", "Meetings by routine alone", "number"),
    Column("meetings", "Meetings in all", "count"),
    Column("begin", "Longest way from", "moment"),
    Column("end", "To", "moment"),
    Column("way", "By the cells", "entities"),
)


@question(
    "Who travelled together?",
    "calls",
    does="Finds pairs that were served by the same cells one after the other, within minutes of each other: a convoy, "
    "or two phones in one vehicle. It shows common antennas, never a common vehicle.",
    method="Of all pairs that met at as many different cells (within the window), the meetings are put in order of "
    "time. A way is a run of meetings of which each begins within the given pause after the one before; it counts if "
    "it goes over enough different cells (or masts). Pairs are ranked by the number of cells of their longest way. "
    "Beside it stands how often the two would have met, had one kept the same places and hours on other days.",
    innocent=(
        "Passengers of one train, bus or traffic jam go over the same cells at the same minutes.",
        "Two phones of one person travel together always.",
        "People who commute the same way at the same hour do so without knowing each other.",
        "A phone at rest between several antennas changes its cell without moving.",
    ),
    parameters=(
        Parameter("among", "Only ways of these", "entities", help="empty for all pairs"),
        WINDOW,
        Parameter("cells", "Different cells at least", "whole", 3, least=2),
        Parameter("pause", "From one meeting to the next at most", "duration", 7_200, least=1),
        WHAT,
        Parameter("masts", "Cells of one mast count as one place", "yes", True),
        Parameter("most", "How many to show", "whole", 50, least=1, most=10_000),
    ),
    words="convoy co-traveller colocation journey vehicle escort",
)
def travelled_together(
    held: Held, among: tuple[int, ...], window: int, cells: int, pause: int, what: str, masts: bool, most: int
) -> Answer:
    there, dayless = presence(held, what, masts=masts).timed()
    if not there.frame.height:
        return Answer(MISSING.format(what=dict(WHAT.choices)[what]), left_out=dayless)
    pairs = among_all(held, there, window, cells, heads(held, among)).filter(pl.col("places") >= cells)
    pairs = pairs.sort("places", "meetings", "one", "other", descending=[True, True, False, False])
    looked, left = looked_at(held, there, pairs, window)
    found = [row for met in looked if (row := _row(met, cells, pause)) is not None]
    found.sort(key=lambda r: (-int(r.cells[2]), -int(r.cells[3]), r.cells[:2]))
    rows, more = strongest(found, most)
    return Answer(
        _sentence(held, rows),
        COLUMNS,
        rows,
        left_out=(*dayless, *left, *more),
        sure="Cells on a way say which antennas served both, not that they were in one vehicle; who takes the same "
        f"train does the same. {some(pairs.height, 'pair').capitalize()} met at {many(cells, 'place')} or more at any "
        "time.",
    )


def ways(found: pl.DataFrame, pause: int) -> list[pl.DataFrame]:
    """The meetings of a pair in order of time, parted where the next begins later than `pause` seconds after the end
    of the one before."""
    ordered = found.sort("begin", "place")
    parted = (pl.col("begin") - pl.col("end").shift(1).cum_max() > pause * SECOND).fill_null(True)
    return ordered.with_columns(way=parted.cum_sum()).partition_by("way", maintain_order=True)


def _row(met: Met, cells: int, pause: int) -> Row | None:
    gone = [way for way in ways(met.found, pause) if way["place"].n_unique() >= cells]
    if not gone:
        return None
    gone.sort(key=lambda way: (-way["place"].n_unique(), way["begin"][0]))
    longest = gone[0]
    begin, end = int(longest["begin"].to_numpy().min()), int(longest["end"].to_numpy().max())
    over = tuple(longest["cell"].unique(maintain_order=True).to_list())
    lasted = clock.lasted((end - begin) / SECOND)
    why = [
        f"+ {many(len(over), 'cell')} within {lasted}, from {clock.said(begin)}.",
        f"{'+' if len(gone) > 1 else '~'} {many(len(gone), 'way')} of {many(cells, 'cell')} or more.",
    ]
    if met.routine is not None:
        why.append(
            f"{'+' if met.found.height > 2 * met.routine else '~'} {many(met.found.height, 'meeting')} in all; the "
            f"same hours on other days give {met.routine:.1f}."
        )
    behind = dict.fromkeys(ref for way in gone for several in way["refs"].to_list() for ref in several)
    row = (
        met.one, met.other, longest["place"].n_unique(), len(gone), met.routine, met.found.height, begin, end, over,
    )  # fmt: skip
    return Row(row, (met.one, met.other, *over), refs=tuple(behind), why=tuple(why), moments=(begin, end))


def _sentence(held: Held, rows: tuple[Row, ...]) -> str:
    if not rows:
        return "No two went over so many cells within minutes of each other."
    one, other, cells, gone = rows[0].cells[:4]
    return (
        f"{held.caption(one)} and {held.caption(other)} went over the same {many(cells, 'cell')} within minutes of "
        f"each other, {many(gone, 'time')}."
    )
