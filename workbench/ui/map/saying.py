"""What the map says in words: how a place is known, why one is not, and what a move would take."""

from __future__ import annotations

import math
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from workbench.app.offered import Origin
from workbench.app.places import Spot, Unplaced
from workbench.app.tracks import Located, Track
from workbench.model.moving import FASTEST
from workbench.ui import words
from workbench.ui.words import translate

FEW = 3  # places offers are sent from that are named beside the counts


def length(metres: float) -> str:
    """A distance for people: 350 m, 1.2 km, 84 km."""
    if metres < 1000:
        return translate("Map", "{count} m").format(count=words.number(round(metres)))
    digits = 1 if metres < 10_000 else 0
    return translate("Map", "{count} km").format(count=QLocale().toString(metres / 1000, "f", digits))


def speed(kilometres: float) -> str:
    """A speed for people."""
    if math.isinf(kilometres):
        return translate("Map", "at once")
    return translate("Map", "{count} km/h").format(count=words.number(round(kilometres)))


def spot(place: Spot) -> str:
    """How a place is known and how exactly, in a few sentences."""
    said = [place.caption]
    if place.precision == "antenna":
        said.append(translate("Map", "The antenna stands here; a phone it served was somewhere in its area."))
        if place.azimuth is not None:
            turn = translate("Map", "It looks towards {degrees}° and covers {beam}°.")
            said.append(turn.format(degrees=round(place.azimuth), beam=round(place.beam)))
        else:
            said.append(translate("Map", "Where it looks is not stated: all around is possible."))
        if place.range_stated:
            far = translate(
                "Map", "Its range is stated as {drawn}; in judging speeds it counts as up to {far}."
            )
            said.append(far.format(drawn=length(place.drawn), far=length(place.reach)))
        else:
            far = translate("Map", "Its range is not stated: drawn as {drawn}, counted as up to {far}.")
            said.append(far.format(drawn=length(place.drawn), far=length(place.reach)))
    elif place.precision == "point":
        said.append(translate("Map", "Its coordinates are stated."))
    elif place.precision == "city":
        exact = translate("Map", "Only the town is known: the middle of {town}, within about {far}.")
        said.append(exact.format(town=place.town or place.caption, far=length(place.reach)))
    else:
        exact = translate("Map", "Only the country is known: its middle, within {far}.")
        said.append(exact.format(far=length(place.reach)))
    said.append(_because(place))
    if place.records:
        said.append(translate("Map", "%Ln records name it.", None, place.records))
    return "\n".join(s for s in said if s)


def _because(place: Spot) -> str:
    """What decided where several places have one name, or who said it."""
    ways = {
        "country": "",
        "region": translate("Map", "Several places are called so; the state {by} decides."),
        "near": translate("Map", "Several places are called so; {by} beside it decides."),
        "case": translate(
            "Map", "Several places are called so; taken as the one in {by}, the country of the case."
        ),
        "chosen": translate("Map", "An analyst said so."),
        "stated": translate("Map", "A record states its coordinates."),
        "address": translate("Map", "No coordinates are stated; it is placed by the town of {by}."),
    }
    return ways.get(place.because, "").format(by=place.by)


def unplaced(missing: Unplaced) -> str:
    """Why something cannot be placed."""
    return {
        "mast": translate("Map", "no register says where this cell stands"),
        "unknown": translate("Map", "no town is recognised in it"),
        "several": translate("Map", "several places are called so"),
    }[missing.why]


def move(track: Track, k: int, zone: ZoneInfo) -> str:
    """What lies between sighting k and the next, and what is wrong with it where nothing moves so fast."""
    moves = track.moves
    first, second = (words.moment(int(track.at[i]), zone) for i in (k, k + 1))
    said = [
        translate("Map", "{first} to {second}: {seconds}.").format(
            first=first, second=second, seconds=words.duration(float(moves.seconds[k]))
        ),
        translate("Map", "{far} apart, at least {least} with what is uncertain of both places.").format(
            far=length(float(moves.metres[k])), least=length(float(moves.least[k]))
        ),
    ]
    if not moves.impossible[k]:
        both = translate("Map", "From middle to middle that is {speed}, and at least {least}.")
        said.append(both.format(speed=speed(float(moves.speed[k])), least=speed(float(moves.at_least[k]))))
    else:
        text = translate(
            "Map", "That needs {speed} or more, even if each moment is off by as much as its record may be."
        )
        said.append(text.format(speed=speed(float(moves.at_least[k]))))
        said.append(
            translate(
                "Map",
                "Nothing that flies passengers is faster than {limit} km/h. Either two devices use this identifier, a "
                "clock or its zone is wrong, or a cell stands elsewhere than its register says.",
            ).format(limit=words.number(round(FASTEST)))
        )
    return " ".join(said)


def places(located: Located) -> int:
    """How many places the map has signs for."""
    return len(located.places.spots) + len(located.points.latitude) + len(located.origins)


def counted(located: Located) -> str:
    """How much the map shows, and what of it is odd or left out."""
    if located.tracks or located.seen:
        text = translate("Map", "{placed} of {seen} sightings placed")
        said = [text.format(placed=words.number(located.placed), seen=words.number(located.seen))]
    else:
        said = [translate("Map", "%Ln places", None, places(located))]
    wrong = sum(int(t.moves.impossible.sum()) for t in located.tracks)
    if wrong:
        said.append(translate("Map", "%Ln impossible moves", None, wrong))
    if located.parcels_left:
        said.append(translate("Map", "%Ln parcels without both ends", None, located.parcels_left))
    if located.stops_left:
        said.append(translate("Map", "%Ln parcels over a place not known", None, located.stops_left))
    if 0 < len(located.origins) <= FEW:
        named = ", ".join(o.place.name for o in located.origins)
        said.append(translate("Map", "offers sent from {places}").format(places=named))
    if located.origins_left:
        said.append(translate("Map", "%Ln offers from no place that can be told", None, located.origins_left))
    if located.filters:
        said.append(translate("Map", "%Ln filters of the chart applied", None, located.filters))
    return words.DOT.join(said)


def origin(sent: Origin) -> str:
    """Who offers to send from a place, and how exactly it is known."""
    place = sent.place
    said = [
        translate("Map", "%Ln vendors say they send from {place},", None, len(sent.vendors)).format(
            place=place.name
        )
        + " "
        + translate("Map", "in %Ln listings and profiles.", None, sent.records)
    ]
    if place.precision == "country":
        exact = translate("Map", "Only the country is known: its middle, within {far}.")
    else:
        exact = translate("Map", "Only the town is known: the middle of {town}, within about {far}.")
    return "\n".join([*said, exact.format(town=place.name, far=length(place.reach))])


def nothing(located: Located) -> str:
    """What would give a case places that has none."""
    cells = sum(u.kind == "cell" for u in located.places.unplaced)
    said = [translate("Map", "Nothing in this case says yet where anything is.")]
    if cells:
        text = translate(
            "Map",
            "It names {count} cells, but holds no register of where they stand: import one with latitude and "
            "longitude, azimuth and range, or with addresses.",
        )
        said.append(text.format(count=words.number(cells)))
    said.append(
        translate(
            "Map",
            "Places also come from addresses with a town, photographs and messages with coordinates, sightings, "
            "and parcels sent from one place to another. Or select an address and choose “Say where it lies”.",
        )
    )
    return "\n\n".join(said)
