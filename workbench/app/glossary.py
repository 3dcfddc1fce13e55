"""Glossary: what other tools call a thing, what it is called here, and a sentence about it (resources/glossary)."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workbench.app import paths


@dataclass(frozen=True)
class Word:
    """`theirs` are words of other tools, `ours` is Clew's, `actions` are what one looks for who types them."""

    ours: str
    theirs: tuple[str, ...]
    said: str
    actions: tuple[str, ...] = ()

    def holds(self, text: str) -> bool:
        """Whether every word of a text stands in this entry."""
        whole = " ".join((self.ours, *self.theirs, self.said)).casefold()
        return all(part in whole for part in text.casefold().split())


@cache
def listed() -> tuple[Word, ...]:
    """Every entry, in the order of Clew's words."""
    said = tomllib.loads((paths.resources() / "glossary" / "words.toml").read_text("utf-8"))
    words = [
        Word(w["ours"], tuple(w["theirs"]), w["said"], tuple(w.get("actions", ()))) for w in said["word"]
    ]
    return tuple(sorted(words, key=lambda w: w.ours.casefold()))


@cache
def words_of_actions() -> Mapping[str, str]:
    """The words of other tools by which each action is found, by its id."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in listed():
        for id in word.actions:
            found[id] += [*word.theirs, word.ours]
    return {id: " ".join(own).casefold() for id, own in found.items()}
