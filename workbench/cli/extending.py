"""Commands about what Clew can read and what it makes of it: recipes, plugins, kinds."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from workbench.app import kinds as shipped
from workbench.app import paths
from workbench.cli.adding import Commands, json_option
from workbench.cli.printing import as_json, say, table, warn
from workbench.model.kinds import Kinds
from workbench.model.problems import Problem
from workbench.plugin_host import discovery
from workbench.plugin_host.discovery import Plugins


def add(commands: Commands) -> None:
    recipes = commands.add("recipes", list_recipes, "list the layouts that are known", case=False)
    recipes.add_argument(
        "word", metavar="WORD", nargs="?", default="",
        help="only those with this in their name or columns, and by which columns they are known",
    )  # fmt: skip
    json_option(recipes)
    json_option(commands.add("plugins", list_plugins, "list the plugins and whether they work", case=False))
    meaning = "list the kinds of record a recipe can give, or the fields of one"
    kinds = commands.add("kinds", list_kinds, meaning, case=False)
    kinds.add_argument(
        "kind", metavar="KIND", nargs="?", help="a kind of record or of entity, such as call or phone"
    )
    json_option(kinds)


def _found() -> Plugins:
    return discovery.discover(
        [paths.shipped_plugins(), paths.user_plugins()], shipped.shipped(), paths.user_recipes()
    )


def list_recipes(args: Namespace) -> int:
    """clew recipes [WORD]"""
    plugins, word = _found(), args.word.casefold()
    for problem in plugins.problems:
        warn(f"clew: {problem}")
    listed = [
        r for r in plugins.recipes_json() if word in "\n".join((r["id"], r["name"], *r["columns"])).casefold()
    ]
    if args.json:
        as_json(listed)
        return 0
    if word:
        for r in listed:
            say(f"{r['id']}: {r['name']}")
            say(f"  gives {_plural(r['kind'])}; known by {', '.join(r['columns']) or 'the form of the file'}")
        if not listed:
            say(f"No recipe has '{args.word}' in its name or columns.")
        return 0
    rows = [(r["id"], _plural(r["kind"]), r["name"]) for r in listed]
    table(("recipe", "gives", "reads"), rows, "No recipes.")
    return 0


def _plural(kinds: str) -> str:
    """Kinds of record, joined by a comma, as one reads them."""
    known = shipped.shipped().records
    return ", ".join(known[id].plural.lower() if id in known else id for id in kinds.split(", "))


def list_plugins(args: Namespace) -> int:
    """clew plugins"""
    listed = _found().plugins_json()
    if args.json:
        as_json(listed)
        return 0
    table(("id", "name", "version", "state", "reason"), [tuple(p.values()) for p in listed], "No plugins.")
    return 0


def list_kinds(args: Namespace) -> int:
    """clew kinds [KIND]"""
    known = shipped.shipped()
    listed = [_record(known, id) for id in known.records] + [_entity(known, id) for id in known.entities]
    if args.kind is not None:
        listed = [said for said in listed if said["id"] == args.kind]
        if not listed:
            names = ", ".join([*known.records, *known.entities])
            raise Problem(f"there is no kind '{args.kind}'", f"one of {names}")
    if args.json:
        as_json(listed)
    elif args.kind is None:
        rows = [(said["sort"], said["id"], said["name"], ", ".join(_names(said))) for said in listed]
        table(("", "id", "name", "its fields, or the fields that hold it"), rows, "")
    else:
        for said in listed:
            _tell(said)
    return 0


def _record(known: Kinds, id: str) -> dict[str, Any]:
    """A kind of record and its fields; `kinds` of a field are tried in that order, `also` only where "as" says so."""
    kind = known.records[id]
    fields = [
        {"id": f.id, "name": f.name, "type": f.type, "kinds": list(f.kinds), "also": list(f.also),
         "required": f.required}
        for f in kind.fields
    ]  # fmt: skip
    return {"sort": "record", "id": id, "name": kind.name, "one_of": list(kind.one_of), "fields": fields}


def _entity(known: Kinds, id: str) -> dict[str, Any]:
    """A kind of entity and the fields that may hold it, as kind.field."""
    holds = [
        f"{record.id}.{f.id}"
        for record in known.records.values()
        for f in record.entities
        if {id, "*"} & {*f.kinds, *f.also}
    ]
    return {"sort": "entity", "id": id, "name": known.entities[id].name, "held_by": holds}


def _names(said: dict[str, Any]) -> list[str]:
    return said["held_by"] if said["sort"] == "entity" else [field["id"] for field in said["fields"]]


def _tell(said: dict[str, Any]) -> None:
    """One kind, for a person."""
    say(f"{said['id']}: {said['name']}, a kind of {said['sort']}")
    if said["sort"] == "entity":
        say(f"held by {', '.join(said['held_by'])}")
        return
    if said["one_of"]:
        say(f"one of these is needed: {', '.join(said['one_of'])}")
    rows = [
        (f["id"], f["type"], "yes" if f["required"] else "", f["name"], _holds(f["kinds"], f["also"]))
        for f in said["fields"]
    ]
    table(("field", "type", "needed", "name", "holds"), rows, "")


def _holds(kinds: list[str], also: list[str]) -> str:
    said = "any kind" if "*" in kinds else ", ".join(kinds)
    return said + (f"; with as: {', '.join(also)}" if also else "")
