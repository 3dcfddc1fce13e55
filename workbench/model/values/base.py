"""What a value type is: it cleans, checks and shows one sort of identifier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import polars as pl


@dataclass(frozen=True)
class Context:
    """What is known around a value: the country whose rules complete it, the platform a handle lives on."""

    country: str = ""
    platform: str = ""


@dataclass(frozen=True)
class Cleaned:
    """A value in its one written form. `kind` is the entity kind it turned out to be ("" = the one asked
    for); `valid` is a mark, never a gate."""

    value: str
    valid: bool = True
    kind: str = ""


class ValueType(Protocol):
    """Cleans, checks and shows one sort of identifier; ids and captions are stable across versions."""

    id: str
    example: str
    pattern: str | None  # finds such values in free text (Rust regex syntax, no look-around), or None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        """The written form of one text, or None where it cannot be such a value."""
        ...

    def show(self, value: str) -> str:
        """The whole value as a person reads it, grouped; for Details and reports."""
        ...

    def caption(self, value: str) -> str:
        """The value short enough for the chart, ids as 6 + 6."""
        ...


def picked(value_type: ValueType, found: str) -> tuple[str, int] | None:
    """The value inside a match of the type's pattern and how many characters in it begins, or None where the match
    is none after all. A type whose pattern takes in the words that tell a value ("Wickr: north") has its own
    `picked(found)`; its `needs`, where it has one, is a quick expression that every text with a match holds."""
    own = getattr(value_type, "picked", None)
    if own is not None:
        told: tuple[str, int] | None = own(found)
        return told
    return found, 0


CLEANED = {"value": pl.String, "valid": pl.Boolean, "kind": pl.String}


def clean_many(value_type: ValueType, texts: pl.Series, context: Context) -> pl.DataFrame:
    """Cleans distinct texts; a frame of value, valid, kind in their order, null value where refused.

    A value type that can do better than one call a text has its own `clean_many(texts, context)`.
    """
    own = getattr(value_type, "clean_many", None)
    if own is not None:
        frame: pl.DataFrame = own(texts, context)
        return frame
    rows = []
    for text in texts.to_list():
        found = value_type.clean(text, context) if text is not None else None
        rows.append((found.value, found.valid, found.kind) if found else (None, None, None))
    return pl.DataFrame(rows, schema=CLEANED, orient="row")
