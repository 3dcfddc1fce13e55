"""Reads the wallets on OFAC's list in its advanced form (SDN_ADVANCED.XML): one row for each address of a party.

A party's features name their type by number; the types called "Digital Currency Address - XBT" say the asset. Names
of elements count, whatever their namespace.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, Stretch, Table, Tag, head_of, xml_walk

from .listed import mismatch, sort_of

HEAD = 1 << 16
BLOCK = 5_000
COLUMNS = ("address", "sort", "asset", "label", "label_sort", "party", "issued", "list", "mismatch")
FEATURE = "Digital Currency Address"
LIST = "OFAC SDN list"
_ROWS = frozenset({"DistinctParty"})
_STATED = frozenset({"ReferenceValueSets", "DateOfIssue"})


@dataclass
class Known:
    """What the list says before its parties: assets by type of feature, which parties are people, its date."""

    assets: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    issued: str = ""


class SdnAdvanced(FileReader):
    """The reader. A row is the line a party begins on."""

    id = "wallets.sdn"

    def sniff(self, path: Path) -> Sniffed | None:
        head = head_of(path, HEAD).replace(b"\0", b"")
        if b"<Sanctions" not in head and b":Sanctions" not in head:
            return None
        return Sniffed(self.id, (Table("wallets", COLUMNS),), {"columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        digest = hashlib.sha256()
        total, parties, stated = path.stat().st_size, 0, Tag("", {})
        known: Known | None = None
        made = Stretch("wallets", COLUMNS)
        for found in xml_walk(path, _ROWS, _STATED, seen=digest.update):
            if found.tag.name in _STATED:
                stated.children.append(found.tag)
                continue
            known = known or _known(stated)
            parties += 1
            if cells := list(_wallets(found.tag, known)):
                made.add(found.tag.line, found.raw, cells)
            if len(made) == BLOCK:
                yield made.take(found.done, total)
        if not parties:
            raise Problem(f"{path.name} holds no party", "it should be OFAC's list in its advanced form")
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "parties": parties}
        self.sha256 = digest.hexdigest()
        yield made.take(total, total)


def _known(stated: Tag) -> Known:
    assets, people = {}, set()
    for kind in stated.all("FeatureType"):
        name = " ".join(kind.text.split())
        if name.startswith(FEATURE):
            assets[kind.attributes.get("ID", "")] = name.removeprefix(FEATURE).strip(" -")
    individual = {t.attributes.get("ID") for t in stated.all("PartyType") if t.text.strip() == "Individual"}
    for kind in stated.all("PartySubType"):
        if kind.attributes.get("PartyTypeID") in individual:
            people.add(kind.attributes.get("ID", ""))
    issued = next(stated.all("DateOfIssue"), None)
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
