"""A recipe says how the columns of one layout become records; the classes here are what its TOML means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workbench.ingest.readers import ALIKE, Layout


@dataclass(frozen=True)
class Source:
    """Where a text comes from: the first of columns (`join` between them), preamble, filename, value, subject that
    says something.

    `preamble` and `filename` are regular expressions of which group 1 (or the whole match) is taken; `subject` is
    whose records the analyst says these are.
    """

    columns: tuple[str, ...] = ()
    value: str | None = None
    preamble: str | None = None
    filename: str | None = None
    join: str = " "
    subject: bool = False

    @property
    def falls_back(self) -> bool:
        """Whether something else speaks where the columns are empty or not there."""
        others = (self.value, self.preamble, self.filename)
        return bool(self.columns) and (self.subject or others != (None, None, None))


@dataclass(frozen=True)
class Telling:
    """The kind of an entity as a column tells it: its words by `map` (any case), `other` for all else ("" = none)."""

    source: Source
    map: Mapping[str, str] = field(default_factory=dict)
    other: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind it may tell, without repetition."""
        return tuple(dict.fromkeys([*self.map.values(), *([self.other] if self.other else [])]))


@dataclass(frozen=True)
class Filling:
    """How one field of a record is filled.

    `take` is a regular expression: where a cell has it, `give` stands for the cell (\\1 its first group; without
    `give` that group). `map` replaces whole cells; `split` cuts a cell into several values; `find` looks for
    values of these kinds in free text; `kinds` ("as" in TOML) narrows the kinds the field may hold, and with
    `plain` the cell is such a value as it stands, unchecked and marked not valid. `format` (strptime) and
    `unix` ("s", "ms", "us") read moments, `order` says what comes first in this column. `zone`, `asset` and
    `platform` are stated once or come from a column; `telling` says the kind row by row. `withheld` are words for
    a party that is not told. `minus` is a second column whose amounts count negative; `absolute` drops the sign.

    With `optional`, a value that cannot be read leaves the field empty (counted) instead of rejecting the row;
    with `if_there`, the table may lack the column; with `needed`, a row that leaves it empty is rejected.
    """

    source: Source
    map: Mapping[str, str] = field(default_factory=dict)
    split: str = ""
    find: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    plain: bool = False
    format: str = ""
    unix: str = ""
    zone: Source | None = None
    asset: Source | None = None
    platform: Source | None = None
    decimal: str = ""
    optional: bool = False
    if_there: bool = False
    order: str = ""
    withheld: tuple[str, ...] = ()
    telling: Telling | None = None
    minus: Source | None = None
    absolute: bool = False
    take: str = ""
    give: str = ""
    needed: bool = False

    @property
    def may_lack(self) -> bool:
        """Whether the table may lack its column."""
        return self.optional or self.if_there

    @property
    def sources(self) -> list[Source]:
        """Everything the field looks at."""
        asides = (
            self.zone,
            self.asset,
            self.platform,
            self.minus,
            self.telling.source if self.telling else None,
        )
        return [self.source, *(source for source in asides if source is not None)]

    @property
    def explodes(self) -> bool:
        """Whether one row may give several values."""
        return bool(self.split or self.find)


@dataclass(frozen=True)
class When:
    """Which rows give a record: all that is stated must hold. Cells are compared trimmed, ignoring case.

    With `if_there` the table may lack the column, which then counts as empty in every row.
    """

    column: str
    among: tuple[str, ...] = ()
    not_among: tuple[str, ...] = ()
    filled: bool | None = None
    matches: str = ""
    if_there: bool = False
    not_matches: str = ""


@dataclass(frozen=True)
class Swap:
    """In rows for which `when` holds, two roles and the fields that begin with them change places."""

    when: When
    roles: tuple[str, str]


@dataclass(frozen=True)
class Section:
    """One sort of record that a row may give; `table` limits it to one table or sheet."""

    kind: str
    fields: Mapping[str, Filling]
    table: str = ""
    when: tuple[When, ...] = ()
    swap: Swap | None = None

    @property
    def columns(self) -> list[str]:
        """Every column the section looks at, without repetition."""
        return self._columns(optional=True)

    @property
    def needed(self) -> list[str]:
        """The columns a table must have for the section."""
        return self._columns(optional=False)

    def _columns(self, optional: bool) -> list[str]:
        seen: dict[str, None] = {}
        for filling in self.fields.values():
            if filling.may_lack and not optional:
                continue
            for source in filling.sources:
                if optional or not source.falls_back:
                    seen.update(dict.fromkeys(source.columns))
        whens = [*self.when, *([self.swap.when] if self.swap else [])]
        seen.update((w.column, None) for w in whens if optional or not w.if_there)
        return list(seen)


@dataclass(frozen=True)
class Signs:
    """What else tells the layout, beside the headers: all that is stated must hold.

    `without` are headers that must not be there, `filename` and `preamble` regular expressions to be found,
    `cells` an expression for each column that nine in ten cells must match.
    """

    without: tuple[str, ...] = ()
    filename: str = ""
    preamble: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return len(self.cells) + bool(self.filename) + bool(self.preamble)


@dataclass(frozen=True)
class Recipe:
    """A layout and the records it gives. `text` is the TOML it was parsed from, "" for one made by hand."""

    id: str
    name: str
    reader: str
    sections: tuple[Section, ...]
    layout: Layout = field(default_factory=Layout)
    text: str = ""
    signs: Signs = field(default_factory=Signs)

    @property
    def headers(self) -> tuple[str, ...]:
        return self.layout.headers

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds it gives, in order, without repetition."""
        return tuple(dict.fromkeys(s.kind for s in self.sections))

    @property
    def asks_whose(self) -> bool:
        """Whether it uses what the analyst says of whose records a file holds."""
        return any(f.source.subject for section in self.sections for f in section.fields.values())

    def read_by(self, reader: str) -> Recipe:
        """The same recipe for a table that another reader gives, and a text that says so; itself where the two
        readers do not give the same sort of table."""
        if reader == self.reader or not {reader, self.reader} <= ALIKE:
            return self
        text = re.sub(r"(?m)^reader\s*=.*$", f'reader = "{reader}"', self.text, count=1)
        return replace(self, reader=reader, text=text)

    def with_layout(self, **changes: object) -> Recipe:
        """The same recipe with other layout entries, such as date_order="mdy"."""
        return replace(self, layout=replace(self.layout, **changes), text="")  # type: ignore[arg-type]


def swapped_name(name: str, roles: tuple[str, str]) -> str | None:
    """The field that `name` changes places with, or None where it stays."""
    for role, other in (roles, roles[::-1]):
        if name == role:
            return other
        if name.startswith(role + "_"):
            return other + name[len(role) :]
    return None
