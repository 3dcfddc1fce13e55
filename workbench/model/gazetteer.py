"""The gazetteer: where a written address lies, how exactly that is known, and which other places it may mean.

Of places of one name none is picked silently: either the address says which (its country, its region, a place
nearby), or the case's own country decides and the answer says so, or all of them are the answer.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl
import zstandard

from workbench.model.geography import distance

SAME = 20_000.0  # metres: two entries of one name so near are one town and its middle
NEAR = 60_000.0  # metres within which another place named in the address tells homonyms apart
LEAST_REACH = 2_000.0  # metres: no town is smaller, and no address in it is known better than this
CITY = 20_000  # inhabitants from which a name counts where a street or a house may be meant as well
LONGEST = 4  # words of a name, where an address has no commas
STATES = {
    "AL": "alabama", "AK": "alaska", "AZ": "arizona", "AR": "arkansas", "CA": "california", "CO": "colorado",
    "CT": "connecticut", "DE": "delaware", "DC": "district of columbia", "FL": "florida", "GA": "georgia",
    "HI": "hawaii", "ID": "idaho", "IL": "illinois", "IN": "indiana", "IA": "iowa", "KS": "kansas", "KY": "kentucky",
    "LA": "louisiana", "ME": "maine", "MD": "maryland", "MA": "massachusetts", "MI": "michigan", "MN": "minnesota",
    "MS": "mississippi", "MO": "missouri", "MT": "montana", "NE": "nebraska", "NV": "nevada", "NH": "new hampshire",
    "NJ": "new jersey", "NM": "new mexico", "NY": "new york", "NC": "north carolina", "ND": "north dakota",
    "OH": "ohio", "OK": "oklahoma", "OR": "oregon", "PA": "pennsylvania", "RI": "rhode island",
    "SC": "south carolina", "SD": "south dakota", "TN": "tennessee", "TX": "texas", "UT": "utah", "VT": "vermont",
    "VA": "virginia", "WA": "washington", "WV": "west virginia", "WI": "wisconsin", "WY": "wyoming",
}  # fmt: skip
REGIONS = {plain_name: code for code, plain_name in STATES.items()}
_apart = re.compile(r"[,;|/\n()]+")


@dataclass(frozen=True)
class Place:
    """A town's or a country's middle: degrees, and how many metres from there it may reach."""

    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    reach: float
    people: int
    precision: str  # city or country


@dataclass(frozen=True)
class Answer:
    """Where an address lies. `place` is None where nothing fits or several do; then `others` holds those that do,
    most inhabitants first. `because` says what decided among several: "", country, region, near or case."""

    place: Place | None
    others: tuple[Place, ...] = ()
    because: str = ""
    by: str = ""


NOWHERE = Answer(None)


def plain(text: str) -> str:
    """A name as it is looked up: without case, accents and points, single blanks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.replace(".", " ").replace("'", "").replace("’", "").split())


class Gazetteer:
    """170,000 places of 1,000 inhabitants and more, and the countries, by their names in many languages."""

    def __init__(self, places: pl.DataFrame, keys: pl.DataFrame, countries: pl.DataFrame) -> None:
        self.places, self._keys, self.countries = places, keys, countries
        self._country_of = {
            called: code
            for code, names in countries.select("code", "called").iter_rows()
            for called in [*names.split("\n"), code.lower()]
        }
        self._middles = {row[0]: row for row in countries.iter_rows()}
        self._answers: dict[tuple[str, str], Answer] = {}

    def find(self, address: str, country: str = "") -> Answer:
        """Where one address lies; `country` is the case's, two letters."""
        return self.find_all([address], country)[address]

    def find_all(self, addresses: Iterable[str], country: str = "") -> dict[str, Answer]:
        """Where each of many addresses lies, in one pass over the names; answers are kept."""
        asked = sorted({a for a in addresses if (a, country) not in self._answers})
        read = {address: _Said(address, self._country_of) for address in asked}
        names = sorted({name for said in read.values() for name in said.names})
        found: dict[str, list[int]] = {}
        if names:
            hits = self._keys.filter(pl.col("key").is_in(pl.Series(names)))
            for key, number in hits.iter_rows():
                found.setdefault(key, []).append(number)
        for address, said in read.items():
            self._answers[address, country] = self._decide(said, found, country)
        return {address: self._answers[address, country] for address in {*addresses}}

    def _decide(self, said: _Said, found: dict[str, list[int]], home: str) -> Answer:
        for at, name in enumerate(said.names):
            meant = [self._place(number) for number in sorted(set(found.get(name, ())))]
            if name in said.doubtful:  # there is a town called Street, and one called Box
                meant = [p for p in meant if p.people >= CITY]
            if said.country:
                meant = [p for p in meant if p.country == said.country]
            if not meant:
                continue
            meant = _one_town(sorted(meant, key=lambda p: -p.people))
            if len(meant) == 1:
                return Answer(meant[0], because="country" if said.country else "", by=said.country)
            return self._choose(meant, said, said.names[at + 1 :], found, home)
        if said.country in self._middles:
            # "Georgia" alone is a country and a state of another one
            return (
                Answer(None, (self.middle(said.country),))
                if said.also_state
                else Answer(self.middle(said.country))
            )
        return NOWHERE

    def _choose(
        self, meant: list[Place], said: _Said, others: list[str], found: dict[str, list[int]], home: str
    ) -> Answer:
        """One of several places of a name, where the address itself or else the case's country tells which."""
        inside = [p for p in meant if p.country == "US" and p.region in said.regions]
        if len(inside) == 1:
            return Answer(inside[0], tuple(meant), "region", inside[0].region)
        for name in others:
            beside = [self._place(number) for number in found.get(name, ())]
            near = [
                p for p in meant if any(0 <= _apart_by(p, o) <= NEAR and o.name != p.name for o in beside)
            ]
            if len(near) == 1:
                return Answer(near[0], tuple(meant), "near", name.title())
        # "Shenzhen, Guangdong, China": villages are called like the province, and no village has a city in it
        if others and said.country:
            before = [p for p in map(self._place, found.get(others[0], ())) if p.country == said.country]
            before = _one_town(sorted(before, key=lambda p: -p.people))
            if len(before) == 1 and before[0].people > meant[0].people:
                return Answer(before[0], because="country", by=said.country)
        at_home = [p for p in meant if p.country == home]
        if len(at_home) == 1 and not said.country and not said.regions:
            return Answer(at_home[0], tuple(meant), "case", home)
        return Answer(None, tuple(meant))

    def middle(self, code: str) -> Place:
        """The middle of a country, and how far it reaches from there."""
        _, name, _, lat, lon, reach = self._middles[code]
        return Place(name, code, "", lat, lon, reach * 1000, 0, "country")

    def country(self, code: str) -> Place | None:
        """The country of two letters where only a country is meant; elsewhere DE may be Delaware as well."""
        return self.middle(code.upper()) if code.upper() in self._middles else None

    def country_name(self, code: str) -> str:
        """The English name of a country, or its code where there is none."""
        return str(self._middles[code][1]) if code in self._middles else code

    def _place(self, number: int) -> Place:
        name, country, region, lat, lon, people = self.places.row(number)
        return Place(name, country, region, lat / 1000, lon / 1000, reach_of(people), people, "city")


