"""Saying where something lies, where the gazetteer leaves it open."""

from __future__ import annotations

from workbench.app.actions.action import Ask, action
from workbench.app.places import LOCATED, book
from workbench.app.session import Session
from workbench.case import drawn
from workbench.case.cases import Case
from workbench.case.engine import Database
from workbench.model.problems import Ambiguous, Problem
from workbench.model.values.base import Context
from workbench.model.values.coordinates import coordinates

KINDS = ("address", "cell")


def _placeable(session: Session) -> bool:
    if session.case is None or len(session.selection.entities) != 1:
        return False
    graph = session.graph
    (entity,) = session.selection.entities
    return entity in graph.node_of and graph.kinds[graph.kind[graph.node_of[entity]]] in KINDS


@action(
    "locate", "Say where it lies…", "Insert", when=_placeable, needs="a selected address or cell",
    words="map place coordinates geocode address position", verb="Place",
    asks=(
        Ask("where", "Latitude and longitude, or a town and country", required=True),
        Ask("basis", "How do you know?", "long text", required=True),
    ),
)  # fmt: skip
def locate(session: Session, where: str, basis: str, entity: int | None = None) -> None:
    """Places an address or a cell on the map; it is marked as your assessment."""
    chosen = entity if entity is not None else next(iter(session.selection.entities))
    country = session.open_case.about.country
    point = degrees(where, country)

    def work(case: Case, db: Database) -> int:
        if LOCATED not in case.kinds.links:
            raise Problem(
                "this case was made before places could be said", "import a file, which renews its kinds"
            )
        place = drawn.draw_entity(case, db, "place", point, "", basis)
        return drawn.draw_link(case, db, LOCATED, chosen, place, "", basis)

    session.edit(f"Say where it lies: {where}", work)


def degrees(where: str, country: str) -> str:
    """What an analyst wrote as `latitude,longitude`. Raises Problem where no place is meant, Ambiguous where several
    are."""
    cleaned = coordinates.clean(where, Context())
    if cleaned is not None:
        return cleaned.value
    found = book().find(where, country)
    if found.place is not None:
        return f"{found.place.latitude:.5f},{found.place.longitude:.5f}"
    if found.others:
        many = [
            f"{p.name}, {p.region} {p.country}: {p.latitude:.3f}, {p.longitude:.3f}" for p in found.others
        ]
        raise Ambiguous(f"'{where}' names several places", many)
    raise Problem(
        f"there is no place '{where}'", "write its latitude and longitude, such as 51.5033, -0.1196"
    )
