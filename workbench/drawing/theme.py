"""Themes: every colour of the window and the chart has its one home here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Theme:
    """Colours by role, as "#rrggbb". Texts keep a contrast of at least 4.5:1 on paper, panel and chart.

    `lift` is how far (0 to 1) colours of kinds are mixed with white to stand out on the chart.
    """

    id: str
    paper: str
    panel: str
    chart: str
    sunken: str
    line: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    halo: str
    warning: str
    warning_soft: str
    good: str
    marked: str
    on_marked: str
    shadow: str
    lift: float

    def __hash__(self) -> int:
        return hash(self.id)  # a frame looks up a hundred sprites by their theme


LIGHT = Theme(
    id="light",
    paper="#f6f5f2",
    panel="#fffefb",
    chart="#fbfaf7",
    sunken="#f0eee9",
    line="#e4e1da",
    ink="#22252b",
    muted="#656a72",
    accent="#3b5bdb",
    on_accent="#ffffff",
    accent_soft="#e7ecfd",
    halo="#fbfaf7",
    warning="#a2560a",
    warning_soft="#fdf0dc",
    good="#2b7a55",
    marked="#ffe9a8",
    on_marked="#22252b",
    shadow="#22252b",
    lift=0.0,
)

DARK = Theme(
    id="dark",
    paper="#17181b",
    panel="#1f2125",
    chart="#1a1b1e",
    sunken="#141518",
    line="#34373d",
    ink="#e9e7e2",
    muted="#9ba1ab",
    accent="#8fa6ff",
    on_accent="#14161c",
    accent_soft="#2a3252",
    halo="#1a1b1e",
    warning="#e8a855",
    warning_soft="#3a2d18",
    good="#6fc49a",
    marked="#6b5716",
    on_marked="#fff6d8",
    shadow="#000000",
    lift=0.14,
)

CONTRAST = Theme(
    id="contrast",
    paper="#000000",
    panel="#000000",
    chart="#000000",
    sunken="#141414",
    line="#b8b8b8",
    ink="#ffffff",
    muted="#e4e4e4",
    accent="#ffe14d",
    on_accent="#000000",
    accent_soft="#3d3500",
    halo="#000000",
    warning="#ffb454",
    warning_soft="#331c00",
    good="#7dffb0",
    marked="#ffe14d",
    on_marked="#000000",
    shadow="#000000",
    lift=0.34,
)

THEMES = {theme.id: theme for theme in (LIGHT, DARK, CONTRAST)}


def number(colour: str) -> int:
    """A "#rrggbb" colour as 0xffRRGGBB."""
    return 0xFF000000 | int(colour[1:7], 16)


def text(colour: int) -> str:
    """A 0xffRRGGBB colour as "#rrggbb"."""
    return f"#{colour & 0xFFFFFF:06x}"


def mixed(colour: int, other: int, share: float) -> int:
    """A colour with `share` (0 to 1) of another in it."""
    parts = 0xFF
    for shift in (16, 8, 0):
        a, b = colour >> shift & 0xFF, other >> shift & 0xFF
        parts = parts << 8 | round(a + (b - a) * share)
    return parts


@lru_cache(maxsize=4096)
def on_chart(theme: Theme, colour: int, faded: bool = False) -> int:
    """The colour in which something of a kind's `colour` shows on the chart, paler when faded."""
    lifted = mixed(colour, 0xFFFFFFFF, theme.lift)
    return mixed(lifted, number(theme.chart), 0.56) if faded else lifted
