"""Reads TagPacks of GraphSense: YAML whose header says what holds for all its tags, and the tags themselves.

A row is a tag, numbered by the line it begins on. What a tag does not say, the header says for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from workbench.api import FileReader, Layout, Problem, Rows, Sniffed, Stretch, Table, head_of

from .listed import THING, mismatch, sort_of

HEAD = 1 << 16
BLOCK = 50_000
SAMPLE = 20
DEEPEST = 60
COLUMNS = (
    "address",
    "sort",
    "currency",
    "label",
    "category",
    "abuse",
    "confidence",
    "lastmod",
    "source",
    "title",
    "creator",
    "actor",
    "mismatch",
    "more",
)
_NAMES = ("address", "identifier", "tx_hash")
_INHERITED = ("currency", "label", "category", "abuse", "confidence", "lastmod", "source", "actor")
_OF_THE_PACK = ("title", "creator")
_looks = re.compile(r"(?m)^tags\s*:")
_pack = re.compile(r"(?m)^(title|creator|label|lastmod|confidence)\s*:")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TagPack(FileReader):
    """The reader. Anything under `tags` that is no tag with an address is a reject."""

    id = "wallets.tagpack"

    def sniff(self, path: Path) -> Sniffed | None:
        text = head_of(path, HEAD).decode("utf-8-sig", "replace")
        if not _looks.search(text) or not _pack.search(text) or "address" not in text:
            return None
        # The head may break off inside a tag: whole lines only, and the last tag is left out.
        whole = text if len(text.encode()) < HEAD else text[: text.rfind("\n- ")]
        header, tags = _parsed(whole, path.name)
        rows = list(islice(((line, _cells(header, said)) for line, _, said in tags if said), SAMPLE))
        sample = tuple(tuple(cell or "" for cell in cells) for _, cells in rows)
        table = Table("tags", COLUMNS, 0, sample, tuple(line for line, _ in rows))
        return Sniffed(self.id, (table,), {"encoding": "utf-8-sig", "columns": list(COLUMNS)})

    def tables(self, path: Path, layout: Layout) -> Iterator[Rows]:
        with path.open("rb") as file:
            octets = file.read()
        self.sha256 = hashlib.sha256(octets).hexdigest()
        try:
            text = octets.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Problem(f"{path.name} is not UTF-8 text", "ask for the file again") from error
        header, tags = _parsed(text, path.name)
        self.facts = {"row_is": "line", "columns": list(COLUMNS), "tags": len(tags), "header": header}
        if not tags:
            raise Problem(f"{path.name} holds no tags", "it should hold a list called tags")
        for start in range(0, len(tags), BLOCK):
            done = len(octets) if start + BLOCK >= len(tags) else len(octets) * start // len(tags)
            yield _rows(header, tags[start : start + BLOCK], done, len(octets))


def _rows(header: dict[str, str], tags: list[tuple[int, str, dict[str, str]]], done: int, total: int) -> Rows:
    made = Stretch("tags", COLUMNS)
    for line, text, said in tags:
        if any(said.get(name) for name in _NAMES):
            made.add(line, text, [_cells(header, said)])
        else:
            made.refuse(line, text, "no tag: it names no address")
    return made.take(done, total)


def _cells(header: dict[str, str], said: dict[str, str]) -> tuple[str | None, ...]:
    """One tag as cells; `more` keeps whatever else the tag or the header says."""
    address = next((said[name] for name in _NAMES if said.get(name)), "")
    told = {name: said.get(name) or header.get(name, "") for name in _INHERITED}
    told["currency"] = told["currency"] or said.get("network") or header.get("network", "")
    known = {*_NAMES, *_INHERITED, *_OF_THE_PACK}
    more = {key: value for key, value in (header | said).items() if key not in known and value}
    is_hash = bool(said.get("tx_hash")) and address == said.get("tx_hash")
    values = (
        address, "transaction" if is_hash else sort_of(address) if address else THING, told["currency"],
        told["label"] or told["actor"] or header.get("title", ""), told["category"], told["abuse"],
        told["confidence"], told["lastmod"], told["source"], header.get("title", ""), header.get("creator", ""),
        told["actor"], "" if is_hash else mismatch(told["currency"], address),
        "; ".join(f"{key}: {value}" for key, value in more.items()),
    )  # fmt: skip
    return tuple(value or None for value in values)


def _parsed(text: str, name: str) -> tuple[dict[str, str], list[tuple[int, str, dict[str, str]]]]:
    """The header's plain entries, and for each tag its line, its text and its plain entries."""
    try:
        _refuse_depth(text, name)
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise Problem(f"{name} is not YAML that can be read{where}", "ask for the file again") from error
    if not isinstance(root, yaml.MappingNode):
        raise Problem(f"{name} is no TagPack", "it should hold a title and a list called tags")
    header, tags = _plain(root), []
    lines = text.split("\n")
    for key, value in root.value:
        if key.value != "tags" or not isinstance(value, yaml.SequenceNode):
            continue
        for node in value.value:
            first, last = node.start_mark.line, node.end_mark.line
            stretch = lines[first : max(last, first + 1)]
            said = _plain(node) if isinstance(node, yaml.MappingNode) else {}
            tags.append((first + 1, "\n".join(stretch).rstrip(), said))
    return header, tags


def _refuse_depth(text: str, name: str) -> None:
    """Raises Problem for lists in lists without end: the library would follow them until the stack overflows."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Problem(f"{name} nests its values beyond all bounds", "it may be made to do harm")


def _plain(node: Any) -> dict[str, str]:
    """The entries of a mapping that are plain values, or lists of them joined by a comma."""
    said = {}
    for key, value in node.value:
        if isinstance(value, yaml.ScalarNode) and value.tag != "tag:yaml.org,2002:null":
            said[str(key.value)] = str(value.value).strip()
        elif isinstance(value, yaml.SequenceNode) and key.value != "tags":
            parts = [str(v.value) for v in value.value if isinstance(v, yaml.ScalarNode)]
            said[str(key.value)] = ", ".join(parts)
    return said
