"""An element of an XML file, whatever its namespace: what it says and what stands inside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tag:
    """An element: its name and attributes without prefixes, its own text, its children, the line it begins on."""

    name: str
    attributes: dict[str, str]
    line: int = 0
    text: str = ""
    children: list[Tag] = field(default_factory=list)

    def get(self, *names: str) -> str:
        """The first of these attributes that says something, or ""."""
        for name in names:
            found = self.attributes.get(name)
            if found and (found := found.strip()):
                return found
        return ""

    def child(self, *names: str) -> Tag | None:
        """The first child that bears one of these names, the names in order of preference."""
        return next((c for name in names for c in self.children if c.name == name), None)

    def said(self, *names: str) -> str:
        """The text of the first child of these names that says something, in single spaces."""
        for name in names:
            for child in self.children:
                if child.name == name and (text := " ".join(child.text.split())):
                    return text
        return ""

    def all(self, *names: str) -> Iterator[Tag]:
        """Every element of these names below this one, at any depth, in order."""
        stack = self.children[::-1]
        while stack:
            tag = stack.pop()
            if tag.name in names:
                yield tag
            stack += tag.children[::-1]

    def leaves(self) -> Iterator[tuple[str, str]]:
        """Name and text of every element below that says something itself, in order."""
        for child in self.children:
            if text := " ".join(child.text.split()):
                yield child.name, text
            yield from child.leaves()

    @property
    def inner(self) -> str:
        """All text inside, in order, in single spaces."""
        return " ".join(" ".join([self.text, *(child.inner for child in self.children)]).split())
