"""What a question wants to be told before it can be answered: declared once, for the form, the command line and the
record of work."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from workbench.model.problems import Problem

UNITS = {
    "s": 1,
    "sec": 1,
    "min": 60,
    "m": 60,
    "h": 3600,
    "d": 86400,
    "day": 86400,
    "days": 86400,
    "w": 604800,
}
LARGEST = (("d", 86400), ("h", 3600), ("min", 60))
BETWEEN = "; "
TYPES = (
    "entity", "entities", "whole", "number", "share", "yes", "choice", "choices", "text", "moment", "duration",
    "kinds", "links", "sources", "file",
)  # fmt: skip
YES, NO = ("yes", "true", "1"), ("no", "false", "0")
_SPAN = re.compile(r"\s*([0-9.]+)\s*([a-z]*)\s*")
Resolve = Callable[[str], int]


@dataclass(frozen=True)
class Parameter:
    """One thing to be told: `name` in code and on the command line, `label` in the form, `help` below it.

    Types and what the question gets: entity (an id, 0 for none), entities (a tuple of ids), whole (int), number
    (float), share (float from 0 to 1), yes (bool), choice (one of `choices`), choices (a tuple of them; empty stands
    for all), text, moment (UTC microseconds or None), duration (seconds), kinds and links (tuples of kinds of entity
    and of link; empty stands for all), sources (a tuple of source ids; empty for all), file (a Path or None: a list
    that the analyst supplies). `choices` are (word, as shown). `takes` are the kinds of entity that an entity may be,
    () for any.
    A `required` one has no default that makes sense.
    """

    name: str
    label: str
    type: str
    default: Any = None
    help: str = ""
    least: float | None = None
    most: float | None = None
    choices: tuple[tuple[str, str], ...] = ()
    takes: tuple[str, ...] = ()
    required: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"parameter {self.name}: there is no type {self.type}")
        if self.type in ("choice", "choices") and not self.choices:
            raise ValueError(f"parameter {self.name}: nothing to choose from")

    @property
    def fallback(self) -> Any:
        """What the question gets where nothing is said."""
        if self.default is not None:
            return self.default
        plain = {"entity": 0, "yes": False, "text": "", "choice": self.choices[0][0] if self.choices else ""}
        many = ("entities", "choices", "kinds", "links", "sources")
        return () if self.type in many else plain.get(self.type)

    def read(self, said: str, resolve: Resolve) -> Any:
        """The value that a text means; `resolve` finds an entity by what is written. Problem where it is none."""
        text = said.strip()
        if not text:
            return self.fallback
        try:
            return self.checked(self._value(text, resolve))
        except (ValueError, OverflowError) as error:
            raise Problem(
                f"{self.label}: '{said}' is not {_WHAT[self.type]}", self.help or _HOW[self.type]
            ) from error

    def _value(self, text: str, resolve: Resolve) -> Any:
        match self.type:
            case "entity":
                return resolve(text)
            case "entities":
                return tuple(dict.fromkeys(resolve(part) for part in _parts(text)))
            case "whole" | "number" | "share":
                plain = text.replace(",", "") if self.type == "whole" else text
                percent = self.type == "share" and plain.endswith("%")
                value = float(plain.rstrip("% "))
                if self.type == "whole" and value != int(value):
                    raise ValueError(text)
                return int(value) if self.type == "whole" else value / 100 if percent else value
            case "yes":
                if text.casefold() not in YES + NO:
                    raise ValueError(text)
                return text.casefold() in YES
            case "moment":
                return moment(text)
            case "duration":
                return span(text)
            case "choices" | "kinds" | "links":
                return tuple(dict.fromkeys(_parts(text)))
            case "sources":
                return tuple(dict.fromkeys(int(part) for part in _parts(text)))
            case "file":
                return Path(text)
        return text

    def written(self, value: Any, entity: Callable[[int], str] = str) -> str:
        """The text that means a value, "" for none; `entity` writes an entity. What it gives, `read` takes."""
        if value is None or value == () or (self.type == "entity" and not value):
            return ""
        match self.type:
            case "share":
                return f"{value * 100:g} %"
            case "duration":
                size, unit = next(
                    ((size, unit) for unit, size in LARGEST if value and value % size == 0), (1, "s")
                )
                return f"{value // size} {unit}"
            case "yes":
                return "yes" if value else "no"
            case "entity":
                return entity(value)
            case "entities":
                return BETWEEN.join(entity(one) for one in value)
            case "choices" | "kinds" | "links" | "sources":
                return BETWEEN.join(map(str, value))
            case "number":
                return f"{value:g}"
            case "moment":
                said = (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=value)).replace(tzinfo=None)
                return said.isoformat(" ")
        return str(value)

    def checked(self, value: Any) -> Any:
        """The value, if it is within what is allowed; ValueError or Problem where not."""
        if self.required and value in (None, 0, "", ()):
            raise Problem(f"{self.label}: nothing is chosen", self.help or _HOW[self.type])
        if self.least is not None and value is not None and value < self.least:
            raise Problem(f"{self.label}: {value} is too small", f"{self.least:g} or more")
        if self.most is not None and value is not None and value > self.most:
            raise Problem(f"{self.label}: {value} is too large", f"{self.most:g} or less")
        if self.type == "share" and not 0 <= value <= 1:
            raise Problem(f"{self.label}: {value} is no share", "between 0 and 1, or 0 % and 100 %")
        known = {word for word, _ in self.choices}
        chosen = (value,) if self.type == "choice" else value if self.type == "choices" else ()
        for word in chosen:
            if word not in known:
                raise Problem(f"{self.label}: there is no '{word}'", "one of " + ", ".join(sorted(known)))
        return value


_WHAT = {
    "entity": "an entity", "entities": "a list of entities", "whole": "a whole number", "number": "a number",
    "share": "a share", "yes": "yes or no", "choice": "a choice", "choices": "a list of choices", "text": "a text",
    "moment": "a date", "duration": "a span of time", "kinds": "a list of kinds", "links": "a list of kinds of link",
    "sources": "a list of sources", "file": "a file",
}  # fmt: skip
_HOW = dict.fromkeys(TYPES, "") | {
    "entity": "choose one of the case's entities, as [kind:]value",
    "entities": "choose entities of the case, as [kind:]value, with ; between them",
    "moment": "write 2026-03-31 or 2026-03-31 14:05 (UTC)",
    "duration": "write a number and s, min, h, d or w, such as 15 min",
    "yes": "write yes or no",
    "share": "write 0.1 or 10 %",
}  # fmt: skip


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def moment(text: str) -> int:
    """UTC microseconds of an ISO date or time; one without a zone is UTC. ValueError where it is none."""
    said = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    said = said if said.tzinfo else said.replace(tzinfo=UTC)
    return (said - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def span(text: str) -> int:
    """Seconds of a span such as "15 min", "2 h" or "90". ValueError where it is none."""
    found = _SPAN.fullmatch(text.casefold())
    if found is None or (found[2] and found[2] not in UNITS):
        raise ValueError(text)
    return round(float(found[1]) * UNITS.get(found[2], 1))
