"""Plays a method into a new case: every file read once more, every step taken once more, in the order of the log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.app import stating
from workbench.app.library import Library
from workbench.app.originals import Originals
from workbench.app.stage import Tell, unheard
from workbench.case import (
    acquisitions,
    circumstances,
    declarations,
    journal,
    methods,
    playing,
    readings,
    sources,
)
from workbench.case.acquisitions import Acquisition
from workbench.case.cases import Case
from workbench.case.circumstances import NOTHING_SAID, Circumstances
from workbench.case.delivered import NOTHING_STATED, Delivered
from workbench.case.methods import Act, Declared, Method, Taken
from workbench.case.writing import ReadingWriter
from workbench.ingest import reading
from workbench.ingest import recipe as recipes
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model import kinds as kinds_of
from workbench.model.block import Ending
from workbench.model.files import AnyFile
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

BY_THEMSELVES = ("entities", "records", "links", "recipe", "plugin", circumstances.SORT, acquisitions.SORT)
KINDS = ("entities", "records", "links")


class Unlike(Problem):
    """Something came out otherwise than it was recorded."""


def first_kinds(method: Method) -> Kinds:
    """The kinds a case of this method is made with: those kept before anything else was."""
    first = next((n for n, d in enumerate(method.declared) if d.sort not in KINDS), len(method.declared))
    return _kinds(method.declared[:first])


def _kinds(declared: tuple[Declared, ...]) -> Kinds:
    latest = {(d.sort, d.name): d.text for d in declared if d.sort in KINDS}
    return kinds_of.parse((sort, name, text) for (sort, name), text in latest.items())


@dataclass
class Replay:
    """A method on its way into a new case; `play` does all of it."""

    method: Method
    case: Case
    library: Library
    originals: Originals
    tell: Tell = unheard

    def play(self) -> None:
        """Does everything recorded, one after the other. Problem where an original cannot be read; Unlike where
        something comes out otherwise than recorded; `tell` may raise to stop it."""
        declared = 0
        for number, act in enumerate(self.method.acts):
            self.tell(number, len(self.method.acts), act.title or act.act)
            with self.case.write() as db:
                playing.enter(db, act.entered)
            news = self.method.declared[declared : act.declared]
            self._keep_others(news)
            declared = max(declared, act.declared)
            self._play(act, news)
        self._keep_others(self.method.declared[declared:])

    def _keep_others(self, news: tuple[Declared, ...]) -> None:
        """Keeps the texts that no import and no saying keeps by itself, such as schemes of grading."""
        others = [one for one in news if one.sort not in BY_THEMSELVES]
        if others:
            with self.case.write() as db:
                for one in others:
                    declarations.keep(db, one.sort, one.name, one.text)

    def _play(self, act: Act, news: tuple[Declared, ...]) -> None:
        case = self.case
        if act.act == "import":
            self._import(act, news)
        elif act.act == "step":
            with case.edit(act.title) as db:
                playing.play(db, act)
        elif act.act == "undo":
            case.undo()
        elif act.act == "redo":
            case.redo()
        elif act.act == circumstances.SORT:
            circumstances.say(case, self._source(act.source), act.source, _circumstances(act, news))
        else:
            for one in news:
                if one.sort == acquisitions.SORT:
                    acquisitions.say(case, self._source(act.source), Acquisition(**_fields(one, Acquisition)))

    def _source(self, sha256: str) -> int:
        found = sources.find(self.case.writer, sha256)
        if found is None:
            raise Problem(f"the source {sha256} was not taken in before it is spoken of")
        return found

    def _import(self, act: Act, news: tuple[Declared, ...]) -> None:
        case, taken = self.case, next(t for t in self.method.sources if t.sha256 == act.source)
        file = self.originals.open(taken)
        try:
            source = sources.find(case.writer, act.source)
            if source is None:
                source = self._keep(taken, file)
            self._read(act, news, taken, file, source)
        except BaseException:
            readings.remove_unsealed(case)
            raise
        finally:
            self.originals.done(file)

    def _keep(self, taken: Taken, file: AnyFile) -> int:
        acquired = Acquisition(**taken.acquired)
        sha256, size = sources.hash_file(file)
        if (sha256, size) != (taken.sha256, taken.bytes):
            raise Unlike(f"the bytes of {taken.name} are not those that were taken in")
        if taken.kept == sources.COPY:
            return sources.keep(
                self.case, file, sha256, size, acquired, lambda done, total: None, sha512=taken.sha512,
                modified_at=taken.modified_at,
            )  # fmt: skip
        changed = taken.modified_at
        if taken.referred and isinstance(file, Path):  # its rows are read there from now on
            file, changed = file.absolute(), file.stat().st_mtime_ns // 1000
        return sources.refer(
            self.case, file, sha256, size, acquired, sha512=taken.sha512, modified_at=changed
        )

    def _read(self, act: Act, news: tuple[Declared, ...], taken: Taken, file: AnyFile, source: int) -> None:
        case, declared = self.case, self.method.declared
        recipe = recipes.parse(declared[act.recipe - 1].text, declared[act.recipe - 1].name)
        newer = _kinds(declared[: act.declared])
        options = dict(act.options)
        writer = ReadingWriter(
            case, source, (declared[act.recipe - 1].name, declared[act.recipe - 1].text), options,
            self._plugin(recipe), _left_out(act), newer=newer,
        )  # fmt: skip
        context = _context(options, keep_rows=taken.kept != sources.COPY and not taken.referred)
        with reading.open(
            file, recipe, kinds=case.kinds_with(newer), context=context, by=self.library.child
        ) as stream:
            for block in stream:
                writer.add(block)
                self.tell(block.bytes_done, block.bytes_total, taken.name)
            ending = stream.ending
        if act.archive:
            ending = Ending(ending.sha256, ending.facts | {"archive": dict(act.archive)})
        counts = writer.seal(ending, act.title, _circumstances(act, news), self._delivered(act, context.zone))
        brought = methods.brought(case.db, counts.reading)
        for what, digest in act.brought.items():
            if brought[what] != digest:
                other = "entities" if what == "entity" else "links"
                raise Unlike(f"reading {taken.name} brings other {other} than it did")
        step = journal.steps(case.db)[-1].id
        if methods.images(case.db, step) != act.images:
            raise Unlike(f"'{act.title}' changes the workspace otherwise than it did")

    def _delivered(self, act: Act, zone: str) -> Delivered:
        """Whose records the file was said to hold, as far as the import entered it."""
        if not _stated(act):
            return NOTHING_STATED
        return stating.delivered(_circumstances(act, self.method.declared[: act.declared]), zone)

    def _plugin(self, recipe: Recipe) -> tuple[str, str] | None:
        """The version of the plugin that reads it here; None for one's own."""
        shipped = next((one for one in self.library.recipes if one.id == recipe.id), None)
        return self.library.version_of(shipped) if shipped else None


def _stated(act: Act) -> bool:
    """Whether an import entered whose records its file was said to hold."""
    return any(i.table == "coverage" and i.after and i.after["basis"] == "'stated'" for i in act.images)


def _left_out(act: Act) -> int | None:
    """The reading that an import took the place of."""
    return next((i.row for i in act.images if i.table == "included" and i.after is None), None)


def _context(options: Mapping[str, Any], keep_rows: bool) -> ReadContext:
    """How a file was read, by the options its reading keeps."""
    return ReadContext(
        country=options["country"],
        zone=options["zone"],
        zone_basis=options["zone_basis"],
        period=tuple(options["period"]) if options.get("period") else None,
        subject=options.get("subject", ""),
        keep_rows=keep_rows,
    )


def _circumstances(act: Act, news: tuple[Declared, ...]) -> Circumstances:
    """What was said of a source last in these texts."""
    for one in reversed(news):
        if one.sort == circumstances.SORT and one.name == act.source:
            return Circumstances(**_fields(one, Circumstances))
    return NOTHING_SAID


def _fields(declared: Declared, of: Any) -> dict[str, str]:
    said = json.loads(declared.text)
    return {name: str(said.get(name, "")) for name in of.__dataclass_fields__}
