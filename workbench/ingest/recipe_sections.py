"""What a recipe's TOML says of one sort of record: which rows give it, and how its fields are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workbench.ingest.recipe_parts import Filling, Section, Source, Swap, Telling, When
from workbench.ingest.recipe_words import DATE_ORDERS, DECIMALS, FILLING, RECORD, TESTS, UNIX, WHEN
from workbench.ingest.toml_entries import Entries


def section(read: Entries, said: object, place: str) -> Section:
    """One [[record]]; `place` is how sentences call it. Raises Problem."""
    entries = read.known(said, RECORD, place)
    fields = entries.get("fields")
    if not isinstance(fields, dict) or not fields:
        raise read.wrong(f"{place} fills no fields")
    whens = entries.get("when", [])
    whens = whens if isinstance(whens, list) else [whens]
    swap = entries.get("swap")
    return Section(
        read.text(entries, "kind", place),
        {name: _filling(read, f, f"{place}, field {name}") for name, f in fields.items()},
        read.text(entries, "table", place, ""),
        tuple(_when(read, w, f"{place}, when") for w in whens),
        _swap(read, swap, f"{place}, swap") if swap is not None else None,
    )


def _when(read: Entries, said: object, place: str) -> When:
    entries = read.known(said, WHEN, place)
    filled = entries.get("filled")
    for key in ("filled", "if_there"):
        if not isinstance(entries.get(key, False), bool):
            raise read.wrong(f"{place}, {key} is true or false")
    return When(
        read.text(entries, "column", place),
        read.texts(entries, "in", place),
        read.texts(entries, "not_in", place),
        filled,
        read.linear(entries, "matches", place),
        entries.get("if_there", False),
        read.linear(entries, "not_matches", place),
    )


def _swap(read: Entries, said: object, place: str) -> Swap:
    entries = dict(read.known(said, {"column", "values", "roles", "if_there", *TESTS}, place))
    roles = read.texts(entries, "roles", place)
    if len(roles) != 2 or roles[0] == roles[1]:
        raise read.wrong(f"{place}, roles should name two roles")
    del entries["roles"]
    if "values" in entries:
        entries["in"] = entries.pop("values")
    if not TESTS & entries.keys():
        raise read.wrong(f"{place} says no values")
    return Swap(_when(read, entries, place), (roles[0], roles[1]))


def _filling(read: Entries, said: object, place: str) -> Filling:
    entries = read.known(said, FILLING, place)
    replaces = entries.get("map", {})
    if not isinstance(replaces, dict) or not all(isinstance(v, str) for v in replaces.values()):
        raise read.wrong(f"{place}, map should replace texts by texts")
    for key in ("optional", "plain", "if_there", "needed"):
        if not isinstance(entries.get(key, False), bool):
            raise read.wrong(f"{place}, {key} is true or false")
    zone = _aside(read, entries, "zone", place)
    if zone is not None and zone.value:
        read.check_zone(zone.value, place)
    telling = _telling(read, entries, place)
    return Filling(
        _source(read, entries, place),
        dict(replaces),
        read.text(entries, "split", place, ""),
        read.texts(entries, "find", place),
        () if telling else read.texts(entries, "as", place),
        entries.get("plain", False),
        read.text(entries, "format", place, ""),
        read.choice(entries, "unix", place, UNIX, ""),
        zone,
        _aside(read, entries, "asset", place),
        _aside(read, entries, "platform", place),
        read.choice(entries, "decimal", place, DECIMALS, ""),
        entries.get("optional", False),
        entries.get("if_there", False),
        read.choice(entries, "order", place, DATE_ORDERS[1:], ""),
        read.texts(entries, "withheld", place),
        telling,
        _column(read, entries, "minus", place),
        read.choice(entries, "sign", place, ("absolute",), "") == "absolute",
        read.pattern(entries, "take", place) or "",
        _given(read, entries, place),
        entries.get("needed", False),
    )


def _given(read: Entries, entries: Mapping[str, Any], place: str) -> str:
    """What stands for the part taken out of a cell; it may use the groups of `take`."""
    give = read.text(entries, "give", place, "")
    if give and "take" not in entries:
        raise read.wrong(f"{place}, give goes with take")
    try:
        re.sub(entries.get("take", ""), give, "")
    except (re.error, IndexError) as error:
        raise read.wrong(f"{place}, give does not go with take: {error}") from error
    return give


def _telling(read: Entries, entries: Mapping[str, Any], place: str) -> Telling | None:
    """The kind as a column tells it, where "as" is a table rather than a kind."""
    said = entries.get("as")
    other = read.text(entries, "else", place, "")
    if not isinstance(said, dict):
        if other:
            raise read.wrong(f'{place}, else goes with as = {{ column = "..." }}')
        return None
    place = f"{place}, as"
    said = read.known(said, {"column", "map"}, place)
    words = said.get("map", {})
    if not isinstance(words, dict) or not all(isinstance(v, str) for v in words.values()):
        raise read.wrong(f"{place}, map should replace words by kinds")
    return Telling(Source((read.text(said, "column", place),)), dict(words), other)


def _column(read: Entries, entries: Mapping[str, Any], key: str, place: str) -> Source | None:
    """A second column, such as the amounts that count negative."""
    return Source((read.text(entries, key, place),)) if key in entries else None


def _aside(read: Entries, entries: Mapping[str, Any], key: str, place: str) -> Source | None:
    """A zone, asset or platform: a text for all rows, or where to find it."""
    found = entries.get(key)
    if found is None:
        return None
    if isinstance(found, str):
        return Source(value=found)
    place = f"{place}, {key}"
    return _source(read, read.known(found, {"column", "preamble", "filename", "value"}, place), place)


def _source(read: Entries, entries: Mapping[str, Any], place: str) -> Source:
    stated = [k for k in ("column", "columns", "value", "preamble", "filename", "subject") if k in entries]
    if not stated or {"column", "columns"} <= set(stated):
        raise read.wrong(f"{place} should say one of column, columns, value, preamble, filename, subject")
    if entries.get("subject", True) is not True:
        raise read.wrong(f"{place}, subject can only be true")
    columns = read.texts(entries, "columns", place) or read.texts(entries, "column", place)
    value = entries.get("value")
    if value is not None and not isinstance(value, str | int | float):
        raise read.wrong(f"{place}, value should be a text")
    if not isinstance(entries.get("join", " "), str):
        raise read.wrong(f"{place}, join should be a text")
    if stated[0] in ("column", "columns") and not all(columns):
        raise read.wrong(f"{place} names no column")
    return Source(
        columns,
        None if value is None else str(value),
        read.pattern(entries, "preamble", place),
        read.pattern(entries, "filename", place),
        entries.get("join", " "),
        "subject" in entries,
    )
