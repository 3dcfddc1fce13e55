"""Reads the wallets on OFAC's list in its advanced form (SDN_ADVANCED.XML): one row for each address of a party.

A party's features name their type by number; the types called "Digital Currency Address - XBT" say the asset. Names
of elements count, whatever their namespace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from workbench.api import RAW_ROWS, Layout, Problem, Rows, Sniffed, Table, Tag, XmlRow, XmlRows

from .listed import mismatch, sort_of

HEAD = 1 << 16
BLOCK = 5_000
COLUMNS = ("address", "sort", "asset", "label", "label_sort", "party", "issued", "list", "mismatch")
FEATURE = "Digital Currency Address"
LIST = "OFAC SDN list"
_ROWS = frozenset({"DistinctParty"})
_KEPT = frozenset({"ReferenceValueSets", "DateOfIssue"})


@dataclass
class Known:
    """What the list says before its parties: assets by type of feature, which parties are people, its date."""

    assets: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    issued: str = ""


class SdnAdvanced:
    """The reader. A row is the line a party begins on."""

    id = "wallets.sdn"

    def __init__(self) -> None:
        self.facts: dict[str, Any] = {}
        self.sha256 = ""

    def sniff(self, path: Path) -> Sniffed | None:
        with path.open("rb") as file:
            head = file.read(HEAD).replace(b"\0", b"")
        if b"<Sanctions" not in head and b":Sanctions" not in head:
            return None
        return Sniffed(self.id, (Table("wallets", COLUMNS),), {"columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        digest = hashlib.sha256()
        walk = XmlRows(path, _ROWS, _KEPT, digest.update)
        total, parties = path.stat().st_size, 0
        known: Known | None = None
        waiting: list[tuple[XmlRow, list[tuple[str | None, ...]]]] = []
        done = 0
        for row in walk:
            known = known or _known(walk.root)
            parties += 1
            cells = list(_wallets(row.tag, known))
            if cells:
                waiting.append((row, cells))
            done = row.done
            if len(waiting) == BLOCK:
                yield _rows(waiting, done, total)
                waiting = []
        if not parties:
            raise Problem(f"{path.name} holds no party", "it should be OFAC's list in its advanced form")
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "parties": parties}
        self.sha256 = digest.hexdigest()
        yield _rows(waiting, total, total)


def _known(root: Tag) -> Known:
    assets, people = {}, set()
    for kind in root.all("FeatureType"):
        name = " ".join(kind.text.split())
        if name.startswith(FEATURE):
            assets[kind.attributes.get("ID", "")] = name.removeprefix(FEATURE).strip(" -")
    individual = {t.attributes.get("ID") for t in root.all("PartyType") if t.text.strip() == "Individual"}
    for kind in root.all("PartySubType"):
        if kind.attributes.get("PartyTypeID") in individual:
            people.add(kind.attributes.get("ID", ""))
    issued = next(root.all("DateOfIssue"), None)
    date = [issued.said(part) for part in ("Year", "Month", "Day")] if issued else []
    return Known(assets, people, "-".join(part.zfill(2) for part in date) if all(date) else "")


def _wallets(party: Tag, known: Known) -> Iterator[tuple[str | None, ...]]:
    name = _name_of(party)
    profile = next(party.all("Profile"), None)
    sub_type = profile.attributes.get("PartySubTypeID", "") if profile is not None else ""
    sort = "person" if sub_type in known.people else "organisation"
    for feature in party.all("Feature"):
        asset = known.assets.get(feature.attributes.get("FeatureTypeID", ""))
        if asset is None:
            continue
        for detail in feature.all("VersionDetail"):
            if address := "".join(detail.text.split()):
                yield (
                    address, sort_of(address), asset or None, name or None, sort,
                    party.attributes.get("FixedRef"), known.issued or None, LIST, mismatch(asset, address) or None,
                )  # fmt: skip


def _name_of(party: Tag) -> str:
    """The name of the party's primary alias, its parts in the order of the list."""
    aliases = list(party.all("Alias"))
    first = next(
        (a for a in aliases if a.attributes.get("Primary") == "true"), aliases[0] if aliases else None
    )
    named = next(first.all("DocumentedName"), None) if first is not None else None
    parts = [" ".join(p.text.split()) for p in named.all("NamePartValue")] if named is not None else []
    return " ".join(filter(None, parts))


def _rows(made: list[tuple[XmlRow, list[tuple[str | None, ...]]]], done: int, total: int) -> Rows:
    numbers = [row.tag.line for row, several in made for _ in several]
    cells = [one for _, several in made for one in several]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    raw = {"row": [row.tag.line for row, _ in made], "text": [row.text for row, _ in made]}
    return Rows(
        "wallets",
        frame.with_columns(pl.Series("row", numbers, pl.Int64)),
        pl.DataFrame(raw, RAW_ROWS),
        done,
        total,
    )
