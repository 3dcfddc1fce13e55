"""What a table nobody knows may hold: which record a row gives and which columns fill its fields, told by the names of
the columns in many languages and by what stands in them.

A guess is only where the analyst begins; the preview shows at once what comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from workbench.ingest import column_names
from workbench.ingest.readers import normal
from workbench.ingest.sayings import SAYINGS
from workbench.model.kinds import Field, Kinds, RecordKind
from workbench.model.values import VALUE_TYPES, Context
from workbench.model.values.wrapping import unwrap

LOOKED_AT, MOST = 40, 0.7
FITS = 0.5  # how much a column that holds the right sort of value counts beside its name
USUAL = {"call": 0.6, "payment": 0.5, "message": 0.4, "listing": 0.4, "shipment": 0.3, "subscription": 0.2}
_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]([^\W\d_]{3,9}|\d{1,2})[-/. ,]+\d{2,4})$")
_MOMENT = re.compile(
    r"^(\d{4}[-/.]?\d{1,2}[-/.]?\d{1,2}|\d{1,2}[-/. ]([^\W\d_]{3,9}|\d{1,2})[-/. ,]+\d{2,4})[T ,]+\d{1,2}:\d{2}"
)
_CLOCK = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?( ?[AaPp]\.?[Mm]\.?)?$")
_WHOLE = re.compile(r"^\d{1,6}$")
_AMOUNT = re.compile(r"^[-+]?([$€£¥₹]|[A-Z]{3} ?)?\d[\d ,.']*[.,]\d+( ?[A-Z]{3,5}|[$€£¥₹])?$")
_TESTED = (
    "device",
    "sim",
    "email",
    "ip",
    "wallet",
    "transaction",
    "pgp_key",
    "parcel",
    "phone",
)  # most telling first

_BY_CHANCE = (
    "device",
    "sim",
    "parcel",
)  # nothing but digits, of which one in ten ends in a right check digit


@dataclass(frozen=True)
class Guess:
    """A kind of record and the columns that may fill each of its fields; a higher score is a better guess."""

    kind: str
    columns: Mapping[str, tuple[str, ...]]
    score: float


@dataclass
class _Table:
    columns: Sequence[str]
    sorts: Mapping[str, str]
    taken: set[str] = field(default_factory=set)


def guesses(
    columns: Sequence[str], kinds: Kinds, sample: Sequence[Sequence[str]] = (), country: str = ""
) -> list[Guess]:
    """Every kind of record the table may hold, best first; empty where nothing speaks for any."""
    sorts = {
        name: sort_of([r[at] for r in sample[:LOOKED_AT] if at < len(r)], kinds, country)
        for at, name in enumerate(columns)
    }
    found = [g for kind in kinds.records.values() if (g := _guess(kind, columns, sorts)) is not None]
    return sorted(found, key=lambda g: (-g.score, g.kind))


def sort_of(cells: Sequence[str], kinds: Kinds, country: str) -> str:
    """What stands in a column: moment, day, clock, whole, amount, words, text, the id of an entity kind whose values
    can be told by their form, or "" for an empty column."""
    filled = [plain for cell in cells if (plain := unwrap(cell).strip()) and plain not in ("-", "--")]
    if not filled:
        return ""
    for sort, form in (("moment", _MOMENT), ("day", _DAY), ("clock", _CLOCK), ("whole", _WHOLE)):
        if _share(filled, lambda text, form=form: bool(form.match(text))) >= MOST:
            return sort
    for id in _TESTED:
        kind = kinds.entities.get(id)
        if (
            kind is not None
            and _share(filled, lambda text, k=kind.value, id=id: _is(k, id, text, country)) >= MOST
        ):
            return id
    if _share(filled, lambda text: bool(_AMOUNT.match(text))) >= MOST:
        return "amount"
    few = len({text.casefold() for text in filled}) <= max(8, len(filled) // 4)
    return "words" if few and max(map(len, filled)) <= 24 else "text"


def _share(texts: Sequence[str], holds: object) -> float:
    return sum(map(holds, texts)) / len(texts)  # type: ignore[call-overload]


def _is(value: str, id: str, text: str, country: str) -> bool:
    """Whether a text is such a value and could hardly be another."""
    cleaned = VALUE_TYPES[value].clean(text, Context(country))
    if cleaned is None or cleaned.kind not in ("", id):
        return False
    digits = sum(c.isdigit() for c in text)
    if id == "phone":
        return 8 <= digits <= 15 and digits >= 0.7 * len(text)
    if id in ("device", "sim"):
        return 14 <= digits <= 16 and cleaned.valid
    return cleaned.valid or id == "ip"


def _guess(kind: RecordKind, columns: Sequence[str], sorts: Mapping[str, str]) -> Guess | None:
    table = _Table(columns, sorts)
    chosen: dict[str, tuple[str, ...]] = {}
    score = 0.0
    pairs = [
        (likely, -at, f, name)
        for f in kind.fields
        for at, name in enumerate(columns)
        if (likely := _likeness(f, name, sorts[name])) > 0
    ]
    for likely, _, declared, name in sorted(pairs, key=lambda p: (-p[0], -p[1])):
        if declared.id not in chosen and name not in table.taken:
            chosen[declared.id] = (name,)
            table.taken.add(name)
            score += likely
    for declared in kind.fields:
        if declared.id not in chosen and (declared.required or declared.id in kind.one_of):
            name = next((c for c in columns if c not in table.taken and _fits(declared, sorts[c]) > 0), "")
            if name:
                chosen[declared.id] = (name,)
                table.taken.add(name)
                score += FITS
    missing = [f for f in kind.fields if f.required and f.id not in chosen]
    if not chosen or len(missing) * 2 > len(chosen) or (kind.one_of and not set(kind.one_of) & set(chosen)):
        return None
    _join_clock(kind, chosen, table)
    score += 2 * len(table.taken) / max(len(columns), 1) - 1.5 * len(missing) + USUAL.get(kind.id, 0)
    spare = {table.sorts[c] for c in columns if c not in table.taken}
    if "whole" in spare and any(f.type == "duration" for f in kind.fields):
        score += FITS  # seconds under another name, most likely; they are not filled in unasked
    ordered = {f.id: chosen[f.id] for f in kind.fields if f.id in chosen}
    return Guess(kind.id, ordered, round(score, 3))


def _join_clock(kind: RecordKind, chosen: dict[str, tuple[str, ...]], table: _Table) -> None:
    """A column of days takes the clock times that stand nearest beside it."""
    for declared in kind.fields:
        held = chosen.get(declared.id)
        if declared.type != "moment" or held is None or table.sorts[held[0]] != "day":
            continue
        at = table.columns.index(held[0])
        clocks = [
            (abs(n - at), name)
            for n, name in enumerate(table.columns)
            if table.sorts[name] == "clock"
            and (name not in table.taken or _taken_by(chosen, name, kind) != "duration")
        ]
        if clocks:
            name = min(clocks)[1]
            for other in [f for f, c in chosen.items() if c == (name,)]:
                del chosen[other]
            chosen[declared.id] = (held[0], name)
            table.taken.add(name)


def _taken_by(chosen: Mapping[str, tuple[str, ...]], name: str, kind: RecordKind) -> str:
    id = next((f for f, c in chosen.items() if name in c), "")
    return kind.field(id).type if id else ""


def _likeness(declared: Field, column: str, sort: str) -> float:
    """How much a column's name speaks of a field; nothing where another sort of value stands in it, unless the name is
    the field's own and the value may be one by chance."""
    fits = _fits(declared, sort)
    exact = normal(column) in _named().get(declared.id, frozenset())
    if fits < 0:
        return 2.0 if exact and declared.type == "entity" and sort in _BY_CHANCE else 0.0
    if exact:
        return 2.0 + fits
    words = set(_WORD.findall(normal(column).replace("_", " ")))
    best = 0.0
    for saying in (*SAYINGS.get(declared.id, ()), declared.id.replace("_", " "), declared.name):
        said = set(_WORD.findall(normal(saying)))
        if said and said <= words:
            best = max(best, len(said) / len(words) + 0.1 * len(said))
    return best + fits if best else 0.0


