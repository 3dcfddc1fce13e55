"""Importing a file: hash, keep, read in the child, take in block by block, seal; or leave no trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench.app import archives, choosing, stating
from workbench.app.archives import Part
from workbench.app.library import Library
from workbench.app.outcome import Outcome, checks_of
from workbench.app.stage import Stage, Tell, Watch, unheard, unwatched
from workbench.app.wishes import Wishes, as_wished, context_of
from workbench.case import acquisitions, circumstances, delivered, included, readings, sources, surprises
from workbench.case.cases import Case
from workbench.case.digests import Digests
from workbench.case.readings import Counts
from workbench.case.writing import ReadingWriter
from workbench.ingest import reading
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model.block import Ending
from workbench.model.files import AnyFile
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.model.values import private_keys


class _PrivateKeyPacked(Exception):
    """A private key inside a packed file (a workbook, say): its bytes did not show it, its rows do."""


@dataclass(frozen=True)
class _Import:
    """One file on its way into a case, with all that is known before its first byte is kept. `declared` is the recipe
    as it was found, `recipe` as it is wished; `holds_key` where a private key stands in its bytes. `modified` is when
    the file was last changed (nanoseconds); with `refer` its bytes stay where they are."""

    case: Case
    path: AnyFile
    library: Library
    wishes: Wishes
    sha256: str
    sha512: str
    size: int
    modified: int
    refer: bool
    holds_key: bool
    declared: Recipe
    recipe: Recipe
    context: ReadContext
    tell: Tell
    watch: Watch

    @cached_property
    def kinds(self) -> Kinds:
        """Those of the case with the newer ones of the library, which are declared when the reading is sealed."""
        return self.case.kinds_with(self.library.kinds)

    @cached_property
    def options(self) -> dict[str, Any]:
        """What the reading keeps of how it was made; the same options are the same reading."""
        period, context = self.wishes.period, self.context
        made: dict[str, Any] = {
            "country": context.country,
            "zone": context.zone,
            "zone_basis": context.zone_basis,
            "period": list(period) if period else None,
        }
        if self.wishes.tolerance is not None:
            made["tolerance"] = self.wishes.tolerance
        if context.subject:
            made["subject"] = context.subject
        if self.refer:
            made[sources.REFERRED] = True
        return made


def import_files(
    case: Case, paths: list[Path], library: Library, wishes: Wishes | None = None, tell: Tell = unheard
) -> Iterator[Outcome]:
    """Imports files one after the other, those of a folder and of an archive among them; one that cannot be taken in
    does not stop the others."""
    for path in paths:
        try:
            parts = archives.offered(path, library, wishes.password if wishes else "")
        except Problem as problem:
            yield Outcome(path, problem=str(problem))
            continue
        for part in parts:
            yield _import_part(case, part, library, wishes, tell)


def _import_part(case: Case, part: Part, library: Library, wishes: Wishes | None, tell: Tell) -> Outcome:
    if part.left_out:
        return Outcome(part.path, left_out=part.left_out)
    if part.refused:
        return Outcome(part.path, problem=f"{part.path.name} {part.refused}")
    try:
        return import_file(case, part.path, library, wishes, tell)
    except Problem as problem:
        return Outcome(part.path, problem=str(problem))


def import_file(
    case: Case, path: AnyFile, library: Library, wishes: Wishes | None = None, tell: Tell = unheard,
    watch: Watch = unwatched, by_hash: bool = False,
) -> Outcome:  # fmt: skip
    """Takes one file into the case as a new source, or as a better reading of one it holds.

    The original is kept, unless it holds rows outside the authorised period or a private key, or `by_hash` is said:
    then its SHA-256 alone, and the rows as they were read; or unless it is wished to be referred to. Raises Problem,
    and leaves no trace, when it cannot be read; the same when `tell` raises to cancel. `watch` hears of every stage.
    """
    one = _begin(case, path, library, wishes or Wishes(), tell, watch)
    known = sources.find(case.writer, one.sha256)
    before = readings.of_source(case, known) if known is not None else []
    one = replace(one, refer=_refers(one, before, by_hash))
    for earlier in before:
        if known is not None and earlier.recipe_text == one.recipe.text and earlier.options == one.options:
            return _again(one, known, earlier)
    told = circumstances.of(case.db, one.sha256)
    replaced = next((e.id for e in before if e.included), None)
    try:
        source = known if known is not None else _keep(one, by_hash)
        counts, facts = _read(one, source, replaced, anew=known is None)
    except _PrivateKeyPacked:
        readings.remove_unsealed(case)
        return import_file(case, path, library, wishes, tell, watch, by_hash=True)
    except OSError as error:
        readings.remove_unsealed(case)
        if error.filename is None or str(error.filename) not in _places(path):
            raise
        raise Problem(
            f"{path.name} cannot be read any more: {error.strerror}",
            "it was moved or deleted; import it from where it is",
        ) from error
    except BaseException:
        readings.remove_unsealed(case)
        raise
    restated = known is not None and acquisitions.say(case, known, one.wishes.acquisition)
    restated |= known is not None and circumstances.of(case.db, one.sha256) != told
    return replace(_done(one, source, counts, facts), restated=restated)


def _begin(case: Case, path: AnyFile, library: Library, wishes: Wishes, tell: Tell, watch: Watch) -> _Import:
    watch(Stage(path, "hashing"))
    tell(0, 0, f"Hashing {path.name}")
    keys, long = private_keys.Search(), Digests(wishes.sha512)
    modified = _modified(path)

    def look(octets: bytes) -> None:
        keys.take(octets)
        if wishes.sha512:
            long.update(octets)

    sha256, size = sources.hash_file(path, look)
    declared = choosing.choose_recipe(path, library, wishes.recipe)
    recipe = as_wished(declared, wishes)
    context = context_of(wishes, recipe, case.about, library.kinds)
    said = wishes.circumstances
    stating.days(said.delivered_first, said.delivered_last, context.zone)  # said wrongly, it is said now
    told = (sha256, long.sha512, size, modified, wishes.refer, keys.found)
    return _Import(case, path, library, wishes, *told, declared, recipe, context, tell, watch)


def _modified(path: AnyFile) -> int:
    """When a file was last changed, in nanoseconds; 0 where nobody knows, or there is none: hashing says so."""
    try:
        return int(path.stat().st_mtime_ns)
    except OSError:
        return 0


def _refers(one: _Import, before: list[readings.Earlier], by_hash: bool) -> bool:
    """Whether the original stays outside: as it is wished of a new file, and as it was of one read before."""
    if before:
        return bool(before[0].options.get(sources.REFERRED))
    if one.wishes.refer and not isinstance(one.path, Path):
        raise Problem(
            f"{one.path.name} is no file of its own to refer to, but packed or pasted",
            "unpack it first, or let the case keep it",
        )
    if not one.wishes.refer or by_hash or one.holds_key:
        return False
    return not (one.context.period and _withholds(one))


def _keep(one: _Import, by_hash: bool) -> int:
    """Makes the file a source: with its bytes where they may be kept, else by its SHA-256 alone."""

    def keeping(done: int, total: int) -> None:
        one.watch(Stage(one.path, "keeping", done, total))
        one.tell(done, total, f"Keeping {one.path.name}")

    told = (one.case, one.path, one.sha256, one.size, one.wishes.acquisition)
    beside: dict[str, Any] = {"sha512": one.sha512, "modified_at": one.modified // 1000}
    if one.refer and isinstance(one.path, Path):  # read again from wherever the case is opened
        told = (one.case, one.path.absolute(), *told[2:])
    if one.refer or by_hash or one.holds_key or (one.context.period and _withholds(one)):
        return sources.refer(*told, **beside)
    return sources.keep(*told, keeping, **beside)


def _withholds(one: _Import) -> bool:
    """Whether any row lies outside the authorised period: then the original may not be kept. Looks at the file up
    to the first such row."""
    kinds, context, child = one.kinds, one.context, one.library.child
    with reading.open(one.path, one.recipe, kinds=kinds, context=context, by=child) as stream:
        return any(block.withheld for block in stream)


def _read(one: _Import, source: int, replaced: int | None, *, anew: bool) -> tuple[Counts, dict[str, Any]]:
    case, path, recipe = one.case, one.path, one.recipe
    keep_rows = not one.refer and not sources.holds_bytes(case.writer, source)
    context = replace(one.context, keep_rows=keep_rows)
    plugin = one.library.version_of(one.declared)
    writer = ReadingWriter(
        case, source, (recipe.id, recipe.text), one.options, plugin, replaced, newer=one.library.kinds
    )
    rows = octets = 0
    with reading.open(path, recipe, kinds=one.kinds, context=context, by=one.library.child) as stream:
        for block in stream:
            writer.add(block)
            rows, octets = rows + block.rows, block.bytes_total
            one.watch(Stage(path, "reading", block.bytes_done, block.bytes_total, rows))
            one.tell(block.bytes_done, block.bytes_total, f"{path.name}: {rows:,} rows")
        ending = stream.ending
    if ending.sha256 != one.sha256 or _modified(path) != one.modified:
        raise sources.changed(path)
    if ending.facts.get("private_keys") and not context.keep_rows and anew:
        raise _PrivateKeyPacked
    one.watch(Stage(path, "finishing", octets, octets, rows))
    title = f"Import {path.name}" if replaced is None else f"Read {path.name} again with {recipe.name}"
    ending = Ending(ending.sha256, ending.facts | (archives.origin(path) or _came_in(case, source)))
    said = one.wishes.circumstances
    return writer.seal(ending, title, said, stating.delivered(said, one.context.zone)), ending.facts


def _came_in(case: Case, source: int) -> dict[str, Any]:
    """The archive that an earlier reading of a source says it came in: a better reading keeps it."""
    for listed in sources.listed(case):
        if listed.id == source and "archive" in listed.facts:
            return {"archive": listed.facts["archive"]}
    return {}


def _done(one: _Import, source: int, counts: Counts, facts: dict[str, Any]) -> Outcome:
    said, zone = one.wishes.circumstances, one.context.zone
    one.watch(Stage(one.path, "done", one.size, one.size, counts.read))
    stated = stating.days(said.delivered_first, said.delivered_last, zone)
    held = sources.holds_bytes(one.case.writer, source)
    checks = checks_of(facts, withheld=counts.withheld, held=held)
    odd = tuple((s.says, s.count) for s in surprises.of_reading(one.case, counts.reading, stated))
    return Outcome(one.path, source, one.sha256, one.recipe.id, counts, checks=checks, surprises=odd)


def _again(one: _Import, source: int, earlier: readings.Earlier) -> Outcome:
    """The very same file read the very same way: nothing new; where it was hidden, it shows again. What is said of it
    now stands beside what was said before."""
    case, said = one.case, one.wishes.circumstances
    title = "State whose records a source holds" if earlier.included else f"Include {one.path.name} again"
    with case.edit(title) as db:
        if not earlier.included:
            others = [e.id for e in readings.of_source(case, source) if e.included]
            included.turn(db, on=[earlier.id], off=others)
        delivered.state(case, db, source, stating.delivered(said, one.context.zone))
    restated = stating.say_again(case, source, one.sha256, said, one.wishes.acquisition)
    c = earlier.counts
    seen, met = c.duplicate + c.kept, c.new_entities + c.known_entities
    counts = Counts(c.reading, c.read, 0, seen, c.rejected, c.withheld, 0, met, 0)
    return Outcome(one.path, source, one.sha256, one.recipe.id, counts, already=True, restated=restated)


def _places(path: AnyFile) -> tuple[str, str]:
    """Where a file, or the archive it is in, stands on the disk."""
    return str(path), str(getattr(path, "archive", path))
