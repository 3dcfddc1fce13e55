"""What this program knows to read: kinds, plugins with their recipes, the analyst's own recipes, and the one process
that opens foreign files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbench.app import kinds, paths
from workbench.ingest import recipe as recipes_of
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds
from workbench.plugin_host import discovery, loading
from workbench.plugin_host.discovery import Plugins


@dataclass
class Library:
    """Kinds, plugins and recipes found when it was made; `keep_recipe` adds one of the analyst's own."""

    kinds: Kinds
    plugins: Plugins
    own_recipes: Path

    @classmethod
    def shipped(cls) -> Library:
        """What ships with the program and what the user added."""
        known, own = kinds.shipped(), paths.user_recipes()
        folders = [paths.shipped_plugins(), paths.user_plugins()]
        return cls(known, discovery.discover(folders, known, own), own)

    @property
    def recipes(self) -> list[Recipe]:
        return self.plugins.recipes

    def recipe(self, id: str) -> Recipe:
        """The recipe called so, or the one in a TOML file of that name. Problem where there is neither."""
        if id.endswith(".toml") and Path(id).is_file():
            made = recipes_of.parse(Path(id).read_text("utf-8"), id)
            recipes_of.check(made, self.kinds)
            return made
        return self.plugins.recipe(id)

    def name_of(self, id: str) -> str:
        """What the recipe of this id is called; the id itself where it is there no longer."""
        return next((recipe.name for recipe in self.recipes if recipe.id == id), id)

    def version_of(self, recipe: Recipe) -> tuple[str, str] | None:
        """The plugin a recipe came with and its version and hash, for the case to keep; None for one's own."""
        plugin = self.plugins.plugin_of(recipe)
        return (plugin.id, f"{plugin.name} {plugin.version} sha256:{plugin.sha256}") if plugin else None

    @cached_property
    def child(self) -> Child:
        """The process that opens foreign files; spawned at first use."""
        return Child(loading.reader_source(self.plugins))

    def keep_recipe(self, recipe: Recipe) -> Path:
        """Keeps a recipe among the analyst's own and finds everything anew; where it was written."""
        self.own_recipes.mkdir(parents=True, exist_ok=True)
        path = self.own_recipes / f"{recipe.id.replace('.', '_')}.toml"
        path.write_text(recipes_of.to_text(recipe), "utf-8")
        folders = [paths.shipped_plugins(), paths.user_plugins()]
        self.plugins = discovery.discover(folders, self.kinds, self.own_recipes)
        return path

    def close(self) -> None:
        """Ends the reading process, if there is one."""
        if "child" in self.__dict__:
            self.child.stop()
