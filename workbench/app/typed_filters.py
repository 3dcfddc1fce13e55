"""Filters that were typed, held against what the case has: a filter by a kind that does not exist hides everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from workbench.case import involvement, sources
from workbench.case.cases import Case
from workbench.case.filtering import BOTH_WAYS, ONE_WAY, SOURCED
from workbench.model.filters import NAMES, WEEKDAYS, Filter, parse
from workbench.model.kinds import STANDINGS
from workbench.model.problems import Problem


def understood(case: Case, text: str) -> Filter:
    """The filter a text means in a case: its zone, its kinds by id or name, its sources by number or name. Words
    without a sign are looked for in names and values. Problem where a value is none of the case's."""
    if not any(sign in text for sign in "=<>"):
        text = 'text="' + text.strip().replace('"', '""') + '"'
    made = parse(text, case.about.zone)
    known = _known(case, made.by)
    if known is None:
        return made
    return replace(made, keep=_named(made, made.keep, known), drop=_named(made, made.drop, known))


def _known(case: Case, by: str) -> Mapping[str, str] | None:
    """What may be said of a field, folded, with what it means; None where that is anything."""
    kinds = case.kinds
    if by == "kind":
        found = {name: k.id for k in kinds.entities.values() for name in (k.plural, k.name, k.id)}
    elif by == "link_kind":
        found = {name: k.id for k in kinds.links.values() for name in (k.name, k.id)}
    elif by == "standing":
        found = {s: s for s in STANDINGS}
    elif by == "involvement":
        found = {c: c for c in (*involvement.CATEGORIES, involvement.UNKNOWN)}
    elif by == "direction":
        found = {s: s for s in (BOTH_WAYS, ONE_WAY)} | {"both": BOTH_WAYS}
    elif by == "weekday":
        found = {d: d for d in WEEKDAYS}
    elif by == "source":
        names = sources.names(case)
        found = {id: id for id in names} | {name: id for id, name in names.items()}
    else:
        return None
    return {name.casefold(): meant for name, meant in found.items()}


def _named(made: Filter, values: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    found = []
    for value in values:
        if made.by == "direction" and value.startswith(SOURCED):
            found.append(value)
            continue
        meant = known.get(value.casefold())
        if meant is None:
            some = ", ".join(sorted(set(known.values()))[:12])
            raise Problem(
                f"there is no {NAMES[made.by]} '{value}'", f"such as {some}" if some else "there are none"
            )
        found.append(meant)
    return tuple(found)
