"""What is handed out of a case, as plain values: things, ties, happenings, and the files and rows they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """On whose work and authority something is handed out, and which state of the case it shows.

    `log_head` is the hash of the last of `log_length` entries, in hexadecimal. `shown` says how much of the case this
    is, `left_out` what was left away on purpose, a sentence each.
    """

    title: str
    uuid: str
    purpose: str
    authority: str
    officer: str
    offence: str
    handling: str
    zone: str
    country: str
    analyst: str
    log_head: str
    log_length: int
    version: str
    shown: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class File:
    """An acquired file that rows were taken from."""

    id: int
    name: str
    sha256: str
    sha512: str
    bytes: int
    exhibit: str
    acquired_by: str
    acquired_at: str
    acquired_how: str
    added_at: int
    added_by: str
    recipe: str
    rows: int
    kept: int
    rejected: int
    withheld: int
    grades: str = ""


@dataclass(frozen=True)
class Origin:
    """One row of a file: `word` says what a row is called there, `part` which record of that row (from 0)."""

    source: int
    name: str
    sha256: str
    reading: int
    sheet: str
    row: int
    part: int
    word: str = "row"


@dataclass(frozen=True)
class Tag:
    """A word the analyst gave an entity, on what basis, by whom and when (UTC microseconds, 0 where not noted)."""

    name: str
    basis: str
    analyst: str
    at: int


@dataclass(frozen=True)
class Note:
    """What an analyst wrote beside an entity or a link, and when (UTC microseconds)."""

    text: str
    analyst: str
    at: int


@dataclass(frozen=True)
class Attributed:
    """Whose an identifier was: `entity` had `owner` as user or owner, from then to then (UTC microseconds)."""

    entity: int
    owner: int
    role: str
    first: int | None
    last: int | None
    standing: str
    basis: str
    analyst: str


@dataclass(frozen=True)
class Thing:
    """An entity. `value` is its one written form, `shown` how a person reads it, `caption` what the chart writes.

    `same_as` are others (kind, value) that were judged to be it. `involvement` is what a person is in the case, "" for
    unknown. `records` counts those that name it; `origins` is its first row in each file. `basis` says on whose word
    it stands where an analyst entered it by hand. `x`, `y` are its place on the chart, None where it has none. `grades`
    are those given to it, shortly ("3x5x2 1 B P").
    """

    id: int
    kind: str
    kind_title: str
    value: str
    shown: str
    caption: str
    valid: bool
    involvement: str
    tags: tuple[Tag, ...]
    notes: tuple[Note, ...]
    attributions: tuple[Attributed, ...]
    same_as: tuple[tuple[str, str], ...]
    common: bool
    records: int
    basis: str
    origins: tuple[Origin, ...]
    icon: str
    colour: str
    shape: str
    x: float | None = None
    y: float | None = None
    grades: str = ""


@dataclass(frozen=True)
class Tie:
    """A link: `start` and `end` are things, `standing` is stated, derived or assessed.

    `first` and `last` are UTC microseconds, None where no record tells; `totals` exact decimal text by asset ("s" for
    seconds). `origins` are all rows behind it, none where an analyst drew it: then `basis` says on whose word, and
    `caption` what was written on it.
    """

    id: int
    kind: str
    title: str
    sentence: str
    start: int
    end: int
    directed: bool
    standing: str
    count: int
    first: int | None
    last: int | None
    totals: Mapping[str, str]
    origins: tuple[Origin, ...]
    notes: tuple[Note, ...]
    basis: str
    caption: str
    colour: str
    grades: str = ""


@dataclass(frozen=True)
class Happening:
    """A record. `at` is ISO 8601 as stated with its offset, "" where unknown; `at_utc` UTC microseconds.

    `roles` name the things in it, `fields` every field that is told as text, those in roles as values ("12.50 EUR"
    for an amount, whole seconds for a duration). `counted` is False where its event counts in another file, which
    tells it in other words.
    """

    kind: str
    kind_title: str
    at: str
    at_utc: int | None
    zone_known: str
    roles: Mapping[str, int]
    fields: Mapping[str, str]
    counted: bool
    origin: Origin

    def amount(self, field: str) -> tuple[str, str]:
        """An amount as exact decimal text and the code of its asset, both "" where it is not told."""
        number, _, asset = self.fields.get(field, "").partition(" ")
        return number, asset


@dataclass(frozen=True)
class Spot:
    """Where a thing lies, in degrees and metres, and how that is known in words. `azimuth` and `beam` in degrees say
    which sector an antenna serves, None and 360 where it serves all around."""

    thing: int
    latitude: float
    longitude: float
    reach: float
    precision: str
    known: str
    azimuth: float | None = None
    beam: float = 360.0


@dataclass(frozen=True)
class Sighting:
    """A thing was at a place, in the extract or not: `place` is its entity, None where only degrees are stated, and
    `place_name` what it is called; `at` UTC microseconds, `unsure` seconds. `within` metres of it, None where the
    degrees are the thing's own."""

    thing: int
    place: int | None
    latitude: float
    longitude: float
    at: int | None
    unsure: int
    measured: bool
    origin: Origin
    place_name: str = ""
    known: str = ""
    within: float | None = None


@dataclass(frozen=True)
class Amounts:
    """How many of each there are."""

    things: int
    ties: int
    happenings: int
    files: int


def references(origins: Sequence[Origin]) -> str:
    """Rows as one text that says all of them: "bill.csv sha256:9f… row 2-5, 9; load.xlsx sha256:1c… sheet A row 3"."""
    made: dict[tuple[str, str, str, str], list[int]] = {}
    for o in origins:
        made.setdefault((o.name, o.sha256, o.sheet, o.word), []).append(o.row)
    said = []
    for (name, sha256, sheet, word), rows in made.items():
        place = f" sheet {sheet}" if sheet else ""
        said.append(f"{name} sha256:{sha256}{place} {word} {stretches(rows)}")
    return "; ".join(said)


def stretches(numbers: Sequence[int]) -> str:
    """Whole numbers in order with those that follow one another as stretches: "2-5, 9"."""
    made: list[list[int]] = []
    for number in sorted(set(numbers)):
        if made and number == made[-1][1] + 1:
            made[-1][1] = number
        else:
            made.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in made)
