"""Who was abroad? Networks of other countries by the codes of cells and SIMs."""

from __future__ import annotations

import polars as pl

from workbench.questions.answer import Answer, Column, Row
from workbench.questions.asking import strongest
from workbench.questions.calls import clock
from workbench.questions.calls.presence import MISSING, WHAT, presence
from workbench.questions.calls.talk import DAY, SECOND, heads, refs
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("who", "Who", "entity"),
    Column("country", "Network's country code"),
    Column("home", "Its own code"),
    Column("begin", "From", "moment"),
    Column("end", "To", "moment"),
    Column("lasted", "For at least", "duration"),
    Column("records", "Records", "count"),
    Column("cells", "Cells", "entities"),
)


@question(
    "Who was abroad?",
    "calls",
    does="Lists stays in networks of other countries: from when to when at the least, by the country code (MCC) with "
    "which the names of cells begin.",
    method="A cell's full name begins with the code of its country (MCC, three digits). A number's own country is that "
    "of the cells on which it is seen on most days, a SIM's the one with which its number (IMSI) begins. A stay is a "
    "run of records at cells of one other country. Cells with names of an operator's own, and those without a country, "
    "tell nothing and are counted as left out.",
    innocent=(
        "Near a border a phone is served by the neighbour's network without leaving the country.",
        "Ships and aircraft have country codes of their own (901).",
    ),
    parameters=(
        Parameter("who", "Only these", "entities", help="empty for everybody"),
        WHAT,
        Parameter("pause", "A stay ends after so long without a record", "duration", 14 * 86_400, least=1),
        Parameter("most", "How many to show", "whole", 100, least=1, most=10_000),
    ),
    words="roaming abroad foreign network border MCC travel",
)
def roaming(held: Held, who: tuple[int, ...], what: str, pause: int, most: int) -> Answer:
    seen = presence(held, what).frame
    if who:
        seen = seen.filter(pl.col("who").is_in(heads(held, who)))
    if not seen.height:
        return Answer(MISSING.format(what=dict(WHAT.choices)[what]))
    codes = {cell: code for cell in seen["cell"].unique().to_list() if (code := country(held.value(cell)))}
    told = seen.with_columns(code=pl.col("cell").replace_strict(codes, default="", return_dtype=pl.String))
    known = clock.local(held, told.filter(pl.col("code") != "")).sort("who", "at", "ref")
    days = known.group_by("who", "code").agg(pl.col("day").n_unique(), pl.len()).sort(
        "day", "len", "code", descending=[True, True, False]
    )  # fmt: skip
    home: dict[int, str] = {}
    for one, code, _, _ in days.iter_rows():
        home.setdefault(one, held.value(one)[:3] if held.kind(one) == "sim" else code)
    found = []
    abroad = [one for one, code, _, _ in days.iter_rows() if code != home[one]]
    away = known.filter(pl.col("who").is_in(sorted(set(abroad))))
    for (one,), mine in away.group_by("who", maintain_order=True):
        for stay in _stays(mine, home[one], pause):
            found.append(_row(one, stay, home[one]))
    found.sort(key=lambda r: (r.cells[3], r.cells[0]))
    rows, left = strongest(found, most)
    untold = told.height - known.height
    said = (f"{many(untold, 'record')} at cells whose names tell no country.",) if untold else ()
    return Answer(
        _sentence(held, rows, len(found), known.height),
        COLUMNS,
        rows,
        left_out=(*said, *left),
        sure="The code says whose network served, not on which side of a border the phone was.",
    )


def country(cell: str) -> str:
    """The country code of a cell's full name, "" where the name tells none."""
    parts = cell.split("-")
    if len(parts) >= 3 and len(parts[0]) == 3 and parts[0].isdigit():
        return parts[0]
    return cell[:3] if len(parts) == 1 and len(cell) >= 9 and cell[:5].isdigit() else ""


def _stays(mine: pl.DataFrame, home: str, pause: int) -> list[pl.DataFrame]:
    """Runs of records in one other country, in order of time."""
    fresh = (pl.col("code") != pl.col("code").shift(1)) | (
        pl.col("at") - pl.col("at").shift(1) > pause * SECOND
    )
    runs = mine.with_columns(run=fresh.fill_null(True).cum_sum()).partition_by("run", maintain_order=True)
    return [run for run in runs if run["code"][0] != home]


def _row(who: int, stay: pl.DataFrame, home: str) -> Row:
    begin, end = int(stay["at"][0]), int(stay["at"][-1])
    cells = tuple(stay["cell"].unique(maintain_order=True).to_list())
    records = stay["ref"].n_unique()
    row = (who, stay["code"][0], home, begin, end, (end - begin) // SECOND, records, cells)
    short = end - begin < DAY // 24
    why = (
        f"{'~' if short else '+'} {many(records, 'record')} at {many(len(cells), 'cell')} of {stay['code'][0]}.",
    )
    claim = f"{who} in {stay['code'][0]} about {clock.date((begin + end) // 2 // (7 * DAY) * 7)}"
    return Row(row, (who, *cells), refs=refs(stay), why=why, moments=(begin, end + 1), claim=claim)


def _sentence(held: Held, rows: tuple[Row, ...], found: int, known: int) -> str:
    if not known:
        return "The names of the cells tell no country, so nothing can be said of networks abroad."
    if not rows:
        return "Nobody was in a network of another country, as far as the cells tell."
    who, code, _, begin = rows[0].cells[:4]
    return (
        f"{many(found, 'stay')} in networks of other countries; the first is that of {held.caption(who)} in {code} "
        f"from {clock.said(begin)}."
    )
