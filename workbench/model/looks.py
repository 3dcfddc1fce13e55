"""Looks: how a chart is looked at: filters, groups, how lines are drawn, what colours and sizes say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.model.filters import BY, Filter
from workbench.model.guides import Guides

LINES = ("bundled", "parallel", "beads")
WIDTHS = ("count", "amount", "same")


@dataclass(frozen=True)
class Group:
    """Entities shown as one while it is not `open`."""

    id: int
    title: str
    members: tuple[int, ...]
    open: bool = False


@dataclass(frozen=True)
class Kept:
    """A selection under a name."""

    title: str
    entities: tuple[int, ...] = ()
    links: tuple[int, ...] = ()


@dataclass(frozen=True)
class ChartLook:
    """How one chart is looked at; part of the case, so that it is undone and printed like all else.

    `demanded` are kinds of link counted only on demand; `selections` stand under the numbers 1 to 9; `dimmed` are
    entity ids; `arranged` is the layout last used and `guides` what it made of the places; `compared` says what is held
    against what: "charts" or "sources" and two ids; `others` is what a newer Clew wrote, kept as it is.
    """

    demanded: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    lines: str = "bundled"
    width: str = "count"
    labels: bool = True
    colour_by: str = ""
    size_by: str = ""
    persons: bool = False
    groups: tuple[Group, ...] = ()
    selections: Mapping[int, Kept] = field(default_factory=dict)
    dimmed: tuple[int, ...] = ()
    arranged: str = ""
    guides: Guides | None = None
    compared: tuple[str, int, int] | None = None
    others: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> ChartLook:
        """A look as a case keeps it; what is missing is as usual."""
        usual = cls()
        return cls(
            demanded=tuple(said.get("demanded", ())),
            filters=tuple(Filter.read(f) for f in said.get("filters", ()) if f["by"] in BY),
            lines=said["lines"] if said.get("lines") in LINES else usual.lines,
            width=said["width"] if said.get("width") in WIDTHS else usual.width,
            labels=bool(said.get("labels", usual.labels)),
            colour_by=str(said.get("colour_by", "")),
            size_by=str(said.get("size_by", "")),
            persons=bool(said.get("persons", False)),
            groups=tuple(
                Group(int(g["id"]), str(g["title"]), tuple(g["members"]), bool(g.get("open")))
                for g in said.get("groups", ())
            ),
            selections={
                int(n): Kept(str(k["title"]), tuple(k.get("entities", ())), tuple(k.get("links", ())))
                for n, k in said.get("selections", {}).items()
            },
            dimmed=tuple(said.get("dimmed", ())),
            arranged=str(said.get("arranged", "")),
            guides=Guides.read(said["guides"]) if said.get("guides") else None,
            compared=_compared(said.get("compared")),
            others={k: v for k, v in said.items() if k not in cls.__dataclass_fields__} | _unknown(said),
        )

    def written(self) -> dict[str, Any]:
        """The look as JSON keeps it: only what is not as usual, and what is not understood."""
        usual = ChartLook()
        said: dict[str, Any] = {k: v for k, v in self.others.items() if k != "filters"}
        for name in ("lines", "width", "labels", "colour_by", "size_by", "persons", "arranged"):
            if getattr(self, name) != getattr(usual, name):
                said[name] = getattr(self, name)
        lists: dict[str, Any] = {
            "demanded": sorted(self.demanded),
            "filters": [*(f.written() for f in self.filters), *self.others.get("filters", ())],
            "groups": [
                {"id": g.id, "title": g.title, "members": list(g.members), "open": g.open}
                for g in self.groups
            ],
            "selections": {
                str(n): {"title": k.title, "entities": list(k.entities), "links": list(k.links)}
                for n, k in sorted(self.selections.items())
            },
            "dimmed": list(self.dimmed),
            "guides": self.guides.written() if self.guides else {},
            "compared": list(self.compared or ()),
        }
        return said | {name: value for name, value in lists.items() if value}

    @property
    def filtering(self) -> tuple[Filter, ...]:
        """The filters that are switched on."""
        return tuple(f for f in self.filters if f.on)


def _unknown(said: Mapping[str, Any]) -> dict[str, Any]:
    """Filters by what only a newer Clew knows: they hide nothing here, and stay in the case."""
    found = [f for f in said.get("filters", ()) if f["by"] not in BY]
    return {"filters": found} if found else {}


def _compared(said: Any) -> tuple[str, int, int] | None:
    """What is compared and with what, as JSON keeps it."""
    return (str(said[0]), int(said[1]), int(said[2])) if said else None
