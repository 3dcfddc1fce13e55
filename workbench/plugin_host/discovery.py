"""Finds plugins and their recipes. A broken one is listed with its reason and keeps no other away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.ingest import recipe as recipes_of
from workbench.ingest.recipe import Recipe
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.plugin_host import manifest
from workbench.plugin_host.manifest import Entry, Manifest

READY, BROKEN = "ready", "broken"


@dataclass(frozen=True)
class Plugin:
    """A plugin that was found; a broken one has a `reason`, and brings nothing."""

    id: str
    name: str
    version: str
    folder: Path
    state: str
    reason: str = ""
    sha256: str = ""
    readers: tuple[Entry, ...] = ()
    questions: tuple[Entry, ...] = ()
    recipes: tuple[Recipe, ...] = ()


@dataclass(frozen=True)
class Plugins:
    """All plugins found, and the analyst's own recipes; `problems` are files that are no recipes."""

    plugins: tuple[Plugin, ...] = ()
    own: tuple[Recipe, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def recipes(self) -> list[Recipe]:
        """Every recipe, plugins' first."""
        return [r for p in self.plugins for r in p.recipes] + list(self.own)

    def recipe(self, id: str) -> Recipe:
        """The recipe called so. Raises Problem where there is none."""
        for one in self.recipes:
            if one.id == id:
                return one
        raise Problem(f"there is no recipe {id}", "`clew recipes` lists them")

    def plugin_of(self, recipe: Recipe) -> Plugin | None:
        """The plugin a recipe came with, None for the analyst's own."""
        return next((p for p in self.plugins if recipe in p.recipes), None)

    def plugins_json(self) -> list[dict[str, Any]]:
        """What `clew plugins --json` prints."""
        return [
            {"id": p.id, "name": p.name, "version": p.version, "state": p.state, "reason": p.reason}
            for p in self.plugins
        ]

    def recipes_json(self) -> list[dict[str, Any]]:
        """What `clew recipes --json` prints; `kind` is the record kind, several joined by a comma."""
        listed = [(p.id, r) for p in self.plugins for r in p.recipes] + [("", r) for r in self.own]
        return [
            {
                "id": r.id,
                "name": r.name,
                "plugin": plugin,
                "kind": ", ".join(r.kinds),
                "columns": list(r.headers or r.layout.columns),
            }
            for plugin, r in listed
        ]


def discover(folders: Sequence[Path], kinds: Kinds, own_recipes: Path | None = None) -> Plugins:
    """Every plugin in the folders, in order (the shipped ones first), and the recipes in `own_recipes`.

    Reads manifests and recipes, runs no code. The first of two plugins or recipes of one id is kept.
    """
    found: list[Plugin] = []
    for folder in _plugin_folders(folders):
        found.append(_look(folder, kinds, found))
    own, problems = _own(own_recipes, kinds, {r.id for p in found for r in p.recipes})
    return Plugins(tuple(found), tuple(own), tuple(problems))


def _plugin_folders(folders: Iterable[Path]) -> list[Path]:
    return [
        place
        for folder in folders
        if folder.is_dir()
        for place in sorted(folder.iterdir())
        if place.is_dir() and (place / manifest.FILE).exists()
    ]


def _look(folder: Path, kinds: Kinds, before: Sequence[Plugin]) -> Plugin:
    try:
        said = manifest.read(folder)
        other = next((p for p in before if p.id == said.id and p.state == READY), None)
        if other is not None:
            raise Problem(f"plugin {said.id} is already there, in {other.folder}", "remove one of the two")
        return Plugin(
            said.id,
            said.name,
            said.version,
            folder,
            READY,
            "",
            said.sha256,
            said.readers,
            said.questions,
            _recipes(said, kinds),
        )
    except Problem as problem:
        return Plugin(folder.name, folder.name, "", folder, BROKEN, str(problem))


def _recipes(said: Manifest, kinds: Kinds) -> tuple[Recipe, ...]:
    parsed: list[Recipe] = []
    for file in said.recipes:
        one = _recipe(said.folder / file, f"plugin {said.id}, {file}", kinds)
        if not one.id.startswith(said.id + "."):
            raise Problem(f"plugin {said.id}, {file}: the recipe's id {one.id} should begin with {said.id}.")
        if any(one.id == other.id for other in parsed):
            raise Problem(f"plugin {said.id}: two recipes are called {one.id}", "rename one")
        parsed.append(one)
    return tuple(parsed)


def _recipe(path: Path, name: str, kinds: Kinds) -> Recipe:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{name} cannot be read", str(error)) from error
    one = recipes_of.parse(text, name)
    recipes_of.check(one, kinds)
    return one


def _own(folder: Path | None, kinds: Kinds, taken: set[str]) -> tuple[list[Recipe], list[Problem]]:
    recipes: list[Recipe] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")) if folder is not None and folder.is_dir() else []:
        try:
            one = _recipe(path, path.name, kinds)
            if one.id in taken:
                raise Problem(f"{path.name}: a recipe {one.id} is already there", "give it another id")
        except Problem as problem:
            problems.append(problem)
        else:
            taken.add(one.id)
            recipes.append(one)
    return recipes, problems
