"""From one sighting to the next: how far, how fast at least, and whether anything can move so fast."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.model.geography import Reals, distance

FASTEST = (
    900.0  # kilometres an hour: an airliner; whatever is faster was not one device, or was not there then
)
SECOND = 1_000_000  # moments are UTC microseconds


@dataclass(frozen=True)
class Moves:
    """n - 1 moves between n sightings in order of time.

    `metres` lie between the middles of the two places, `least` between their nearest points, both uncertainties taken
    off; `seconds` are between the two moments and `most` with what is unsure about both of them added. `speed` is the
    usual reading and `at_least` the lowest that agrees with both uncertainties, in km/h; infinity where no time passed.
    """

    metres: Reals
    least: Reals
    seconds: Reals
    most: Reals
    speed: Reals
    at_least: Reals

    @property
    def impossible(self) -> np.ndarray:
        """Which moves are faster than anything that flies, whatever the uncertainties hide."""
        return np.asarray(self.at_least > FASTEST)


def moves(at: np.ndarray, lat: Reals, lon: Reals, uncertain: Reals, unsure: Reals) -> Moves:
    """`at` in UTC microseconds, rising; `uncertain` metres around each point, `unsure` seconds about each moment."""
    metres = distance(lat[:-1], lon[:-1], lat[1:], lon[1:])
    least = np.maximum(metres - uncertain[:-1] - uncertain[1:], 0.0)
    seconds = np.diff(at) / SECOND
    most = seconds + unsure[:-1] + unsure[1:]
    return Moves(metres, least, seconds, most, _speed(metres, seconds), _speed(least, most))


def _speed(metres: Reals, seconds: Reals) -> Reals:
    """Kilometres an hour; nothing moved is no speed, even in no time."""
    with np.errstate(divide="ignore", invalid="ignore"):
        made = metres * 3.6 / seconds
    return np.where(metres <= 0, 0.0, made)
