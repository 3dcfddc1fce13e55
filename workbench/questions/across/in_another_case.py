"""Who is known in another case too? Identifiers that two case files both hold, with the rows of both."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.case import assessments
from workbench.case.cases import Case
from workbench.case.named import named
from workbench.case.shared import known_to_both
from workbench.case.told import records_at
from workbench.model.problems import Problem
from workbench.questions.answer import Answer, Column, Row, Table
from workbench.questions.held import Held
from workbench.questions.joins import MASTS
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

ROWS = 20  # rows of the other case that are shown of each entity


@question(
    "Who is known in another case too?",
    "across",
    does="Opens a second case file for reading and shows the identifiers that both cases hold, with the rows of both. "
    "Nothing else of the other case is shown, and nothing is written into it.",
    method="An identifier is known to both where a record that counts, or the analyst's drawing, holds it in the same "
    "kind and cleaned form in each. Common services of either case and cells are left out. Those that fewer records of "
    "both name come first.",
    innocent=(
        "Help lines, banks, couriers and markets stand in every case until they are marked as common services.",
        "A name is no identifier: two of one name are two until something else says they are one.",
        "An address or phone may have passed from one to another between the two cases.",
    ),
    parameters=(
        Parameter("other", "The other case", "file", required=True, help="a case file (name.case)"),
        Parameter("kinds", "Only these kinds of entity", "kinds"),
        Parameter("most", "How many to show", "whole", 200, least=1, most=100_000),
    ),
    steady="An identifier stands in both cases or not; how many records name it does not matter.",
    words="deconfliction overlap other case hit compare deconflict known elsewhere",
)
def in_another_case(held: Held, other: Path | None, kinds: tuple[str, ...], most: int) -> Answer:
    if other is None or not other.is_file():
        raise Problem(f"there is no file {other}", "choose a case file (name.case)")
    if other.resolve() == held.case.path.resolve():
        raise Problem("that is this case itself", "choose another case file")
    with held.look_into(other) as second:
        return _compared(held, second, kinds, most)


def _compared(held: Held, second: Case, kinds: tuple[str, ...], most: int) -> Answer:
    both = known_to_both(held.case, second).filter(pl.col("kind") != MASTS)
    if kinds:
        both = both.filter(pl.col("kind").is_in(kinds))
    common = both["here"].is_in([*assessments.common_services(held.case)]) | both["there"].is_in(
        [*assessments.common_services(second)]
    )
    left, both = int(common.sum()), both.filter(~common)
    here = _counted(held.case, both["here"], held.moments)
    there = _counted(second, both["there"], None)
    both = both.join(here, left_on="here", right_on="entity", how="left").join(
        there, left_on="there", right_on="entity", how="left", suffix="_there"
    )
    both = both.with_columns(pl.col("records", "records_there").fill_null(0)).sort(
        pl.col("records") + pl.col("records_there"), "kind", "value"
    )
    silent = both.height if held.moments else 0
    if held.moments:
        both = both.filter(pl.col("records") > 0)
        silent -= both.height
    rows = []
    for line in both.head(most).iter_rows(named=True):
        entity = held.whole.grouped.get(line["here"], line["here"])
        cells = (entity, held.case.kinds.entities[line["kind"]].name, line["records"], line["records_there"])
        rows.append(Row(cells, (entity,), refs=tuple(line["refs"] or ())))
    return Answer(
        _sentence(both.height, second),
        (
            Column("entity", "Who or what", "entity"),
            Column("kind", "Kind"),
            Column("records", "Records here", "count"),
            Column("there", "Records there", "count"),
        ),
        tuple(rows),
        left_out=tuple(
            said
            for said in (
                f"{both.height - most:,} more that more records name." if both.height > most else "",
                f"{many(left, 'common service')} of either case." if left else "",
                f"{many(silent, 'identifier')} without a record here in the stretch of time." if silent else "",
                f"Of the other case at most {ROWS} rows of each are listed; the figures count them all."
                if (both["records_there"] > ROWS).any() else "",
            )
            if said
        ),
        sure="Exact for identifiers written in one form; names and addresses may be written in another way there.",
        tables=(_rows_there(second, both.head(most)),) if rows else (),
    )  # fmt: skip


def _counted(case: Case, entities: pl.Series, moments: tuple[int, int] | None) -> pl.DataFrame:
    """The records that name each entity: entity, records, refs."""
    frame = named(case, entities.to_list(), moments)
    return frame.group_by("entity").agg(
        records=pl.col("ref").n_unique().cast(pl.Int64), refs=pl.col("ref").unique().sort()
    )


def _rows_there(second: Case, both: pl.DataFrame) -> Table:
    lines = [(line, ref) for line in both.iter_rows(named=True) for ref in (line["refs_there"] or ())[:ROWS]]
    rows = []
    for (line, _), record in zip(lines, records_at(second, [ref for _, ref in lines]), strict=True):
        where = f"{record.file}, {record.sheet}" if record.sheet else record.file
        what = second.kinds.records[record.kind].name
        cells = (line["value"], what, record.at_utc, where, record.row, record.sha256)
        rows.append(Row(cells, (line["here"],)))
    columns = (
        Column("identifier", "Identifier"), Column("kind", "Record"), Column("at", "When", "moment"),
        Column("file", "File"), Column("row", "Row", "count"), Column("sha256", "SHA-256 of the file"),
    )  # fmt: skip
    return Table("there", f"Rows in {second.about.title or second.path.name}", columns, tuple(rows))


def _sentence(found: int, second: Case) -> str:
    name = second.about.title or second.path.name
    if not found:
        return f"No identifier of this case stands in {name}."
    return f"{many(found, 'identifier')} of this case {'stands' if found == 1 else 'stand'} in {name} too."
