"""Reads one source with one recipe, in the child process, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from workbench.ingest import child, containers, wire
from workbench.ingest.context import ReadContext
from workbench.ingest.recipe_parts import Recipe
from workbench.model.block import Block, Ending
from workbench.model.files import AnyFile
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem

__all__ = ["Open", "ReadContext", "open"]


class Open:
    """The blocks of a source as they are read; `ending` is there once the last one was taken."""

    def __init__(
        self, path: AnyFile, recipe: Recipe, kinds: Kinds, context: ReadContext, by: child.Child
    ) -> None:
        self.path = path
        self._ending: Ending | None = None
        of = {"recipe": recipe, "kinds": kinds, "context": context}
        self._messages = by.run("read", path.name, {**containers.described(path), "of": of})

    def __iter__(self) -> Iterator[Block]:
        return self

    def __next__(self) -> Block:
        sort, facts, frames = next(self._messages)
        if sort == "block":
            return wire.block_of(facts, frames)
        self._ending = Ending(facts["sha256"], facts["facts"])
        raise StopIteration

    @property
    def ending(self) -> Ending:
        """The hash of the bytes read and facts about the layout. Raises Problem before the last block."""
        if self._ending is None:
            raise Problem(f"{self.path.name} has not been read to its end")
        return self._ending

    def close(self) -> None:
        """Stops the reading where it is; the child process is ready for the next task."""
        self._messages.close()  # type: ignore[attr-defined]

    def __enter__(self) -> Open:
        return self

    def __exit__(
        self, sort: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open(
    path: AnyFile,
    recipe: Recipe,
    *,
    kinds: Kinds,
    context: ReadContext | None = None,
    by: child.Child | None = None,
) -> Open:
    """Begins to read `path` with `recipe`; iterate for model.block.Block, then take `.ending`.

    Raises Problem (while iterating) for what the analyst can mend; nothing was imported then. Use it in a
    `with` block, or call `close`, so that a reading left half way is stopped.
    """
    return Open(containers.as_place(path), recipe, kinds, context or ReadContext(), by or child.default())
