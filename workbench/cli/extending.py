"""Commands about what Clew can read: recipes, plugins."""

from __future__ import annotations

from argparse import Namespace

from workbench.app import kinds as shipped
from workbench.app import paths
from workbench.cli.adding import Commands, json_option
from workbench.cli.printing import as_json, table, warn
from workbench.plugin_host import discovery
from workbench.plugin_host.discovery import Plugins


def add(commands: Commands) -> None:
    json_option(commands.add("recipes", list_recipes, "list the layouts that are known", case=False))
    json_option(commands.add("plugins", list_plugins, "list the plugins and whether they work", case=False))


def _found() -> Plugins:
    return discovery.discover(
        [paths.shipped_plugins(), paths.user_plugins()], shipped.shipped(), paths.user_recipes()
    )


def list_recipes(args: Namespace) -> int:
    """clew recipes"""
    plugins = _found()
    for problem in plugins.problems:
        warn(f"clew: {problem}")
    listed = plugins.recipes_json()
    if args.json:
        as_json(listed)
        return 0
    rows = [
        (r["id"], r["name"], r["plugin"] or "your own", r["kind"], ", ".join(r["columns"])) for r in listed
    ]
    table(("id", "name", "plugin", "gives", "recognised by"), rows, "No recipes.")
    return 0


def list_plugins(args: Namespace) -> int:
    """clew plugins"""
    listed = _found().plugins_json()
    if args.json:
        as_json(listed)
        return 0
    table(("id", "name", "version", "state", "reason"), [tuple(p.values()) for p in listed], "No plugins.")
    return 0
