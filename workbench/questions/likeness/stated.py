"""What the records of a case state of persons, organisations, addresses and handles, laid out for comparing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from workbench.case.entities import named
from workbench.questions.held import Held
from workbench.questions.likeness.field import Field

DAY_FORM = "%Y-%m-%d"
_PERSON = (
    Field("name", "name", "name"),
    Field("born", "date of birth", "date"),
    Field("document", "identity document", "only"),
    Field("phone", "phone", "identifier"),
    Field("email", "e-mail", "identifier"),
    Field("account", "account, card or wallet", "identifier"),
    Field("device", "device or SIM", "identifier"),
    Field("handle", "handle", "name"),
    Field("address", "address", "address"),
    Field("organisation", "organisation", "name"),
)
FIELDS = {
    "person": _PERSON,
    "organisation": tuple(field for field in _PERSON if field.name not in ("born", "device", "organisation")),
    "address": (
        Field("address", "address", "address", least=2),
        Field("phone", "phone used there", "identifier"),
        Field("person", "who is there", "name"),
    ),
    "handle": (
        Field("name", "handle", "name"),
        Field("key", "PGP key", "only"),
        Field("account", "account or wallet", "identifier"),
        Field("phone", "phone", "identifier"),
        Field("email", "e-mail", "identifier"),
        Field("contact", "other handle given", "name"),
        Field("device", "device or SIM", "identifier"),
        Field("shown", "name shown", "name"),
    ),
}
# In which column what stands, by its kind; a handle that a handle names is a contact of it.
COLUMNS = {
    "phone": "phone", "email": "email", "document": "document", "account": "account", "card": "account",
    "wallet": "account", "shipper": "account", "device": "device", "sim": "device", "handle": "handle",
    "organisation": "organisation", "pgp_key": "key", "person": "person", "address": "address",
}  # fmt: skip


@dataclass(frozen=True)
class Stating:
    """In records of this kind, what stands in `roles` is stated of whoever stands in `who`; `texts` are fields of text
    or moments, by the column they belong to."""

    record: str
    who: str
    roles: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


_SUBSCRIBED = ("identifier", "email", "id_document", "contact_phone", "sim", "device")
_ARRESTED = ("phone", "device", "id_document", "alias")
STATED = (
    Stating("subscription", "subscriber", (*_SUBSCRIBED, "address"), (("born", "born"), ("document", "document"))),
    Stating("subscription", "address", ("subscriber", "identifier", "contact_phone")),
    Stating("particulars", "subject", ("phone", "email", "address", "account", "document", "organisation"),
            (("born", "born"),)),
    Stating("shipment", "sender", ("sender_phone", "sender_address", "shipper")),
    Stating("shipment", "recipient", ("recipient_phone", "recipient_address")),
    Stating("shipment", "sender_address", ("sender", "sender_phone")),
    Stating("shipment", "recipient_address", ("recipient", "recipient_phone")),
    Stating("arrest", "person", (*_ARRESTED, "home"), (("born", "born"),)),
    Stating("arrest", "home", ("person", "phone")),
    Stating("registration", "registrant", ("email", "phone", "address")),
    Stating("registration", "person", ("email", "phone", "address")),
    Stating("payment", "payer_name", ("payer",)),
    Stating("payment", "payee_name", ("payee",)),
    Stating("profile", "vendor", ("key", "wallet", "contact")),
    Stating("listing", "vendor", ("key", "wallet", "contact")),
    Stating("key", "name", ("key", "email")),
    Stating("data_session", "user", ("phone", "device", "sim")),
    Stating("contact", "contact", (), (("name", "shown"),)),
    Stating("message", "sender", (), (("sender_name", "shown"),)),
)  # fmt: skip


@dataclass(frozen=True)
class Stated:
    """`entities` in order, `records` with a list of texts for each of `fields`, and the records that state it:
    `behind` has entity, field and ref."""

    entities: Sequence[int]
    records: pl.DataFrame
    fields: tuple[Field, ...]
    behind: pl.DataFrame


def stated(held: Held, kind: str) -> Stated:
    """What records and their own writing say of all entities of a kind, common services left out."""
    entities = sorted(entity for entity in held.of_kind(kind) if not held.is_common(entity))
    wanted = FIELDS[kind]
    frames = [_own(held, kind, entities)]
    among = pl.Series(entities, dtype=pl.Int64).implode()
    for stating in STATED:
        frames += _in_records(held, stating, kind, among)
    whole = pl.concat(frames).filter(pl.col("field").is_in([field.name for field in wanted]))
    lists = whole.group_by("entity", "field").agg(pl.col("text").unique().sort())
    told = pl.DataFrame({"entity": entities}, schema={"entity": pl.Int64})
    for field in wanted:
        column = lists.filter(pl.col("field") == field.name).select(
            "entity", pl.col("text").alias(field.name)
        )
        told = told.join(column, on="entity", how="left", maintain_order="left")
    said = told.select(field.name for field in wanted)
    there = tuple(field for field in wanted if said[field.name].null_count() < said.height)
    behind = whole.filter(pl.col("ref") >= 0).select("entity", "field", "ref").unique(maintain_order=True)
    return Stated(entities, said.select(field.name for field in there), there, behind)


SCHEMA = {"entity": pl.Int64, "field": pl.String, "text": pl.String, "ref": pl.Int64}


def _own(held: Held, kind: str, entities: Sequence[int]) -> pl.DataFrame:
    """What the entities' own identifiers say: their names, their parts of an address."""
    said = [
        (entity, field, text, -1)
        for entity in entities
        for member in held.whole.members(entity)
        for field, text in parts(
            kind, named(held.case, member)[1] if member != entity else held.value(entity)
        )
    ]
    return pl.DataFrame(said, schema=SCHEMA, orient="row")


