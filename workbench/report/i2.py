"""What an i2 chart says of an entity or a link: attributes, cards, strengths, dates with their zone."""

from __future__ import annotations

import math
from typing import Any

from workbench.report.columns import added_up, attributed, caller, noted, utc
from workbench.report.extract import Extract
from workbench.report.extracted import Origin, Thing, Tie, references
from workbench.report.xml_text import clean

# How firmly a link is known -> the strength's name in i2, and how its line is drawn.
STRENGTHS = {
    "stated": ("Stated in the record", "solid"),
    "derived": ("Derived by rule", "dashed"),
    "assessed": ("Assessed by an analyst", "dotted"),
}
OWN_KIND, OWN_VALUE = "Clew kind", "Clew value"
ZONE = (1, "Coordinated Universal Time")  # i2's own number of a time zone
MOST_CARDS = (
    50  # of one link: i2 shows a list of them, and a line of ten thousand records would be nothing else
)
WIDEST = 5  # pixels of a line


class Cards:
    """The cards of links, a record each: its verbatim row, the file with its SHA-256, and when it happened."""

    def __init__(self, extract: Extract) -> None:
        self.most, self.written, self.left = MOST_CARDS, 0, 0
        self._extract = extract
        linked: set[tuple[int, str, int, int]] = set()
        wanted: set[tuple[int, str, int, int]] = set()
        for tie in extract.ties():
            keys = [_key(o) for o in tie.origins]
            linked.update(keys)
            wanted.update(keys[:MOST_CARDS])
        self._at: dict[tuple[int, str, int, int], tuple[str, str]] = {}
        self.unlinked = 0
        for happening in extract.happenings():
            key = _key(happening.origin)
            self.unlinked += key not in linked
            if key in wanted:
                self._at[key] = happening.at, happening.zone_known

    def of(self, tie: Tie) -> list[Any]:
        """The cards of a link, at most `most`, and one more for each note and for whose word it stands on."""
        from anxwritter import Card

        made = [self._card(origin) for origin in tie.origins[:MOST_CARDS]]
        self.left += max(0, len(tie.origins) - MOST_CARDS)
        if tie.basis:
            made.append(Card(summary="On the word of", description=clean(tie.basis)))
        made += [
            Card(summary=f"Note by {clean(n.analyst)}, {utc(n.at)}", description=clean(n.text))
            for n in tie.notes
        ]
        self.written += len(made)
        return made

    def _card(self, origin: Origin) -> Any:
        from anxwritter import Card

        at, zone = self._at.get(_key(origin), ("", ""))
        sheet = f", sheet {origin.sheet}" if origin.sheet else ""
        return Card(
            summary=clean(f"{origin.name}{sheet}, {origin.word} {origin.row}"),
            description=clean(self._extract.verbatim(origin)),
            source_ref=clean(references([origin])),
            source_type="Stated in the record",
            datetime_description=f"{at} (zone {zone})" if at else None,
        )


def _key(origin: Origin) -> tuple[int, str, int, int]:
    return origin.reading, origin.sheet, origin.row, origin.part


def identities(extract: Extract) -> dict[int, str]:
    """What i2 tells entities apart by: the value, with its kind behind it where another has the same."""
    made: dict[int, str] = {}
    met: set[str] = set()
    for thing in extract.things():
        name = clean(thing.value) or f"{thing.kind} {thing.id}"
        if name.casefold() in met:
            name = f"{name} ({thing.kind_title} {thing.id})"
        met.add(name.casefold())
        made[thing.id] = name
    return made


def attributes_of(thing: Thing, extract: Extract) -> dict[str, str | int]:
    """The attributes of an entity; what is not told is left away."""
    named = caller(extract)
    told: dict[str, str | int] = {
        "Records": thing.records,
        "Person is": thing.involvement,
        "Grades": thing.grades,
        "Tags": ", ".join(tag.name for tag in thing.tags),
        "Attributed to": "; ".join(attributed(a, named) for a in thing.attributions),
        "Same as": "; ".join(f"{kind} {value}" for kind, value in thing.same_as),
        "Common service": "yes" if thing.common else "",
        "Check": "" if thing.valid else "does not pass the check of its kind",
        "On the word of": thing.basis,
        "Sources": references(thing.origins),
    }
    return {name: clean(said) if isinstance(said, str) else said for name, said in told.items() if said != ""}


def link_said(tie: Tie, extract: Extract) -> dict[str, Any]:
    """A link as i2 has it: its direction, strength, first moment in UTC, and attributes."""
    from anxwritter import TimeZone

    told: dict[str, str | int] = {
        "Records": tie.count,
        "Last": utc(tie.last),
        "Totals": added_up(tie),
        "Written on it": tie.caption,
        "Grades": tie.grades,
        "Standing": STRENGTHS[tie.standing][0],
        "On the word of": tie.basis,
        "Notes": noted(tie.notes),
        "Sources": references(tie.origins),
    }
    first = utc(tie.first)
    when: dict[str, Any] = {}
    if first:
        when = {"date": first[:10], "time": first[11:19], "timezone": TimeZone(*ZONE)}
    return {
        "type": clean(tie.title),
        "label": clean(f"{tie.title} ({tie.count:,})" if tie.count else tie.title),
        "description": clean(tie.sentence),
        "arrow": "->" if tie.directed else None,
        "strength": STRENGTHS[tie.standing][0],
        "line_color": tie.colour,
        "line_width": min(WIDEST, 1 + int(math.log10(max(tie.count, 1)))),
        "multiplicity": "multiple",
        "attributes": {n: clean(s) if isinstance(s, str) else s for n, s in told.items() if s != ""},
        **when,
    }
