"""Schemes by which agencies grade sources and information and say who may have them; read from TOML.

A scheme is data: an agency adds its own without any code. Codes of a part that is about handling stand from the freest
to the strictest. No code of one scheme is turned into one of another: no table between schemes is exact.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.model.problems import Problem


@dataclass(frozen=True)
class Part:
    """One part of a grade with its codes and what each means. `handling`: who may have it; `several`: codes that may
    hold at once; `free`: words take the place of codes."""

    id: str
    name: str
    codes: Mapping[str, str]
    handling: bool = False
    several: bool = False
    free: bool = False
    optional: bool = False

    def checked(self, said: str) -> str:
        """A code, or codes joined by +, as the scheme writes it; Problem where it has none such."""
        text = " ".join(said.split())
        if self.free or not text:
            return text
        known = {code.casefold(): code for code in self.codes}
        found = [known.get(each.strip().casefold(), "") for each in self._each(text)]
        if "" in found:
            raise Problem(f"{self.name} is not '{said}'", "one of " + ", ".join(self.codes))
        return "+".join(sorted(set(found), key=list(self.codes).index))

    def strictest(self, said: Iterable[str]) -> str:
        """The strictest of several handlings: the last code, all codes where several hold, all words where free."""
        met = [text for text in dict.fromkeys(said) if text]
        if self.free:
            return "; ".join(met)
        codes = {code for text in met for code in self._each(text)} & set(self.codes)
        ordered = sorted(codes, key=list(self.codes).index)
        return "+".join(ordered) if self.several else "".join(ordered[-1:])

    def means(self, said: str) -> str:
        """What a code means in words, "" for words that are codes of nothing."""
        return ", and ".join(self.codes[c] for c in self._each(said) if c in self.codes)

    def _each(self, said: str) -> list[str]:
        return said.split("+") if self.several else [said]


@dataclass(frozen=True)
class Scheme:
    """A way of grading: its parts in the order they are written, and where it is taken from."""

    id: str
    name: str
    taken_from: str
    parts: tuple[Part, ...]
    text: str

    def part(self, id: str) -> Part | None:
        return next((p for p in self.parts if p.id == id), None)

    def checked(self, said: Mapping[str, str]) -> dict[str, str]:
        """The grade as the scheme writes it; Problem where a part is missing or no code of it."""
        unknown = set(said) - {p.id for p in self.parts}
        if unknown:
            raise Problem(
                f"{self.name} has no {sorted(unknown)[0]}", "it has " + ", ".join(p.id for p in self.parts)
            )
        made = {p.id: p.checked(said.get(p.id, "")) for p in self.parts}
        for part in self.parts:
            if not made[part.id] and not (part.optional or part.free):
                raise Problem(f"{self.name} needs {part.name.lower()}", "one of " + ", ".join(part.codes))
        return {id: text for id, text in made.items() if text}

    def typed(self, said: str) -> dict[str, str]:
        """A grade from words such as "1 B P": the codes in the order of the parts; what follows is free words."""
        coded = [p for p in self.parts if not p.free]
        words = said.split(maxsplit=len(coded))
        grades = dict(zip((p.id for p in coded), words, strict=False))
        free = next((p.id for p in self.parts if p.free), None)
        if len(words) > len(coded) and free is None:
            raise Problem(f"'{said}' is no grade of {self.name}", f"write it as {self.example}")
        if len(words) > len(coded) and free is not None:
            grades[free] = words[-1]
        return self.checked(grades)

    def short(self, grades: Mapping[str, str]) -> str:
        """A grade as it is written in a margin: "1 B P", and "?" for a code that was not given."""
        return " ".join(grades.get(p.id, "") or "?" for p in self.parts if grades.get(p.id) or not p.optional)

    def words(self, grades: Mapping[str, str]) -> str:
        """A grade in words: "Source 1: reliable; Information B: ..."."""
        told = []
        for part in self.parts:
            if code := grades.get(part.id, ""):
                means = part.means(code)
                told.append(f"{part.name} {code}: {means}" if means else f"{part.name}: {code}")
        return "; ".join(told)

    @property
    def example(self) -> str:
        return " ".join(next(iter(p.codes)) for p in self.parts if p.codes)


def parse(id: str, text: str) -> Scheme:
    """A scheme from its TOML; Problem where it does not say what a scheme must."""
    try:
        said = tomllib.loads(text)
        parts = tuple(_part(each) for each in said["part"])
        made = Scheme(id, str(said["name"]), str(said["taken_from"]), parts, text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"the grading scheme {id} is not TOML", str(error)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise Problem(
            f"the grading scheme {id} does not say {error}", "see those that come with Clew"
        ) from error
    if not parts or len({p.id for p in parts}) < len(parts):
        raise Problem(f"the grading scheme {id} has no parts or two of one id", "name each part once")
    return made


def _part(said: Mapping[str, Any]) -> Part:
    codes = {str(code): str(means) for code, means in said.get("codes", {}).items()}
    flags = {name: bool(said.get(name, False)) for name in ("handling", "several", "free", "optional")}
    if any(not code or " " in code or (flags["several"] and "+" in code) for code in codes):
        raise ValueError("codes without blanks and, where several may hold, without +")
    if not codes and not flags["free"]:
        raise ValueError("codes of each part")
    return Part(str(said["id"]), str(said["name"]), codes, **flags)