def parts(kind: str, value: str) -> list[tuple[str, str]]:
    """The fields that an identifier itself states."""
    if kind == "address":
        return [("address", value)]
    if kind == "handle":
        name = value.split(":", 1)[-1]
        return [("name", name), ("name", name.translate(_FIGURES))]
    return [("name", value)]


_FIGURES = str.maketrans("013457@$", "oleastas")  # figures that stand for letters in handles


def _in_records(held: Held, stating: Stating, kind: str, among: pl.Series) -> list[pl.DataFrame]:
    declared = held.case.kinds.records.get(stating.record)
    if declared is None or kind not in _kinds(held, stating.record, stating.who):
        return []
    texts = [name for name, _ in stating.texts]
    frame = held.records(stating.record, [stating.who, *stating.roles, *texts])
    frame = frame.filter(pl.col(stating.who).is_in(among)).rename({stating.who: "who"})
    found = []
    for name, column in stating.texts:
        text = pl.from_epoch(name, "us").dt.strftime(DAY_FORM) if name == "born" else pl.col(name)
        found.append(frame.select(entity="who", field=pl.lit(column), text=text, ref="ref"))
    for role in stating.roles:
        once = frame.filter(pl.col(role) > 0).select(role)[role].unique().to_list()
        said = [(entity, *part) for entity in once for part in _of(held, kind, entity)]
        meant = pl.DataFrame(
            said, schema={role: pl.Int64, "field": pl.String, "text": pl.String}, orient="row"
        )
        found.append(
            frame.join(meant, on=role).select("field", "text", "ref", entity="who").select(list(SCHEMA))
        )
    return [one.drop_nulls("text") for one in found]


def _kinds(held: Held, record: str, role: str) -> set[str]:
    field = held.case.kinds.records[record].field(role)
    return {*field.kinds, *field.also}


def _of(held: Held, kind: str, entity: int) -> list[tuple[str, str]]:
    """The column and text that an entity stands for where it is stated of one of `kind`."""
    what, value = held.kind(entity), held.value(entity)
    column = COLUMNS.get(what, "")
    if what == "organisation" and kind == "address":
        column = "person"
    if what == "handle":
        column, value = "contact" if kind == "handle" else "handle", value.split(":", 1)[-1]
    return [(column, value)]
