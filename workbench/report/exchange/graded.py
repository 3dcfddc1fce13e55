"""Gradings in words, and the handling that everything in an extract together asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from workbench.case import gradings, involvement
from workbench.case.gradings import Grading
from workbench.report.extract import Extract
from workbench.report.extracted import Thing


class Graded:
    """The gradings of an extract by what they grade, as they were given; a later one stands behind the original."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        self._of: dict[tuple[str, int], list[Grading]] = {}
        self._involved = involvement.known(extract.case)
        for grading in gradings.listed(extract.case):
            self._of.setdefault((grading.subject, grading.number), []).append(grading)

    def of(self, subject: str, number: int) -> list[Grading]:
        return self._of.get((subject, number), [])

    def words(self, subject: str, number: int) -> list[str]:
        """Each grade in words, with who gave it."""
        return [gradings.words(self._extract.case, one) for one in self.of(subject, number)]

    def involvement(self, thing: Thing) -> list[str]:
        """How somebody is involved, and on what basis, as said by whom: a lead, never guilt."""
        said = [f"involvement: {thing.involvement}"] if thing.involvement else []
        known = self._involved.get(thing.id)
        return [*said, f"basis of the involvement: {known.basis} ({known.analyst})"] if known else said

    @cached_property
    def handling(self) -> str:
        """What the agency wrote for the case, and the strictest handling among the grades of all that is handed out."""
        graded = gradings.handling(self._extract.case, list(self._handed_out()))
        return "; ".join(filter(str.strip, (self._extract.facts.handling, graded)))

    def _handed_out(self) -> Iterator[Grading]:
        """Grades of the case, of notes and findings, and of the files, things and ties that are in the extract."""
        chosen = self._extract.chosen
        files = {file.id for file in self._extract.files}
        ties = set(chosen.graph.link_ids[chosen.links].tolist())
        for (subject, number), given in self._of.items():
            left_out = (
                (subject == "source" and number not in files)
                or (subject == "entity" and self._extract.thing(number) is None)
                or (subject == "link" and number not in ties)
            )
            yield from () if left_out else given
