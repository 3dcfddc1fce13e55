"""Points on the map, as cells and in free text."""

from __future__ import annotations

import pytest

from workbench.model.values.base import Context
from workbench.model.values.coordinates import coordinates, in_text

NOWHERE = Context()


@pytest.mark.parametrize(
    "text",
    [
        "51.50330,-0.11960", "51.5033, -0.1196", "(51.5033 -0.1196)", "51.5033;-0.1196", "51.5033° N, 0.1196° W",
        "geo:51.5033,-0.1196;u=35", "https://maps.google.com/?q=51.5033,-0.1196", "https://maps.google.com/?q=loc:51.5033%2C-0.1196",
        "https://www.google.com/maps/place/X/@51.5033,-0.1196,17z", "https://maps.apple.com/?ll=51.5033,-0.1196&q=Here",
        "https://www.openstreetmap.org/?mlat=51.5033&mlon=-0.1196#map=15/1/1", "https://yandex.ru/maps/?ll=-0.1196%2C51.5033",
        "٥١.٥٠٣٣, -٠.١١٩٦",
    ],
)  # fmt: skip
def test_all_ways_to_write_a_point_give_the_same(text: str) -> None:
    found = coordinates.clean(text, NOWHERE)
    assert found is not None and found.value == "51.50330,-0.11960"
    assert coordinates.clean(found.value, NOWHERE) == found


@pytest.mark.parametrize(
    "text", ["", "here", "91.0,5.0", "51.5,181.0", "0,0", "1.2.3.4", "51.5033", "51.5033,-0.1,3.2"]
)
def test_what_is_no_point_is_refused(text: str) -> None:
    assert coordinates.clean(text, NOWHERE) is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("at 51.5033, -0.1196 ok", [("51.50330,-0.11960", 3, 16)]),
        ("53°28'51\"N 2°14'33\"W!", [("53.48083,-2.24250", 0, 20)]),
        ("S 33° 51.5' E 151° 12.5'", [("-33.85833,151.20833", 0, 24)]),
        ("two: 51.5033,-0.1196 and 53.4808,-2.2426", [("51.50330,-0.11960", 5, 15), ("53.48080,-2.24260", 25, 15)]),
        ("20°C and 30°C", []), ("53°28' 2°14'", []), ("v1.23456 9.87654", []), ("£12.50, 13.50", []),
        ("https://example.org/?q=51.5033,-0.1196x", []), ("+447700900001, +447700900002", []),
    ],
)  # fmt: skip
def test_points_in_free_text_with_where_they_stand(text: str, points: list[tuple[str, int, int]]) -> None:
    assert [(str(p), p.offset, p.length) for p in in_text(text)] == points


def test_a_long_text_is_searched_quickly() -> None:
    assert in_text("1.2345, " * 100_000 + "°" * 1000 + "12° " * 20_000) is not None
