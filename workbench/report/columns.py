"""What tables and graph formats write of each thing, tie, record and file: the same columns under the same names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workbench.report.exchange.graded import Graded
from workbench.report.extract import Extract
from workbench.report.extracted import Attributed, File, Happening, Note, Thing, Tie, references

EPOCH = datetime(1970, 1, 1)  # in UTC, which the Z behind a moment says
Named = Callable[[int], str]
Who = tuple[str, str]
NOBODY = ("", "")


@dataclass(frozen=True)
class Heading:
    """A column: `type` is text, whole, real or flag. `identifying` columns hold values of entities, never numbers."""

    id: str
    type: str = "text"


THING = (
    Heading("id", "whole"), Heading("kind"), Heading("kind_title"), Heading("value"), Heading("shown"),
    Heading("label"), Heading("valid", "flag"), Heading("involvement"), Heading("grades"), Heading("tags"),
    Heading("notes"), Heading("attributed_to"), Heading("same_as"), Heading("common_service", "flag"),
    Heading("records", "whole"), Heading("on_the_word_of"), Heading("x", "real"),
    Heading("y", "real"), Heading("sources"),
)  # fmt: skip
TIE = (
    Heading("id", "whole"), Heading("kind"), Heading("relation"), Heading("sentence"), Heading("start", "whole"),
    Heading("start_kind"), Heading("start_value"), Heading("end", "whole"), Heading("end_kind"),
    Heading("end_value"), Heading("directed", "flag"), Heading("standing"), Heading("count", "whole"),
    Heading("first_utc"), Heading("last_utc"), Heading("totals"), Heading("caption"), Heading("grades"),
    Heading("notes"), Heading("on_the_word_of"), Heading("sources"),
)  # fmt: skip
FILE = (
    Heading("id", "whole"), Heading("name"), Heading("sha256"), Heading("sha512"), Heading("bytes", "whole"),
    Heading("exhibit"), Heading("acquired_by"), Heading("acquired_at"), Heading("acquired_how"),
    Heading("taken_in_utc"), Heading("taken_in_by"), Heading("read_with"), Heading("rows", "whole"),
    Heading("kept", "whole"), Heading("rejected", "whole"), Heading("withheld", "whole"), Heading("grades"),
)  # fmt: skip
WHEN = (Heading("when"), Heading("when_utc"), Heading("zone_known"))
PLACE = (
    Heading("counted_here", "flag"), Heading("source"), Heading("sha256"), Heading("sheet"),
    Heading("row", "whole"), Heading("part", "whole"),
)  # fmt: skip
Cell = str | int | float | bool | None


def thing_cells(thing: Thing, named: Named) -> tuple[Cell, ...]:
    """The cells of an entity, in the order of `THING`; `named` says what to call the owner of an identifier."""
    return (
        thing.id, thing.kind, thing.kind_title, thing.value, thing.shown, thing.caption, thing.valid,
        thing.involvement, thing.grades, ", ".join(tag.name for tag in thing.tags), noted(thing.notes),
        "; ".join(attributed(a, named) for a in thing.attributions),
        "; ".join(f"{kind} {value}" for kind, value in thing.same_as), thing.common, thing.records, thing.basis,
        thing.x, thing.y, references(thing.origins),
    )  # fmt: skip


def tie_cells(tie: Tie, start: Who = NOBODY, end: Who = NOBODY) -> tuple[Cell, ...]:
    """The cells of a link, in the order of `TIE`; `start` and `end` are kind and value of what it joins."""
    return (
        tie.id, tie.kind, tie.title, tie.sentence, tie.start, *start, tie.end, *end, tie.directed, tie.standing,
        tie.count, utc(tie.first), utc(tie.last), added_up(tie), tie.caption, tie.grades, noted(tie.notes), tie.basis,
        references(tie.origins),
    )  # fmt: skip


def file_cells(file: File) -> tuple[Cell, ...]:
    """The cells of a file, in the order of `FILE`."""
    return (
        file.id, file.name, file.sha256, file.sha512, file.bytes, file.exhibit, file.acquired_by, file.acquired_at,
        file.acquired_how, utc(file.added_at), file.added_by, file.recipe, file.rows, file.kept, file.rejected,
        file.withheld, file.grades,
    )  # fmt: skip


def record_headings(extract: Extract, kind: str) -> tuple[Heading, ...]:
    """The columns of a kind of record: when, its fields as text, whether it counts here, and its row. A field called
    as one of the others has `_told` behind its name."""
    taken = {h.id for h in (*WHEN, *PLACE)}
    fields = extract.case.kinds.records[kind].fields
    return (
        *WHEN,
        *(Heading(f"{f.id}_told" if f.id in taken else f.id, _TYPES.get(f.type, "text")) for f in fields),
        *PLACE,
    )


_TYPES = {"duration": "whole", "number": "real"}


def record_cells(happening: Happening, fields: Sequence[str]) -> tuple[Cell, ...]:
    """The cells of a record; `fields` are those of its kind."""
    o = happening.origin
    return (
        happening.at, utc(happening.at_utc), happening.zone_known,
        *(happening.fields.get(f, "") for f in fields), happening.counted, o.name, o.sha256, o.sheet, o.row, o.part,
    )  # fmt: skip


def fact_cells(extract: Extract) -> list[tuple[str, str]]:
    """On whose work and authority something is handed out, as names and texts; what is empty is left away."""
    facts = extract.facts
    told = [
        ("Case", facts.title), ("Case number", facts.uuid), ("Handling code", Graded(extract).handling),
        ("Purpose", facts.purpose), ("Authority", facts.authority), ("Officer", facts.officer),
        ("Offence", facts.offence), ("Shown", facts.shown), *(("Left out", said) for said in facts.left_out),
        ("Made by", facts.analyst), ("Made with", f"Clew {facts.version}"), ("Time zone of the case", facts.zone),
        ("Log", f"{facts.log_length} entries, the last has the hash {facts.log_head}"),
    ]  # fmt: skip
    return [(name, said) for name, said in told if said]


def added_up(tie: Tie) -> str:
    """Totals as text: "4142 s; 12.50 EUR"."""
    return "; ".join(f"{amount} {asset}" for asset, amount in tie.totals.items())


def noted(notes: Sequence[Note]) -> str:
    """Notes as text, with who wrote them when."""
    return "; ".join(f"{n.text} ({n.analyst}, {utc(n.at)})" for n in notes)


def attributed(a: Attributed, named: Named) -> str:
    """Whose an identifier was, as text."""
    when = (
        f", {utc(a.first) or '…'} to {utc(a.last) or '…'}"
        if a.first is not None or a.last is not None
        else ""
    )
    return f"{named(a.owner)} as {a.role}{when} ({a.standing}: {a.basis})"


def utc(at: int | None) -> str:
    """UTC microseconds as ISO 8601 text, "" for none."""
    if at is None:
        return ""
    return (EPOCH + timedelta(microseconds=at)).isoformat() + "Z"


def caller(extract: Extract) -> Named:
    """What to call a thing by its id."""

    def named(id: int) -> str:
        thing = extract.thing(id)
        return thing.shown if thing is not None else str(id)

    return named
