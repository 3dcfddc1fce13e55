"""Points on the earth (WGS 84) as `latitude,longitude`, and where free text states one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import unwrap, western_digits

PLACES = 5  # decimals kept: a metre on the ground, which no telephone knows better

_LEADING = r"(?<![\w.,+-])"
_geo = re.compile(r"(?i)\bgeo:(?P<lat>-?\d{1,2}(?:\.\d+)?),(?P<lon>-?\d{1,3}(?:\.\d+)?)[^\s<>\"']*")
_escape = re.compile("%([0-7][0-9A-Fa-f])")
_link = re.compile(r"(?i)\bhttps?://[^\s<>\"']+")
_map = re.compile(
    r"(?i)(?:[?&](?:q|query|ll|sll|center|daddr|saddr|destination|cp|at|coordinate)=(?:loc:)?|/@|/place/|/dir/[^/]*/|"
    r"!3d|/search/|[?&]mlat=|[?&]lat=|#map=\d+/)"
    r"(?P<lat>-?\d{1,3}\.\d+)(?:\s*(?:,|\+|~|/|!4d)\s*|[?&]?&(?:mlon|lon|lng)=)(?P<lon>[-+]?\d{1,3}\.\d+)"
)
_HOSTS = re.compile(
    r"(?i)^https?://(?:[\w-]+\.)*(?:google\.[a-z.]{2,6}|goo\.gl|apple\.com|openstreetmap\.org|osm\.org|bing\.com|"
    r"waze\.com|here\.com|yandex\.[a-z]{2,3}|2gis\.[a-z]{2,3}|mapy\.cz|baidu\.com|gaode\.com|amap\.com|"
    r"what3words\.com|foursquare\.com)/"
)
_EAST_FIRST = re.compile(r"(?i)^https?://(?:[\w-]+\.)*(?:yandex|2gis)\.")
_decimal = re.compile(
    rf"{_LEADING}(?P<lat>[-+]?\d{{1,2}}\.\d{{4,}})(?:\s?°)?(?:\s?(?P<ns>[NSns])(?![a-z]))?\s?[,;/ ]\s?"
    r"(?P<lon>[-+]?\d{1,3}\.\d{4,})(?:\s?°)?(?:\s?(?P<ew>[EWew])(?![a-z]))?(?!\w)(?!\.\d)"
)
_ANGLE = (
    r"(?P<{0}d>\d{{1,3}})\s?[°º]\s?(?:(?P<{0}m>\d{{1,2}}(?:[.,]\d+)?)\s?['’′]\s?)?"
    r"(?:(?P<{0}s>\d{{1,2}}(?:[.,]\d+)?)\s?(?:[\"”″]|''|’’)\s?)?"
)
_dms = re.compile(
    rf"{_LEADING}(?:(?P<n1>[NSns])\s?)?{_ANGLE.format('a')}(?P<n2>[NSns](?![a-z]))?\s?[,;/]?\s?"
    rf"(?:(?P<e1>[EWew])\s?)?{_ANGLE.format('o')}(?P<e2>[EWewOo](?![a-z]))?"
)
_plain = re.compile(r"^([-+]?\d{1,2}(?:\.\d+)?)\s?[,;/ ]\s?([-+]?\d{1,3}(?:\.\d+)?)$")


@dataclass(frozen=True)
class Point:
    """A stated point: degrees north and east, and where in the text it stands (characters from 0)."""

    latitude: float
    longitude: float
    offset: int = 0
    length: int = 0

    def __str__(self) -> str:
        return f"{self.latitude:.{PLACES}f},{self.longitude:.{PLACES}f}"


def in_text(text: str) -> list[Point]:
    """The points a free text states, in order: decimal degrees with four or more decimals, degrees with
    minutes, `geo:` and links to maps."""
    found: list[Point] = []
    for point in _candidates(western_digits(text)):
        at = bisect_right(found, point.offset, key=lambda p: p.offset)
        before = found[at - 1] if at else None
        if before is not None and before.offset + before.length > point.offset:
            continue
        if at < len(found) and found[at].offset < point.offset + point.length:
            continue
        found.insert(at, point)
    return found


def _candidates(text: str) -> Iterator[Point]:
    """Points from the surest form to the least sure."""
    if "geo:" in text.lower():
        for match in _geo.finditer(text):
            yield from _point(match["lat"], match["lon"], match.start(), len(match[0]))
    if "://" in text:
        for link in _link.finditer(text):
            said = _map.search(_unescaped(link[0])) if _HOSTS.match(link[0]) else None
            if said:
                lat, lon = said["lat"], said["lon"]
                if _EAST_FIRST.match(link[0]):
                    lat, lon = lon, lat
                yield from _point(lat, lon, link.start(), len(link[0]))
    if "°" in text or "º" in text:
        for match in _dms.finditer(text):
            yield from _degrees(match)
    if "." in text:
        for match in _decimal.finditer(text):
            lat = _signed(match["lat"], match["ns"], "Ss")
            yield from _point(lat, _signed(match["lon"], match["ew"], "Ww"), match.start(), len(match[0]))


def _unescaped(link: str) -> str:
    """A link with its %2C and the like as the characters they stand for."""
    return _escape.sub(lambda found: chr(int(found[1], 16)), link)


def _signed(number: str, side: str | None, negative: str) -> str:
    return "-" + number.lstrip("+-") if side and side in negative else number


def _point(lat: str | float, lon: str | float, offset: int, length: int) -> Iterator[Point]:
    latitude, longitude = float(lat), float(lon)
    if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
        yield Point(round(latitude, 7), round(longitude, 7), offset, length)


def _degrees(match: re.Match[str]) -> Iterator[Point]:
    """A point in degrees, minutes and seconds; without N/S and E/W it is none."""
    north, east = match["n1"] or match["n2"], match["e1"] or match["e2"]
    if not north or not east:
        return
    values = []
    for side in "ao":
        parts = [float((match[side + p] or "0").replace(",", ".")) for p in "dms"]
        if parts[1] >= 60 or parts[2] >= 60:
            return
        values.append(parts[0] + parts[1] / 60 + parts[2] / 3600)
    lat = -values[0] if north in "Ss" else values[0]
    lon = -values[1] if east in "Ww" else values[1]
    yield from _point(lat, lon, match.start(), len(match[0]))


class Coordinates:
    """A point as `latitude,longitude` in decimal degrees with five decimals, however it was written."""

    id = "coordinates"
    example = "51.50330,-0.11960"
    pattern: str | None = r"[-+]?\b\d{1,2}\.\d{4,}\s?[,;/]\s?[-+]?\d{1,3}\.\d{4,}\b"

    def clean(self, text: str, context: Context) -> Cleaned | None:
        bare = western_digits(unwrap(text)).strip("()[] ")
        plain = _plain.match(bare)
        points = list(_point(plain[1], plain[2], 0, 0)) if plain else in_text(bare)
        return Cleaned(str(points[0])) if len(points) == 1 else None

    def show(self, value: str) -> str:
        return value.replace(",", ", ")

    def caption(self, value: str) -> str:
        return self.show(value)


coordinates = Coordinates()
