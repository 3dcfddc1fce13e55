"""What sorts of entity, record and link exist: parsed from the TOML texts of `resources/kinds`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from workbench.model.problems import Problem

FIELD_TYPES = frozenset({"entity", "moment", "duration", "amount", "number", "text", "choice"})
SHAPES = ("rounded", "round", "square", "hexagon", "diamond")
STANDINGS = ("stated", "derived", "assessed")


@dataclass(frozen=True)
class EntityKind:
    """A sort of someone or something; `value` names the value type that cleans and shows it."""

    id: str
    name: str
    plural: str
    value: str
    icon: str
    colour: str
    shape: str


@dataclass(frozen=True)
class Field:
    """One field of a record kind. `kinds` are the entity kinds an entity field may hold, best first.

    `also` are kinds it holds only where a recipe says so by "as": a name on a platform fits any text, and would
    otherwise take in what is no number at all.
    """

    id: str
    name: str
    type: str
    kinds: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    required: bool = False
    key: bool = True


@dataclass(frozen=True)
class Sameness:
    """When records of two sources are the same event: equal `roles`, moments at most `seconds` apart, and each
    field in `close` at most that much apart, and each in `equal` the same, where both state it."""

    roles: tuple[str, ...]
    moment: str
    seconds: int
    close: Mapping[str, int] = field(default_factory=dict)
    equal: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordKind:
    """Something that happens, with typed fields; `repeats` says what an exact repetition in one file is.

    Of the roles in `one_of` at least one must be filled: the call from a withheld number is a call all the same.
    `names` says which text field calls the entity of a role by a name: a contact list does, and the chart shows it.
    """

    id: str
    name: str
    plural: str
    fields: tuple[Field, ...]
    repeats: str = "duplicate"
    one_of: tuple[str, ...] = ()
    same: Sameness | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def field(self, id: str) -> Field:
        for f in self.fields:
            if f.id == id:
                return f
        raise KeyError(f"record kind {self.id} has no field {id}")

    @property
    def entities(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.type == "entity")

    @property
    def moment(self) -> Field | None:
        """The field that says when the record happened: the first moment declared."""
        return next((f for f in self.fields if f.type == "moment"), None)


@dataclass(frozen=True)
class Making:
    """Records of kind `record` make a link from the entity in role `start` to the one in role `end`.

    With `other`, the end stands in a record of that kind instead: two records belong together where each pair of
    fields in `where` (the first record's, the other's) holds the same. Only links on demand are made so.
    """

    record: str
    start: str
    end: str
    other: str = ""
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LinkKind:
    """How two entities may hang together; `totals` are amount or duration fields added up over its records, `words`
    fields of its records that say in words what it is."""

    id: str
    name: str
    sentence: str
    colour: str
    directed: bool
    standing: str
    bundle: str
    made_by: tuple[Making, ...]
    totals: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kinds:
    """Every kind a case knows, with the text each was declared by (the case keeps the texts)."""

    entities: Mapping[str, EntityKind]
    records: Mapping[str, RecordKind]
    links: Mapping[str, LinkKind]
    texts: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def made_by(self, record: str, bundle: str | None = None) -> list[tuple[LinkKind, Making]]:
        """The links that records of this kind make, in declared order."""
        return [
            (kind, making)
            for kind in self.links.values()
            if bundle is None or kind.bundle == bundle
            for making in kind.made_by
            if making.record == record and not making.other
        ]


def parse(texts: Iterable[tuple[str, str, str]]) -> Kinds:
    """Reads `(sort, file name, TOML text)` triples, sort being entities, records or links.

    Raises Problem naming the file when a declaration is incomplete or refers to a kind that does not exist.
    """
    return _parsed(tuple(texts))


@lru_cache(maxsize=8)  # a case asks anew with every import, and mostly for the same
def _parsed(texts: tuple[tuple[str, str, str], ...]) -> Kinds:
    entities: dict[str, EntityKind] = {}
    records: dict[str, RecordKind] = {}
    links: dict[str, LinkKind] = {}
    kept: dict[tuple[str, str], str] = {}
    for sort, name, text in texts:
        try:
            said = tomllib.loads(text)
            if sort == "entities":
                entities[said["id"]] = _entity_kind(said)
            elif sort == "records":
                records[said["id"]] = _record_kind(said)
            elif sort == "links":
                links[said["id"]] = _link_kind(said)
            else:
                raise ValueError(f"unknown sort of kind {sort}")
        except (KeyError, ValueError, TypeError) as error:
            raise Problem(f"{sort}/{name} does not declare a kind", str(error)) from error
        kept[sort, said["id"]] = text
    _check_references(entities, records, links)
    return Kinds(entities, records, links, kept)


def _entity_kind(said: dict[str, Any]) -> EntityKind:
    if said["shape"] not in SHAPES:
        raise ValueError(f"shape is one of {', '.join(SHAPES)}")
    return EntityKind(
        said["id"], said["name"], said["plural"], said["value"], said["icon"], said["colour"], said["shape"]
    )


def _record_kind(said: dict[str, Any]) -> RecordKind:
    fields = []
    for f in said["field"]:
        if f["type"] not in FIELD_TYPES:
            raise ValueError(f"field {f['id']}: type is one of {', '.join(sorted(FIELD_TYPES))}")
        fields.append(
            Field(
                f["id"],
                f.get("name", f["id"].replace("_", " ")),
                f["type"],
                tuple(f.get("kinds", ())),
                tuple(f.get("also", ())),
                f.get("required", False),
                f.get("key", f["type"] != "text"),
            )
        )
    repeats = said.get("repeats", "duplicate")
    if repeats not in ("duplicate", "separate"):
        raise ValueError("repeats is duplicate or separate")
    made = RecordKind(
        said["id"],
        said["name"],
        said["plural"],
        tuple(fields),
        repeats,
        tuple(said.get("one_of", ())),
        _same(said),
        dict(said.get("names", {})),
    )
    for role in (*made.one_of, *(made.same.roles if made.same else ()), *made.names):
        if role not in {f.id for f in made.entities}:
            raise ValueError(f"{role} is no entity field")
    for name in made.same.equal if made.same else ():
        if name not in {f.id for f in fields}:
            raise ValueError(f"same, equal: there is no field {name}")
    return made


def _same(said: dict[str, Any]) -> Sameness | None:
    found = said.get("same")
    if found is None:
        return None
    return Sameness(
        tuple(found["roles"]),
        found["moment"],
        int(found["seconds"]),
        dict(found.get("close", {})),
        tuple(found.get("equal", ())),
    )


def _link_kind(said: dict[str, Any]) -> LinkKind:
    if said["standing"] not in STANDINGS:
        raise ValueError(f"standing is one of {', '.join(STANDINGS)}")
    if said.get("bundle", "stored") not in ("stored", "on demand"):
        raise ValueError("bundle is stored or on demand")
    return LinkKind(
        said["id"],
        said["name"],
        said["sentence"],
        said["colour"],
        said.get("directed", True),
        said["standing"],
        said.get("bundle", "stored"),
        tuple(_making(m) for m in said.get("made_by", ())),
        tuple(said.get("totals", ())),
        tuple(said.get("words", ())),
    )


def _roles(making: Making) -> list[tuple[str, set[str]]]:
    """The record kinds a making looks at, and the fields it needs of each."""
    if not making.other:
        return [(making.record, {making.start, making.end})]
    return [
        (making.record, {making.start, *(one for one, _ in making.where)}),
        (making.other, {making.end, *(two for _, two in making.where)}),
    ]


def _making(said: dict[str, Any]) -> Making:
    where = said.get("where", {})
    return Making(said["record"], said["start"], said["end"], said.get("other", ""), tuple(where.items()))


def _check_references(
    entities: Mapping[str, EntityKind], records: Mapping[str, RecordKind], links: Mapping[str, LinkKind]
) -> None:
    for record in records.values():
        for f in record.fields:
            for kind in (*f.kinds, *f.also):
                if kind != "*" and kind not in entities:
                    raise Problem(f"record kind {record.id}, field {f.id}: no entity kind {kind}")
    for link in links.values():
        for making in link.made_by:
            for kind, roles in _roles(making):
                if kind not in records:
                    raise Problem(f"link kind {link.id}: no record kind {kind}")
                there = {f.id for f in records[kind].fields}
                roles = roles | set(link.words)
                if not roles <= there:
                    raise Problem(
                        f"link kind {link.id}: {kind} has no field {', '.join(sorted(roles - there))}"
                    )
            if making.other and (link.bundle != "on demand" or not making.where):
                raise Problem(f"link kind {link.id}: records are joined on demand only, and by stated fields")
