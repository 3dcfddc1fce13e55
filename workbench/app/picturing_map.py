"""The map of a case as a picture, for the window's actions and for the command line alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from workbench.app import mapping, tracks
from workbench.app.tracks import Located
from workbench.case import graphs
from workbench.case.cases import Case
from workbench.drawing import map_picture
from workbench.drawing.legend import LinkLook
from workbench.drawing.map import EVERYTHING
from workbench.drawing.map_picture import line
from workbench.drawing.map_scene import Layers
from workbench.drawing.theme import LIGHT, Theme, text
from workbench.model.filters import Filter
from workbench.model.graph import Graph
from workbench.model.problems import Problem

NAMED = 6  # ways the legend names; the colours repeat after


def picture(
    case: Case,
    out: Path,
    size: tuple[int, int] = (1600, 900),
    graph: Graph | None = None,
    *,
    entities: Iterable[int] = (),
    links: Iterable[int] = (),
    moments: tuple[int, int] | None = None,
    layers: Layers = EVERYTHING,
    theme: Theme = LIGHT,
    tiles: Path | None = None,
    filters: Sequence[Filter] = (),
) -> Located:
    """Writes the map as PNG and answers what it shows: the ways of these entities, or all places of the case.

    `filters` apply to all of the case. Problem where nothing of it can be placed.
    """
    graph = graph or graphs.read(case)
    chosen = frozenset(entities)
    left = tracks.left_in(case, graph, filters)
    found = tracks.gather(case, graph, chosen, links, moments, left)
    if found.nothing:
        raise Problem(
            "nothing in this case says where anything is",
            "import a register of cells with coordinates, addresses with a town, or records with coordinates",
        )
    about = case.about
    map_picture.save(
        mapping.scene(case, found), out, size, theme=theme, layers=layers, lines=lines(case, found),
        title=about.title or case.path.stem, footer=counted(found), chosen=chosen, tiles=tiles,
    )  # fmt: skip
    return found


def counted(found: Located) -> str:
    """How much is shown and what could not be placed; nothing is left out silently."""
    said = [f"{len(found.places.spots) + len(found.origins):,} places shown"]
    if found.tracks or found.seen:
        said = [f"{found.placed:,} of {found.seen:,} sightings placed"]
    wrong = sum(int(t.moves.impossible.sum()) for t in found.tracks)
    if wrong:
        said.append(f"{wrong:,} impossible move{'s' if wrong > 1 else ''}")
    if found.places.unplaced:
        said.append(f"{len(found.places.unplaced):,} addresses and cells cannot be placed")
    if found.parcels_left:
        said.append(f"{found.parcels_left:,} parcels lack an end that can be placed")
    if found.stops_left:
        said.append(f"{found.stops_left:,} parcels went over a place that is not known")
    if found.origins_left:
        said.append(f"{found.origins_left:,} offers are sent from no place that can be told")
    if found.filters:
        said.append(f"{found.filters:,} filter{'s' if found.filters > 1 else ''} applied")
    if any(not s.range_stated for several in found.places.spots.values() for s in several):
        said.append("broken rims: range not stated")
    return ", ".join(said) + "."


def lines(case: Case, found: Located) -> list[LinkLook]:
    """What the lines of the map mean."""
    made = [
        line(t.caption, mapping.COLOURS[n % len(mapping.COLOURS)]) for n, t in enumerate(found.tracks[:NAMED])
    ]
    if any(t.moves.impossible.any() for t in found.tracks):
        made.append(line("faster than anything that flies", mapping.IMPOSSIBLE, True))
    if found.deliveries:
        made.append(line("parcels", text(mapping.parcel_colour(case.kinds))))
    return made