def reach_of(people: int) -> float:
    """About how many metres a town of so many inhabitants reaches from its middle: London's nine million, 24 km."""
    return max(LEAST_REACH, 8.0 * math.sqrt(max(people, 0)))


class _Said:
    """What an address says: the names to look for, the likeliest town first; its country; its states."""

    def __init__(self, address: str, country_of: dict[str, str]) -> None:
        stated = [part for part in _apart.split(address) if _without_numbers(part)]
        parts = [_without_numbers(part) for part in stated]
        self.doubtful: set[str] = set()
        self.country, self.regions, self.also_state = "", set[str](), False
        if len(parts) == 1 and parts[0] not in country_of:
            self.names = self._of_one(parts[0], country_of)
            return
        known = country_of.get(parts[-1], "") if parts else ""
        state = parts[-1].upper() in STATES or parts[-1] in REGIONS if parts else False
        # "GA" may be Gabon or Georgia, and "Georgia" a country: with more before it, both readings are left open
        if state and len(parts) > 1:
            self.regions = {REGIONS.get(parts[-1], parts[-1].upper())}
            parts = parts[:-1]
        elif known:
            self.country, self.also_state = known, state
            parts = parts[:-1]
            if known == "US" and parts and (parts[-1].upper() in STATES or parts[-1] in REGIONS):
                self.regions = {REGIONS.get(parts[-1], parts[-1].upper())}
                parts = parts[:-1] if len(parts) > 1 else parts
        self.names = list(reversed(parts))
        if len(stated) > 1 and len(parts) > 1:
            if any(c.isdigit() for c in stated[0]):
                self.names.pop()  # the street, with its number
            else:
                self.doubtful = {parts[0]}

    def _of_one(self, text: str, country_of: dict[str, str]) -> list[str]:
        """The ends of an address without commas, longest first: its last words are the town, or before the country."""
        words = text.split()
        for size in range(min(LONGEST, len(words) - 1), 0, -1):
            code = country_of.get(" ".join(words[-size:]), "")
            if code and (size > 1 or len(words[-1]) > 2):
                self.country, words = code, words[:-size]
                break
        names = [" ".join(words[-size:]) for size in range(min(LONGEST, len(words)), 0, -1)]
        self.doubtful = {name for name in names if name != text}
        return names


def _without_numbers(part: str) -> str:
    """A part of an address without house numbers and postal codes: words that hold a digit."""
    return " ".join(word for word in plain(part).split() if not any(c.isdigit() for c in word))


def _apart_by(one: Place, other: Place) -> float:
    return float(distance(one.latitude, one.longitude, other.latitude, other.longitude))


def _one_town(places: list[Place]) -> list[Place]:
    """Places of one name without those that lie in a larger one of it."""
    kept: list[Place] = []
    for place in places:
        if not any(_apart_by(place, larger) <= max(SAME, larger.reach) for larger in kept):
            kept.append(place)
    return kept


@lru_cache(maxsize=2)
def load(folder: Path) -> Gazetteer:
    """The gazetteer in a folder such as resources/map; read once."""
    frames = {}
    for name in ("places", "keys", "countries"):
        data = (folder / f"{name}.arrow.zst").read_bytes()
        frames[name] = pl.read_ipc_stream(zstandard.ZstdDecompressor().stream_reader(data).read())
    return Gazetteer(**frames)


def largest(places: pl.DataFrame) -> np.ndarray:
    """Numbers of the places, most inhabitants first."""
    return np.argsort(-places["people"].to_numpy(), kind="stable")
