"""Which drop places recur? Points in messages, photographs, texts, sightings and seizures that lie close together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from workbench.model.geography import EARTH, distance
from workbench.questions.answer import Answer, Column, Row
from workbench.questions.darknet.points import points
from workbench.questions.held import Held
from workbench.questions.parameter import Parameter
from workbench.questions.question import question
from workbench.questions.wording import many

COLUMNS = (
    Column("place", "Where"),
    Column("times", "Times", "count"),
    Column("days", "Days", "count"),
    Column("who", "By or of", "entities"),
    Column("told", "Told by"),
    Column("across", "Metres across", "number"),
    Column("first", "First", "moment"),
    Column("last", "Last", "moment"),
)
DAY = 86_400_000_000


@question(
    "Which drop places recur?",
    "darknet",
    does="Places that come again in messages, photographs, texts, sightings, seizures and arrests: on several days, by "
    "several people, or told by several sorts of record.",
    method="Points (degrees stated in a record, in a place it names, or in the text of a message or listing) that lie "
    "within the set distance of another are put together, and how far the whole reaches is shown. Addresses count as "
    "written. A place recurs that has points on two days, of two people, or of two sorts of record. Cells of phones "
    "are no points: an antenna says where it stands.",
    innocent=(
        "Stations, parks and shopping centres are in everybody's photographs and messages.",
        "A point sent by a phone is where the phone said it was, or a pin put on a map by hand.",
        "Points near each other may be joined into one chain: see how many metres it reaches.",
    ),
    parameters=(
        Parameter("metres", "Within so many metres", "number", 50.0, least=1, most=10_000),
        Parameter("least", "From how many times on", "whole", 2, least=2, most=100_000),
        Parameter("most", "How many places to show", "whole", 200, least=1, most=10_000),
    ),
    words="dead drop stash cache coordinates geocache hide",
)
def drop_places(held: Held, metres: float, least: int, most: int) -> Answer:
    told = points(held)
    if not told.height:
        return Answer(
            "No points are held: bring in chats, photographs, seizures or observations that state places."
        )
    there = told.filter(pl.col("latitude").is_not_null())
    here = told.filter(pl.col("latitude").is_null())
    groups = [there.filter(pl.Series(mask)) for mask in _together(there, metres)]
    groups += [group for _, group in here.group_by("place", maintain_order=True)]
    rows = [_row(held, group) for group in groups if _recurs(group, least)]
    rows.sort(key=lambda row: (-row.cells[2], -row.cells[1], row.cells[0]))
    sentence = (
        f"{many(len(rows), 'place recurs', 'places recur')}; {rows[0].cells[0]} "
        f"{many(rows[0].cells[1], 'time')} on {many(rows[0].cells[2], 'day')}."
        if rows
        else f"None of {told.height:,} points comes again within {metres:g} metres."
    )
    return Answer(
        sentence,
        COLUMNS,
        tuple(rows[:most]),
        left_out=tuple(
            text
            for text in (
                f"{len(rows) - most:,} further places." if len(rows) > most else "",
                f"{many(len(groups) - len(rows), 'place that does', 'places that do')} not come again."
                if len(groups) > len(rows)
                else "",
            )
            if text
        ),
        sure="As good as the points: a phone's is often tens of metres off, and one under a roof far more.",
    )


def _together(there: pl.DataFrame, metres: float) -> Iterator[npt.NDArray[np.bool_]]:
    """The points that lie together, a mask for each group, in the order of their first points."""
    if not there.height:
        return
    north, east = np.radians(there["latitude"].to_numpy()), np.radians(there["longitude"].to_numpy())
    ball = np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
    chord = 2 * np.sin(metres / EARTH / 2)
    pairs = KDTree(ball).query_pairs(chord, output_type="ndarray")
    size = there.height
    near = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    _, label = connected_components(near, directed=False)
    for one in dict.fromkeys(label.tolist()):
        yield label == one


def _recurs(group: pl.DataFrame, least: int) -> bool:
    if group["ref"].n_unique() < least:
        return False
    days = (group["at"].drop_nulls() // DAY).n_unique()
    people = group["who"].filter(group["who"] > 0).n_unique()
    return days > 1 or people > 1 or group["told"].n_unique() > 1


def _row(held: Held, group: pl.DataFrame) -> Row:
    places = [e for e in group["place"].unique(maintain_order=True).to_list() if e]
    if group["latitude"][0] is None:
        shown, across = held.value(places[0]), None
    else:
        north, east = group["latitude"].to_numpy(), group["longitude"].to_numpy()
        middle = float(np.median(north)), float(np.median(east))
        shown = f"{middle[0]:.5f},{middle[1]:.5f}"
        across = round(2 * float(distance(middle[0], middle[1], north, east).max()), 1)
    who = tuple(dict.fromkeys(e for e in group["who"].to_list() if e))
    moments = group["at"].drop_nulls()
    span = (int(str(moments.min())), int(str(moments.max()))) if len(moments) else None
    counts = group["told"].value_counts().sort(["count", "told"], descending=[True, False])
    refs = tuple(group["ref"].unique(maintain_order=True).to_list())
    cells = (
        shown, len(refs), (moments // DAY).n_unique(), who, ", ".join(f"{n:,} {t}" for t, n in counts.iter_rows()),
        across, *(span or (None, None)),
    )  # fmt: skip
    return Row(cells, (*who, *places), (), refs, (), span, shown)
