"""Whether day or month comes first in a date column, and of which calendar it is: decided once for the column,
never per cell."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from workbench.ingest.cells import Cells
from workbench.ingest.readers import Rows
from workbench.ingest.recipe_parts import Recipe, Source
from workbench.ingest.undecided import Answer, Question, Undecided
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.model.values import calendars, moments
from workbench.model.values.calendars import Decision

STRAYS = 0.02  # a column may hold this share of damaged dates and still have an order
SHOWN = 3  # dates that stand beside each answer
WORDS = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}
_ORDERS: tuple[moments.Order, ...] = ("dmy", "mdy", "ymd")
_DATE_PART = r"(\d+\D{1,3}\d+\D{1,3}\d+)"  # of a cell that may hold a time as well
Columns = tuple[str, ...]
Orders = dict[Columns, str]


def date_sources(recipe: Recipe, kinds: Kinds) -> list[tuple[Source, str]]:
    """The sources of moments that have an order of day and month, and the order where the field states it."""
    found = []
    for section in recipe.sections:
        for name, filling in section.fields.items():
            if kinds.records[section.kind].field(name).type == "moment" and not (
                filling.format or filling.unix
            ):
                found.append((filling.source, filling.order))
    return found


class Deciding:
    """Gathers distinct dates of every date column until its order is known; its calendar is known from the first
    rows that hold one. `calendars` says why, for those that are not Gregorian; `follows` names, for a column whose own
    dates do not tell, the one whose order it has."""

    def __init__(self, recipe: Recipe, kinds: Kinds) -> None:
        self.orders: Orders = {}
        self.calendars: dict[Columns, Decision] = {}
        self.follows: dict[Columns, Columns] = {}
        self._forms: dict[Columns, frozenset[str]] = {}
        self._open: dict[Columns, pl.Series] = {}
        self._called: dict[Columns, str] = {}
        self._undated: set[Columns] = set()
        self._names = recipe.layout.names
        self._calendar = recipe.layout.calendar
        whole = recipe.layout.date_order
        for source, order in date_sources(recipe, kinds):
            if order or whole != "auto":
                self.orders[source.columns] = order or whole
            elif source.columns:
                self._open[source.columns] = pl.Series([], dtype=pl.String)
            if source.columns and self._calendar == "auto":
                self._undated.add(source.columns)

    @property
    def done(self) -> bool:
        return not self._open

    @property
    def open(self) -> list[Columns]:
        """The date columns whose order is not known yet."""
        return list(self._open)

    def order(self, source: Source) -> str | None:
        """The order to read a source with, None where the date alone must say."""
        return self.orders.get(source.columns)

    def calendar(self, source: Source) -> str:
        """The calendar to read a source with."""
        if self._calendar != "auto":
            return self._calendar
        found = self.calendars.get(source.columns)
        return found.calendar if found else "gregorian"

    def look(self, rows: Rows) -> None:
        """Takes a stretch of the table into account. Raises Undecided where a column may be of two calendars."""
        cells = Cells(rows, "", self._names)
        for columns in [*self._undated]:
            self._date(columns, cells)
        for columns in set(self.orders) - set(self._forms):  # those that are stated
            if any(cells.column(name) is not None for name in columns):
                self._forms[columns] = forms_of(cells.of(Source(columns), may_lack=True).drop_nulls())
        for columns in list(self._open):
            if all(cells.column(name) is None for name in columns):
                continue
            headers = dict.fromkeys(header for name in columns if (header := cells.header(name)) is not None)
            self._called[columns] = " + ".join(headers)
            sample = pl.concat([self._open[columns], cells.of(Source(columns), may_lack=True).drop_nulls()])
            self._forms[columns] = forms_of(sample)
            order = moments.decide_order(sample) if len(sample) else None
            if order == "mixed":
                order = _most_fitting(sample)
            if order is None:
                self._open[columns] = sample.unique(maintain_order=True).head(100_000)
            else:
                self.orders[columns] = order
                del self._open[columns]

    def _date(self, columns: Columns, cells: Cells) -> None:
        if all(cells.column(name) is None for name in columns):
            return
        sample = cells.of(Source(columns), may_lack=True).drop_nulls()
        if not len(sample):
            return
        found = calendars.decide(sample)
        if found.open:
            raise Undecided([calendar_question(" + ".join(columns), sample, found.open)])
        if found.calendar != "gregorian":
            self.calendars[columns] = found
        self._undated.discard(columns)

    @property
    def questions(self) -> list[Question]:
        """What must be asked of the columns whose order is not known."""
        return [
            order_question(self._called[columns], sample)
            for columns, sample in self._open.items()
            if len(sample)
        ]

    def follow(self) -> None:
        """Gives columns that are still open the order of those written in the same form, where these agree: whatever
        wrote the file wrote both alike. Their own dates have to fit it."""
        for columns, sample in list(self._open.items()):
            forms = self._forms.get(columns, frozenset())
            alike = {
                other: self.orders[other]
                for other, theirs in self._forms.items()
                if forms and forms <= theirs and other in self.orders and other not in self.follows
            }
            orders = set(alike.values())
            if len(orders) == 1 and _days(sample, order := orders.pop()) is not None:  # type: ignore[arg-type]
                self.orders[columns] = order
                self.follows[columns] = next(iter(alike))
                del self._open[columns]

    def finish(self) -> None:
        """Raises Undecided for columns whose dates can be read both ways to the end of the file, and that no other
        column of the file answers for."""
        self.follow()
        if self.questions:
            raise Undecided(self.questions)
        self.orders.update(dict.fromkeys(self._open, "ymd"))
        self._open = {}

    def decide(self, stretches: Iterable[Rows]) -> None:
        """Looks at a table from its start until every order is known. Raises Undecided where one never is."""
        for rows in stretches:
            if self.done:
                break
            self.look(rows)
        self.finish()


def forms_of(sample: pl.Series) -> frozenset[str]:
    """How dates are written, without what they say: "n/n/Y" for 03/04/2026, times left out."""
    written = sample.head(200).str.extract(_DATE_PART, 1).drop_nulls()
    plain = written.str.replace_all(r"\d{4,}", "Y").str.replace_all(r"\d+", "n")
    return frozenset(plain.unique().to_list())


def order_question(column: str, sample: pl.Series) -> Question:
    """What is asked of a column whose dates can be read in several orders, with dates as each order reads them."""
    example = next((t for t in sample.to_list() if moments.decide_order(pl.Series([t])) is None), "")
    telling = [t for t in sample.head(2000).to_list() if moments.decide_order(pl.Series([t])) is None][:SHOWN]
    answers = []
    for order in _ORDERS:
        read = _days(pl.Series(telling, dtype=pl.String), order)
        if read is not None:
            words = tuple(f"{text} is {day}" for text, day in zip(telling, read, strict=True))
            answers.append(Answer(order, WORDS[order], words))
    about = f"the dates in {column} can be read as day/month or as month/day" + (
        f", such as {example}" if example else ""
    )
    return Question("date_order", about, tuple(answers), column)


def calendar_question(column: str, sample: pl.Series, open: Iterable[str]) -> Question:
    """What is asked of a column whose years are those of two calendars."""
    shown = sample.unique(maintain_order=True).head(SHOWN)
    answers = []
    for calendar in open:
        days = calendars.gregorian(shown, calendar, "ymd").to_list()
        words = tuple(f"{text} is {day}" for text, day in zip(shown.to_list(), days, strict=True))
        answers.append(Answer(calendar, calendars.WORDS[calendar], words))
    return Question("calendar", f"the dates in {column} may be of several calendars", tuple(answers), column)


def _days(texts: pl.Series, order: moments.Order) -> list[str] | None:
    at = moments.parse_many(texts, order, "UTC")["at"]
    if at.null_count():
        return None
    days: list[str] = at.cast(pl.Datetime("us")).dt.strftime("%-d %B %Y").to_list()
    return days


def _most_fitting(sample: pl.Series) -> moments.Order | None:
    """The one order that all but a few cells fit; raises Problem where a column mixes orders."""
    distinct = sample.unique().head(20_000)
    failed = {
        order: moments.parse_many(distinct, order, "UTC")["at"].null_count() / len(distinct)
        for order in _ORDERS
    }
    best = min(failed.values())
    fitting = [order for order, share in failed.items() if share <= best + STRAYS / 10]
    if best > STRAYS or len(fitting) > 1:
        raise Problem(
            f"the dates of one column come in several orders of day and month, such as {_opposed(distinct)}",
            "say which comes first: --date-order dmy or mdy; rows that do not fit are then rejected",
        )
    return fitting[0]


def _opposed(distinct: pl.Series) -> str:
    """Two dates of a column that no one order reads; the first where there is only one."""
    texts = distinct.sort().head(2000).to_list()
    orders = {order: text for text in texts if (order := moments.decide_order(pl.Series([text]))) in WORDS}
    return " and ".join(text for order, text in orders.items() if order != "ymd") or texts[0]
