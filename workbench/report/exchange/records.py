"""What a record tells beside its parties and its time."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.report.extract import Extract
from workbench.report.extracted import Happening


class Records:
    """The records of an extract in words; who was left out of the extract is named in none of them."""

    def __init__(self, extract: Extract) -> None:
        self._extract, self._kinds = extract, extract.case.kinds.records
        self._roles = {kind.id: {f.id for f in kind.entities} for kind in self._kinds.values()}
        self._names = {kind.id: {f.id: f.name for f in kind.fields} for kind in self._kinds.values()}

    def title(self, kind: str) -> str:
        """What a record of a kind is called."""
        declared = self._kinds.get(kind)
        return declared.name if declared else kind

    def told_apart_from(self, kinds: Iterable[str]) -> dict[str, int]:
        """How many records there are of each other kind than these, by what such a record is called."""
        found: dict[str, int] = {}
        chosen, without = self._extract.chosen, set(kinds)
        for segment in chosen.segments:
            if segment.kind not in without and (many := int(chosen.mask(segment).sum())):
                title = self.title(segment.kind)
                found[title] = found.get(title, 0) + many
        return found

    def rest(self, happening: Happening, said: Iterable[str]) -> dict[str, str]:
        """The fields but those in `said`, by their names in words, with how the zone of its time is known."""
        roles, names = self._roles.get(happening.kind, set()), self._names.get(happening.kind, {})
        done = set(said)
        told = {
            names.get(name, name): value
            for name, value in happening.fields.items()
            if name not in done and (name not in roles or name in happening.roles)
        }
        if happening.zone_known:
            told["time zone known by"] = happening.zone_known
        return told
