"""Reads recipes as TOML, with a sentence for everything that is not as it should be."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.ingest import expressions
from workbench.ingest.column_names import spelled_out
from workbench.ingest.readers import SPACES, Layout
from workbench.ingest.recipe_parts import (
    Filling,
    Recipe,
    Section,
    Signs,
    Source,
    Swap,
    Telling,
    When,
    check,
)
from workbench.ingest.recipe_words import (
    DATE_ORDERS,
    DECIMALS,
    FILLING,
    LAYOUT,
    RECOGNISE,
    RECORD,
    TESTS,
    TOP,
    UNIX,
    WHEN,
)
from workbench.ingest.recipe_writing import to_text
from workbench.model.problems import Problem
from workbench.model.values.calendars import CALENDARS

__all__ = [
    "Filling",
    "Layout",
    "Recipe",
    "Section",
    "Source",
    "Swap",
    "When",
    "check",
    "parse",
    "to_text",
]


def parse(text: str, name: str = "the recipe") -> Recipe:
    """The recipe that a TOML text declares; `name` is how sentences call it. Raises Problem."""
    text = spelled_out(text)
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{name} is not TOML", str(error)) from error
    reading = _Reading(name)
    reading.known(said, TOP, "at the top")
    id_ = reading.text(said, "id", "at the top")
    reading.where = f"recipe {id_}"
    sections = said.get("record")
    if not isinstance(sections, list) or not sections:
        raise reading.wrong("it declares no [[record]]")
    return Recipe(
        id_,
        reading.text(said, "name", "at the top"),
        reading.text(said, "reader", "at the top"),
        tuple(reading.section(s, f"record {n}") for n, s in enumerate(sections, 1)),
        reading.layout(said),
        text,
        reading.signs(said),
    )


class _Reading:
    """Takes a parsed TOML apart; `where` begins every sentence."""

    def __init__(self, where: str) -> None:
        self.where = where

    def wrong(self, what: str, hint: str = "correct the recipe") -> Problem:
        return Problem(f"{self.where}: {what}", hint)

    def known(self, said: object, names: set[str], place: str) -> Mapping[str, Any]:
        if not isinstance(said, dict):
            raise self.wrong(f"{place} should be a table of entries")
        for key in said:
            if key not in names:
                raise self.wrong(
                    f"{place} has an unknown entry {key}", "known are " + ", ".join(sorted(names))
                )
        return said

    def text(self, said: Mapping[str, Any], key: str, place: str, default: str | None = None) -> str:
        found = said.get(key, default)
        if not isinstance(found, str) or (default is None and not found):
            raise self.wrong(f"{place}, {key} should be a text")
        return found

    def texts(self, said: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        found = _flat(said.get(key, []))
        texts = tuple(f for f in found if isinstance(f, str))
        if len(texts) < len(found):
            raise self.wrong(f"{place}, {key} should be a list of texts")
        return texts

    def linear(self, said: Mapping[str, Any], key: str, place: str) -> str:
        """An expression that is matched in the application itself: see expressions."""
        pattern = self.pattern(said, key, place) or ""
        if pattern:
            try:
                expressions.found(pattern, [""])
            except Problem as problem:
                raise self.wrong(f"{place}, {key}: {problem.what}", problem.hint) from problem
        return pattern

    def pattern(self, said: Mapping[str, Any], key: str, place: str) -> str | None:
        if key not in said:
            return None
        found = self.text(said, key, place)
        try:
            re.compile(found)
        except re.error as error:
            raise self.wrong(f"{place}, {key} is no regular expression: {error}") from error
        return found

    def choice(
        self, said: Mapping[str, Any], key: str, place: str, among: tuple[str, ...], default: str
    ) -> str:
        found = self.text(said, key, place, default)
        if found and found not in among:
            raise self.wrong(f"{place}, {key} is {found}", "say one of " + ", ".join(a for a in among if a))
        return found

    def layout(self, said: Mapping[str, Any]) -> Layout:
        recognise = self.known(said.get("recognise", {}), RECOGNISE, "[recognise]")
        layout = self.known(said.get("layout", {}), LAYOUT, "[layout]")
        place = "[layout]"
        encoding = self.text(layout, "encoding", place, "")
        if encoding:
            try:
                codecs.lookup(encoding)
            except LookupError as error:
                raise self.wrong(f"{place}, no encoding is called {encoding}") from error
        delimiter = self.text(layout, "delimiter", place, "")
        if (
            (len(delimiter) > 1 and delimiter != SPACES)
            or delimiter in ('"', "\n", "\r")
            or not delimiter.isascii()
        ):
            raise self.wrong(f"{place}, delimiter should be one plain character, or two spaces")
        zone = self.text(layout, "zone", place, "")
        self.check_zone(zone, place)
        return Layout(
            delimiter,
            encoding,
            self.texts(recognise, "headers", "[recognise]"),
            self.texts(layout, "columns", place),
            self.pattern(layout, "footer", place) or "",
            self.pattern(layout, "skip", place) or "",
            self.choice(layout, "date_order", place, DATE_ORDERS, "auto"),
            self.choice(layout, "decimal", place, DECIMALS, "."),
            zone,
            self.text(layout, "country", place, ""),
            self.texts(layout, "empty", place),
            self.names(said),
            self.choice(layout, "calendar", place, ("auto", *CALENDARS), "auto"),
        )

    def names(self, said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """The headers each name of the recipe stands for; lists within a list are taken apart."""
        names: dict[str, tuple[str, ...]] = {}
        for name, found in self.known(said.get("names", {}), set(said.get("names", ())), "[names]").items():
            flat = [f for f in _flat(found) if isinstance(f, str) and f]
            if not flat or len(flat) < len(_flat(found)):
                raise self.wrong(f"[names], {name} should be a list of headers")
            names[name] = tuple(dict.fromkeys(flat))
        return names

    def signs(self, said: Mapping[str, Any]) -> Signs:
        place = "[recognise]"
        recognise = said.get("recognise", {})
        cells = self.known(recognise.get("cells", {}), set(recognise.get("cells", ())), f"{place}, cells")
        return Signs(
            self.texts(recognise, "without", place),
            self.linear(recognise, "filename", place),
            self.linear(recognise, "preamble", place),
            {column: self.linear(cells, column, f"{place}, cells") for column in cells},
        )

    def check_zone(self, zone: str, place: str) -> None:
        if not zone:
            return
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            if not re.fullmatch(r"(UTC|GMT)?[+-]\d{1,2}(:?\d{2})?", zone):
                raise self.wrong(
                    f"{place}, there is no time zone {zone}", 'write it as "Europe/London"'
                ) from error

    def section(self, said: object, place: str) -> Section:
        entries = self.known(said, RECORD, place)
        fields = entries.get("fields")
        if not isinstance(fields, dict) or not fields:
            raise self.wrong(f"{place} fills no fields")
        whens = entries.get("when", [])
        whens = whens if isinstance(whens, list) else [whens]
        swap = entries.get("swap")
        return Section(
            self.text(entries, "kind", place),
            {name: self.filling(f, f"{place}, field {name}") for name, f in fields.items()},
            self.text(entries, "table", place, ""),
            tuple(self.when(w, f"{place}, when") for w in whens),
            self.swap(swap, f"{place}, swap") if swap is not None else None,
        )

    def when(self, said: object, place: str) -> When:
        entries = self.known(said, WHEN, place)
        filled = entries.get("filled")
        for key in ("filled", "if_there"):
            if not isinstance(entries.get(key, False), bool):
                raise self.wrong(f"{place}, {key} is true or false")
        return When(
            self.text(entries, "column", place),
            self.texts(entries, "in", place),
            self.texts(entries, "not_in", place),
            filled,
            self.linear(entries, "matches", place),
            entries.get("if_there", False),
            self.linear(entries, "not_matches", place),
        )

    def swap(self, said: object, place: str) -> Swap:
        entries = dict(self.known(said, {"column", "values", "roles", "if_there", *TESTS}, place))
        roles = self.texts(entries, "roles", place)
        if len(roles) != 2 or roles[0] == roles[1]:
            raise self.wrong(f"{place}, roles should name two roles")
        del entries["roles"]
        if "values" in entries:
            entries["in"] = entries.pop("values")
        if not TESTS & entries.keys():
            raise self.wrong(f"{place} says no values")
        return Swap(self.when(entries, place), (roles[0], roles[1]))

    def filling(self, said: object, place: str) -> Filling:
        entries = self.known(said, FILLING, place)
        replaces = entries.get("map", {})
        if not isinstance(replaces, dict) or not all(isinstance(v, str) for v in replaces.values()):
            raise self.wrong(f"{place}, map should replace texts by texts")
        for key in ("optional", "plain", "if_there"):
            if not isinstance(entries.get(key, False), bool):
                raise self.wrong(f"{place}, {key} is true or false")
        zone = self.aside(entries, "zone", place)
        if zone is not None and zone.value:
            self.check_zone(zone.value, place)
        telling = self.telling(entries, place)
        return Filling(
            self.source(entries, place),
            dict(replaces),
            self.text(entries, "split", place, ""),
            self.texts(entries, "find", place),
            () if telling else self.texts(entries, "as", place),
            entries.get("plain", False),
            self.text(entries, "format", place, ""),
            self.choice(entries, "unix", place, UNIX, ""),
            zone,
            self.aside(entries, "asset", place),
            self.aside(entries, "platform", place),
            self.choice(entries, "decimal", place, DECIMALS, ""),
            entries.get("optional", False),
            entries.get("if_there", False),
            self.choice(entries, "order", place, DATE_ORDERS[1:], ""),
            self.texts(entries, "withheld", place),
            telling,
            self.column(entries, "minus", place),
            self.choice(entries, "sign", place, ("absolute",), "") == "absolute",
            self.pattern(entries, "take", place) or "",
            self.given(entries, place),
        )

    def given(self, entries: Mapping[str, Any], place: str) -> str:
        """What stands for the part taken out of a cell; it may use the groups of `take`."""
        give = self.text(entries, "give", place, "")
        if give and "take" not in entries:
            raise self.wrong(f"{place}, give goes with take")
        try:
            re.sub(entries.get("take", ""), give, "")
        except (re.error, IndexError) as error:
            raise self.wrong(f"{place}, give does not go with take: {error}") from error
        return give

    def telling(self, entries: Mapping[str, Any], place: str) -> Telling | None:
        """The kind as a column tells it, where "as" is a table rather than a kind."""
        said = entries.get("as")
        other = self.text(entries, "else", place, "")
        if not isinstance(said, dict):
            if other:
                raise self.wrong(f'{place}, else goes with as = {{ column = "..." }}')
            return None
        place = f"{place}, as"
        said = self.known(said, {"column", "map"}, place)
        words = said.get("map", {})
        if not isinstance(words, dict) or not all(isinstance(v, str) for v in words.values()):
            raise self.wrong(f"{place}, map should replace words by kinds")
        return Telling(Source((self.text(said, "column", place),)), dict(words), other)

    def column(self, entries: Mapping[str, Any], key: str, place: str) -> Source | None:
        """A second column, such as the amounts that count negative."""
        return Source((self.text(entries, key, place),)) if key in entries else None

    def aside(self, entries: Mapping[str, Any], key: str, place: str) -> Source | None:
        """A zone, asset or platform: a text for all rows, or where to find it."""
        found = entries.get(key)
        if found is None:
            return None
        if isinstance(found, str):
            return Source(value=found)
        place = f"{place}, {key}"
        return self.source(self.known(found, {"column", "preamble", "filename", "value"}, place), place)

    def source(self, entries: Mapping[str, Any], place: str) -> Source:
        stated = [
            k for k in ("column", "columns", "value", "preamble", "filename", "subject") if k in entries
        ]
        if not stated or {"column", "columns"} <= set(stated):
            raise self.wrong(f"{place} should say one of column, columns, value, preamble, filename, subject")
        if entries.get("subject", True) is not True:
            raise self.wrong(f"{place}, subject can only be true")
        columns = self.texts(entries, "columns", place) or self.texts(entries, "column", place)
        value = entries.get("value")
        if value is not None and not isinstance(value, str | int | float):
            raise self.wrong(f"{place}, value should be a text")
        if not isinstance(entries.get("join", " "), str):
            raise self.wrong(f"{place}, join should be a text")
        if stated[0] in ("column", "columns") and not all(columns):
            raise self.wrong(f"{place} names no column")
        return Source(
            columns,
            None if value is None else str(value),
            self.pattern(entries, "preamble", place),
            self.pattern(entries, "filename", place),
            entries.get("join", " "),
            "subject" in entries,
        )


def _flat(found: object) -> list[object]:
    return [one for item in found for one in _flat(item)] if isinstance(found, list) else [found]
