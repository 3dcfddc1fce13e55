"""Reads goAML reports of any financial intelligence unit: by the names of their elements, in any order.

Two tables: `transactions`, one row for each with a payer and a payee; `particulars`, a row for everything else that
a report says of one party (a phone, an address, an account it may sign for), so that many rows of cells share the
element they come from. A row is the line on which a transaction or a party begins. Elements without a column of
their own go into `note` by name: nothing is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from workbench.api import (
    FileReader,
    Layout,
    Problem,
    Rows,
    Sniffed,
    Stretch,
    Table,
    Tag,
    XmlElement,
    head_of,
    xml_root_of,
    xml_walk,
)

from .goaml_parties import PARTICULARS, Cells, Party, particulars_of, party_in, the_rest

HEAD = 1 << 16
SAMPLE = 20
TRANSACTIONS = (
    "number", "date", "amount", "currency", "foreign_amount", "foreign_currency", "mode", "description",
    "payer", "payer_kind", "payer_name", "payer_name_kind", "payer_bank",
    "payee", "payee_kind", "payee_name", "payee_name_kind", "payee_bank", "report", "note",
)  # fmt: skip
_ROWS = frozenset({"transaction", "reporting_person", "report_party", "activity"})
_FROM = ("t_from", "t_from_my_client")
_TO = ("t_to", "t_to_my_client")
_TAKEN = frozenset(
    {"transactionnumber", "date_transaction", "transaction_date", "amount_local", "transmode_code",
     "transaction_description", *_FROM, *_TO, "involved_parties", "party"}
)  # fmt: skip
_MARKS = ("rentity_id", "report_code", "currency_code_local", "transactionnumber", "report_parties")


class GoAml(FileReader):
    """The reader. A file may hold several reports, one after the other or inside another element."""

    id = "payments.goaml"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD).replace(b"\0", b"")
        if b"<" not in head[:200] or sum(mark.encode() in head for mark in _MARKS) < 2:
            return None
        tables = tuple(
            Table(name, columns, 0, (), ())
            for name, columns in (("transactions", TRANSACTIONS), ("particulars", PARTICULARS))
        )
        return Sniffed(self.id, tables, {"columns": [*TRANSACTIONS]})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        digest = hashlib.sha256()
        report = _header(path)
        rows = _without_activity(list(xml_walk(path, _ROWS, seen=digest.update)))
        self.sha256 = digest.hexdigest()
        if not rows:
            raise Problem(f"{path.name} holds no transaction and no party", "it should be a goAML report")
        self.facts = {
            "row_is": "line",
            "transactions": sum(r.tag.name == "transaction" for r in rows),
            "report": dict(report.leaves()),
        }
        total = path.stat().st_size
        paid = [(row, _transaction(row.tag, report)) for row in rows if row.tag.name == "transaction"]
        yield _rows("transactions", TRANSACTIONS, [(row, [cells]) for row, cells in paid], total)
        yield _rows("particulars", PARTICULARS, [(row, _parties(row, report)) for row in rows], total)


def _without_activity(rows: list[XmlElement]) -> list[XmlElement]:
    """The rows; an activity is one only where it holds no list of parties that are rows themselves."""
    listing = {id(row.inside) for row in rows if row.tag.name == "report_party"}
    return [row for row in rows if row.tag.name != "activity" or id(row.tag) not in listing]


def _header(path: Path) -> Tag:
    """What the report says of itself: everything but its transactions and parties."""
    top = xml_root_of(path)
    found = (
        one.tag for one in xml_walk(path, _ROWS, frozenset({top})) if one.tag.name == top and not one.raw
    )
    whole = next(found, Tag("", {}))
    return whole if top == "report" else next(whole.all("report"), whole)


def _rows(
    name: str, columns: tuple[str, ...], rows: list[tuple[XmlElement, list[Cells]]], total: int
) -> Rows:
    made = Stretch(name, columns)
    for row, lines in rows:
        if lines:
            made.add(row.tag.line, row.raw, lines)
    return made.take(total, total)


def _transaction(tag: Tag, report: Tag) -> Cells:
    """One transaction as cells; with several parties and no direction it has neither payer nor payee."""
    payer, payee = party_in(tag.child(*_FROM)), party_in(tag.child(*_TO))
    sides = [side for side in (tag.child(*_FROM), tag.child(*_TO)) if side is not None]
    foreign = next(
        (f for side in sides for f in side.all("from_foreign_currency", "to_foreign_currency")), None
    )
    note = [*the_rest(tag, _TAKEN)]
    for side in sides:
        note += [f"{name}: {text}" for name, text in _funds(side)]
    note += [f"indicator: {c}" for c in _indicators(report)]
    cells = (
        tag.said("transactionnumber", "internal_ref_number"), tag.said("date_transaction", "transaction_date"),
        tag.said("amount_local"), report.said("currency_code_local"),
        foreign.said("foreign_amount") if foreign else "", foreign.said("foreign_currency_code") if foreign else "",
        tag.said("transmode_code"), tag.said("transaction_description"),
        *_cells(payer), *_cells(payee), _name_of(report), "; ".join(note),
    )  # fmt: skip
    return tuple(cell or None for cell in cells)


def _cells(party: Party | None) -> tuple[str, str, str, str, str]:
    if party is None:
        return "", "", "", "", ""
    return party.value, party.kind, party.holder, party.holder_kind, party.bank


def _funds(side: Tag) -> Iterator[tuple[str, str]]:
    """What is said of one side beside the party itself: funds, country, rate."""
    for child in side.children:
        if party_in(child, itself=True) is None:
            text = " ".join(child.text.split())
            yield from [(child.name, text)] if text else ()
            yield from child.leaves()


def _parties(row: XmlElement, report: Tag) -> list[Cells]:
    """What is said of each party of a row, each phone, address and account a line of its own."""
    tag, reference = row.tag, _name_of(report)
    when = report.said("submission_date", "report_date")
    if tag.name == "reporting_person":
        said = "; ".join(f"{name}: {text}" for name, text in report.leaves() if name not in ("indicator",))
        return particulars_of(tag, "reporting person", reference, when, f"report {said}")
    if tag.name != "transaction":
        extra = "; ".join([*the_rest(tag, frozenset()), *(f"indicator: {c}" for c in _indicators(report))])
        return particulars_of(tag, "party of the report", reference, when, extra)
    number = tag.said("transactionnumber", "internal_ref_number")
    day = tag.said("date_transaction", "transaction_date") or when
    made: list[Cells] = []
    for names, role in ((_FROM, "payer"), (_TO, "payee")):
        for side in (c for c in tag.children if c.name in names):
            made += particulars_of(side, role, number, day, "")
    for party in tag.all("party"):
        role = party.said("role")
        extra = "; ".join(
            [
                f"{tag.said('amount_local')} {report.said('currency_code_local')}",
                *the_rest(party, frozenset()),
            ]
        )
        made += particulars_of(party, f"party, role {role}" if role else "party", number, day, extra)
    return made


def _indicators(report: Tag) -> list[str]:
    return [" ".join(tag.text.split()) for tag in report.all("indicator") if tag.text.strip()]


def _name_of(report: Tag) -> str:
    return " ".join(
        filter(None, (report.said("report_code"), report.said("entity_reference", "fiu_ref_number")))
    )
