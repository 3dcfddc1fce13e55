"""Where records say different things of one and the same: values of one field, and owners at one time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from workbench.case import assessments, assets
from workbench.questions.held import Held, day
from workbench.questions.likeness.comparing import of_two
from workbench.questions.likeness.field import Field

SAID = {"about": pl.Int64, "said": pl.String, "other": pl.Int64, "reading": pl.Int64, "ref": pl.Int64}
ALWAYS, NEVER = -(1 << 62), 1 << 62  # open ends of a period
NAME = Field("name", "name", "name")
DIFFERS = NAME.levels[0]


@dataclass(frozen=True)
class Side:
    """One thing that is said: its text, the entity it names (0 for none), where it was read and in which records."""

    said: str
    readings: tuple[int, ...]
    refs: tuple[int, ...]
    entity: int = 0


@dataclass(frozen=True)
class Disagreement:
    """Things said of one entity that cannot all hold, what most records say first; `between` tells whether different
    sources say them, `also` of whom the same records say the same, such as the SIM in a device."""

    about: int
    sides: tuple[Side, ...]
    why: tuple[str, ...] = ()
    moments: tuple[int, int] | None = None
    between: bool = False
    also: tuple[int, ...] = ()

    @property
    def refs(self) -> tuple[int, ...]:
        """All records behind it, side by side."""
        return tuple(dict.fromkeys(ref for side in self.sides for ref in side.refs))


def by_value(frames: Iterable[pl.DataFrame]) -> list[Disagreement]:
    """Of tables of what is said (`SAID`) those of whom different things are said."""
    whole = pl.concat([pl.DataFrame(schema=SAID), *(frame.select(list(SAID)) for frame in frames)])
    whole = whole.filter((pl.col("about") > 0) & pl.col("said").is_not_null() & (pl.col("said") != ""))
    several = whole.filter(pl.col("said").n_unique().over("about") > 1)
    found = []
    for _, mine in several.group_by("about", maintain_order=True):
        sides = mine.group_by("said", maintain_order=True).agg(
            pl.col("reading").unique().sort(), pl.col("ref").unique().sort(), pl.col("other").first()
        )
        made = [
            Side(said, tuple(readings), tuple(refs), other)
            for said, readings, refs, other in sides.select("said", "reading", "ref", "other").iter_rows()
        ]
        made.sort(key=lambda side: (-len(side.refs), side.said))
        found.append(Disagreement(int(mine["about"][0]), tuple(made), between=apart(made)))
    return found


def apart(sides: Sequence[Side]) -> bool:
    """Whether two of the sides are not told by just the same sources."""
    return len({side.readings for side in sides}) > 1


def born(held: Held) -> list[Disagreement]:
    """One person with two dates of birth."""
    roles = (("subscription", "subscriber"), ("particulars", "subject"), ("arrest", "person"))
    frames = []
    for record, who in roles:
        frame = held.records(record, [who, "born"])
        frames.append(
            _plain(frame, who, pl.from_epoch(pl.col("born").cast(pl.Int64), "us").dt.strftime("%Y-%m-%d"))
        )
    return by_value(frames)


def documents(held: Held) -> list[Disagreement]:
    """One identity document with two persons."""
    roles = (
        ("subscription", "id_document", "subscriber"), ("particulars", "document", "subject"),
        ("arrest", "id_document", "person"),
    )  # fmt: skip
    return _with_names(held, [_named(held, record, paper, who) for record, paper, who in roles])


def holders(held: Held) -> list[Disagreement]:
    """One account whose payments name two holders."""
    frames = [_named(held, "payment", side, f"{side}_name") for side in ("payer", "payee")]
    return _with_names(held, frames)


def amounts(held: Held) -> list[Disagreement]:
    """One payment (the same two parties and reference) of which two sources state different amounts."""
    frame = held.records("payment", ["payer", "payee", "reference", "amount"])
    frame = frame.filter(pl.col("reference").str.len_chars() > 0) if frame.height else frame
    if not frame.height:
        return []
    key = ["payer", "payee", "reference", "amount.asset"]
    stated = frame.filter(pl.col("amount").is_not_null() & (pl.col("payer") > 0) & (pl.col("payee") > 0))
    twice = stated.filter(
        (pl.col("amount").n_unique().over(key) > 1) & (pl.col("reading").n_unique().over(key) > 1)
    )
    found = []
    for (_, _, reference, asset), mine in twice.group_by(key, maintain_order=True):
        of_source = mine.group_by("reading", maintain_order=True).agg(
            pl.col("amount").sort(), pl.col("ref").sort()
        )
        if of_source["amount"].n_unique() < 2:
            continue  # each source states the same several amounts
        sides = tuple(
            Side(
                ", ".join(f"{assets.text(int(a), str(asset))} {asset}" for a in said), (reading,), tuple(refs)
            )
            for reading, said, refs in of_source.iter_rows()
        )
        found.append(Disagreement(int(mine["payer"][0]), sides, (f"reference {reference}",), between=True))
    return found


def parcels(held: Held) -> list[Disagreement]:
    """One parcel of which different weights are stated."""
    frame = held.records("shipment", ["parcel", "weight"])
    return by_value([_plain(frame, "parcel", pl.format("{} kg", pl.col("weight").round(3)))])


def owners(held: Held) -> list[Disagreement]:
    """One identifier with two subscribers, or two attributed owners or users, at the same time."""
    frame = held.records("subscription", ["identifier", "subscriber", "from", "until"])
    frame = frame.filter((pl.col("identifier") > 0) & (pl.col("subscriber") > 0)) if frame.height else frame
    rows = []
    if frame.height:
        frame = frame.filter(pl.col("subscriber").n_unique().over("identifier") > 1)
        rows = frame.select("identifier", "subscriber", "from", "until", "reading", "ref").rows()
    found = _at_once(held, _ended(rows))
    said: dict[str, list[Had]] = {}
    grouped = held.whole.grouped
    for one in assessments.attributions(held.case):
        entity, owner = (grouped.get(e, e) for e in (one.entity, one.owner))
        said.setdefault(one.role, []).append((entity, owner, _open(one.first, one.last), 0, -1))
    for role, periods in said.items():
        for one_found in _at_once(held, periods):
            found.append(
                Disagreement(one_found.about, one_found.sides, (*one_found.why, f"attributed as {role}"))
            )
    return found


Had = tuple[int, int, tuple[int, int], int, int]  # identifier, owner, from and until, reading, ref


def _open(first: int | None, last: int | None) -> tuple[int, int]:
    return (ALWAYS if first is None else first, NEVER if last is None else last)


def _ended(rows: Sequence[tuple[int, int, int | None, int | None, int, int]]) -> list[Had]:
    """The periods; in one register one without an end ends where the next holder begins."""
    begins: dict[tuple[int, int], list[int]] = {}
    for identifier, _, first, _, reading, _ in rows:
        if first is not None:
            begins.setdefault((identifier, reading), []).append(first)
    found = []
    for identifier, owner, first, last, reading, ref in rows:
        if last is None and first is not None:
            later = [begin for begin in begins[identifier, reading] if begin > first]
            last = min(later, default=None)
        found.append((identifier, owner, _open(first, last), reading, ref))
    return found


def _at_once(held: Held, periods: Sequence[Had]) -> list[Disagreement]:
    """Each two different owners of an identifier whose periods overlap."""
    by_pair: dict[tuple[int, int, int], list[tuple[Had, Had]]] = {}
    of: dict[int, list[Had]] = {}
    for one in periods:
        of.setdefault(one[0], []).append(one)
    for identifier, mine in of.items():
        for one, other in combinations(sorted(mine, key=lambda p: (p[1], p[2], p[4])), 2):
            if one[1] != other[1] and max(one[2][0], other[2][0]) < min(one[2][1], other[2][1]):
                by_pair.setdefault((identifier, one[1], other[1]), []).append((one, other))
    return [_overlapping(held, identifier, both) for (identifier, _, _), both in by_pair.items()]


def _overlapping(held: Held, identifier: int, both: Sequence[tuple[Had, Had]]) -> Disagreement:
    sides = []
    for which in (0, 1):
        told = [pair[which] for pair in both]
        owner = told[0][1]
        spans = sorted({_said(period) for _, _, period, _, _ in told})
        refs = tuple(dict.fromkeys(ref for *_, ref in told if ref >= 0))
        readings = tuple(sorted({reading for *_, reading, _ in told if reading}))
        sides.append(Side(f"{held.caption(owner)}, {', '.join(spans)}", readings, refs, owner))
    first = max(both[0][0][2][0], both[0][1][2][0])
    last = min(both[0][0][2][1], both[0][1][2][1])
    dated = first > ALWAYS or last < NEVER
    why = [likeness(held, sides[0].entity, sides[1].entity)]
    why.append(
        "+ the stated periods overlap" if dated else "~ no dates are stated: it may have changed hands"
    )
    moments = (first, last) if first > ALWAYS and last < NEVER else None
    return Disagreement(identifier, tuple(sides), tuple(why), moments, apart(sides))


def likeness(held: Held, one: int, other: int) -> str:
    """Whether two names may be one under two spellings."""
    alike = of_two(NAME, held.value(one), held.value(other))
    return "+ the names differ" if alike == DIFFERS else f"~ the names are {alike}: they may be one"


def _said(period: tuple[int, int]) -> str:
    first, last = period
    if first == ALWAYS and last == NEVER:
        return "without dates"
    since = f"from {day(first)}" if first > ALWAYS else ""
    return f"{since} until {day(last)}".strip() if last < NEVER else since


def _plain(frame: pl.DataFrame, about: str, said: pl.Expr) -> pl.DataFrame:
    if not frame.height:
        return pl.DataFrame(schema=SAID)
    return frame.select(
        about=pl.col(about), said=said, other=pl.lit(0, pl.Int64), reading="reading", ref="ref"
    )


def _named(held: Held, record: str, about: str, who: str) -> pl.DataFrame:
    """Who is named together with something."""
    frame = held.records(record, [about, who])
    if not frame.height:
        return pl.DataFrame(schema=SAID)
    frame = frame.filter((pl.col(about) > 0) & (pl.col(who) > 0))
    values = {entity: held.value(entity) for entity in frame[who].unique().to_list()}
    said = pl.col(who).replace_strict(values, default="", return_dtype=pl.String)
    return frame.select(about=pl.col(about), said=said, other=pl.col(who), reading="reading", ref="ref")


def _with_names(held: Held, frames: Sequence[pl.DataFrame]) -> list[Disagreement]:
    """By value, with whether the names may be one."""
    return [
        Disagreement(
            one.about,
            one.sides,
            (likeness(held, one.sides[0].entity, one.sides[1].entity),),
            between=one.between,
        )
        for one in by_value(frames)
    ]
