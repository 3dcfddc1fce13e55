"""The entries of a TOML document as a recipe takes them, with a sentence for each that is not as it should be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.ingest import expressions
from workbench.model.problems import Problem


class Entries:
    """Takes a parsed TOML apart; `where` begins every sentence, `place` says where in the document an entry stands.

    Every method raises Problem where an entry is of another sort than asked for.
    """

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
        found = flat(said.get(key, []))
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


def flat(found: object) -> list[object]:
    return [one for item in found for one in flat(item)] if isinstance(found, list) else [found]