def _fits(declared: Field, sort: str) -> float:
    """FITS where the sort of value is the field's own, -1 where it cannot be, 0 where it may be."""
    if not sort:
        return 0.0
    if declared.type == "moment":
        return FITS if sort in ("moment", "day") else 0.0 if sort in ("clock", "text") else -1.0
    if declared.type == "duration":
        return FITS if sort in ("whole", "clock") else -1.0
    if declared.type == "amount":
        return FITS if sort == "amount" else 0.0 if sort in ("whole", "text") else -1.0
    if declared.type == "number":
        if declared.id in ("latitude", "longitude"):
            return FITS if sort == "amount" else -1.0
        return 0.0 if sort in ("whole", "amount") else -1.0
    if declared.type == "choice":
        return FITS if sort == "words" else 0.0 if sort in ("text", "whole") else -1.0
    if declared.type == "text":
        return 0.0 if sort in ("text", "words", "whole") else -1.0
    if sort in _TESTED:
        return FITS if sort in declared.kinds else 0.0 if "*" in declared.kinds else -1.0
    if sort in ("moment", "day", "clock", "amount"):
        return -1.0
    told = set(declared.kinds) <= set(_TESTED)  # such values would have been told by their form
    return -1.0 if told and sort in ("words", "text") else 0.0


@cache
def _named() -> dict[str, frozenset[str]]:
    """The names of columns for each field, from the lists that recipes share."""
    found: dict[str, set[str]] = {}
    for (_, field_id), names in column_names.shared().items():
        found.setdefault(field_id, set()).update(normal(n) for n in names)
    for field_id, likes in (
        ("caller", "target"),
        ("sender", "caller"),
        ("recipient", "callee"),
        ("at", "start"),
    ):
        found.setdefault(field_id, set()).update(found.get(likes, ()))
    return {field_id: frozenset(names) for field_id, names in found.items()}
