"""What was used with several: one handset with several SIMs or numbers, one SIM in several handsets."""

from __future__ import annotations

from itertools import pairwise

import polars as pl

from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.asking import strongest
from workbench.questions.calls import clock, handsets
from workbench.questions.calls.handsets import NAMES, Run
from workbench.questions.calls.talk import heads
from workbench.questions.held import Held
from workbench.questions.wording import many

AFTER, TURNS = "one after the other", "by turns"


def shared(
    held: Held, of: str, what: tuple[str, ...], only: tuple[int, ...], least: int, most: int
) -> Answer:
    """Each `of` (device or sim) that was used with several of one of `what` (phone, sim, device), most first."""
    uses = handsets.used(held)
    if not uses.height:
        return Answer(handsets.MISSING)
    chosen = set(heads(held, only))
    several = {name: handsets.runs(uses, of, name, least) for name in what}
    wanted = sorted(set().union(*several.values()))
    among = uses.filter(pl.col(of).is_in(wanted))
    runs = {name: handsets.runs(among, of, name) for name in what}
    fewer = uses.filter((pl.col(of) > 0) & pl.any_horizontal(pl.col(n) > 0 for n in what))[
        of
    ].n_unique() - len(wanted)
    found = []
    for one in wanted:
        with_it = {name: runs[name].get(one, []) for name in what}
        if not chosen or chosen & {one, *(run.what for each in with_it.values() for run in each)}:
            found.append(_row(held, of, one, with_it))
    found.sort(key=lambda r: (-max(r.cells[1 : 1 + len(what)]), -r.cells[-3], r.cells[0]))
    rows, left = strongest(found, most)
    each = [_use(run) for row in rows for name in what for run in runs[name].get(row.cells[0], ())]
    return Answer(
        _sentence(held, of, what, rows, len(found)),
        (
            Column("of", NAMES[of].capitalize() if of != "sim" else NAMES[of], "entity"),
            *(Column(name, f"Different: {NAMES[name]}", "count") for name in what),
            Column("which", "Which", "entities"),
            Column("order", "How"),
            Column("records", "Records", "count"),
            Column("first", "First", "moment"),
            Column("last", "Last", "moment"),
        ),
        rows,
        left_out=(*((f"{many(fewer, 'other')} with fewer than {least:,}.",) if fewer else ()), *left),
        sure="Exact for the records held. Numbers of handsets can be rewritten, and operators mistype the last digit; "
        "the number of a SIM cannot be changed by its user.",
        tables=(Table("uses", "From when to when", _USES, tuple(each)),),
    )


_USES = (
    Column("of", "This", "entity"),
    Column("what", "With", "entity"),
    Column("first", "From", "moment"),
    Column("last", "To", "moment"),
    Column("records", "Records", "count"),
)


def _use(run: Run) -> Row:
    return Row(
        (run.of, run.what, run.first, run.last, run.count), (run.of, run.what), refs=run.refs,
        moments=(run.first, run.last),
    )  # fmt: skip


def _row(held: Held, of: str, one: int, with_it: dict[str, list[Run]]) -> Row:
    runs = [run for several in with_it.values() for run in several]
    most = max(with_it.values(), key=len)
    order = TURNS if any(b.first <= a.last for a, b in pairwise(most)) else AFTER
    behind = dict.fromkeys(ref for run in sorted(runs, key=lambda r: r.first) for ref in run.refs)
    which = tuple(run.what for run in runs)
    first, last = min(run.first for run in runs), max(run.last for run in runs)
    counts = tuple(len(several) for several in with_it.values())
    cells = (one, *counts, which, order if len(most) > 1 else "", len(behind), first, last)
    why = tuple(
        f"+ {held.caption(run.what)}: {many(run.count, 'record')} from {clock.said(run.first)} to "
        f"{clock.said(run.last)}."
        for run in runs
    )
    return Row(cells, (one, *which), refs=tuple(behind), why=why, moments=(first, last))


def _sentence(held: Held, of: str, what: tuple[str, ...], rows: tuple[Row, ...], found: int) -> str:
    if not rows:
        return f"No {NAMES[of]} was used with several, as far as the records show."
    first = rows[0]
    said = " and ".join(many(n, NAMES[name]) for name, n in zip(what, first.cells[1:], strict=False))
    return (
        f"The {NAMES[of]} {held.caption(first.cells[0])} was used with {said}; "
        f"{many(found, 'was', 'were')} used with several in all."
    )
