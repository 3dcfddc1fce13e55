"""SVG: the chart as a drawing that scales, made of the places on it; whatever is pointed at says what it is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbench.case.exporting import write_whole
from workbench.report.columns import fact_cells
from workbench.report.exchange.graded import Graded
from workbench.report.extract import Extract
from workbench.report.extracted import Thing, Tie, references
from workbench.report.formats.format import Written, writes
from workbench.report.losses import counted
from workbench.report.xml_text import escaped

PER_UNIT, ICON, MARGIN, LINE = (
    80.0,
    17.0,
    70.0,
    18.0,
)  # CSS pixels: of a chart unit, half an icon, the rim, a line of text
COLUMN = 210.0  # of the legend
BOW = 16.0  # pixels by which lines between the same two stand apart
DASHES = {"stated": "", "derived": "7 4", "assessed": "2 4"}
STANDINGS = {
    "stated": "stated in the record", "derived": "derived by rule", "assessed": "assessed by an analyst"
}  # fmt: skip
FACE = "Inter, 'Segoe UI', 'Noto Sans', sans-serif"
INK, PALE, PAPER = "#1b2430", "#5b6675", "#ffffff"
CORNERS: Mapping[str, Sequence[tuple[float, float]]] = {
    "hexagon": ((0, -1.08), (0.96, -0.54), (0.96, 0.54), (0, 1.08), (-0.96, 0.54), (-0.96, -0.54)),
    "diamond": ((0, -1.14), (1.14, 0), (0, 1.14), (-1.14, 0)),
}
Points = dict[int, tuple[float, float]]


@writes(
    "svg",
    title="Drawing of the chart",
    suffix=".svg",
    does="The chart as a drawing that stays sharp at any size and can be changed in Inkscape, Illustrator or Word; "
    "in a browser each line says its rows when it is pointed at.",
    cannot=(
        "Entities without a place on the chart.",
        "The signs in icons: a shape and a colour say the kind.",
    ),
)
def svg(extract: Extract, out: Path) -> Written:
    """Lines are solid where a record states them, dashed where derived, dotted where assessed."""
    things = [t for t in extract.things() if t.x is not None and t.y is not None]
    points = {t.id: ((t.x or 0.0) * PER_UNIT, (t.y or 0.0) * PER_UNIT) for t in things}
    ties = [t for t in extract.ties() if t.start in points and t.end in points]
    write_whole(out, "".join(_drawing(extract, things, ties, points)).encode())
    lost = []
    if extract.unplaced:
        lost.append(f"{counted(extract.unplaced, 'entity', 'entities')} without a place on the chart.")
    away = extract.amounts.ties - len(ties)
    if away:
        lost.append(f"{counted(away, 'link')} of entities without a place.")
    if extract.amounts.happenings:
        lost.append(
            f"{counted(extract.amounts.happenings, 'record')} not told one by one: lines name their rows."
        )
    return Written({"entities": len(things), "links": len(ties)}, lost)


def _drawing(extract: Extract, things: Sequence[Thing], ties: Sequence[Tie], points: Points) -> Iterator[str]:
    xs, ys = [x for x, _ in points.values()] or [0.0], [y for _, y in points.values()] or [0.0]
    signs, facts_told = list(_legend(things, ties)), list(_facts(extract))
    left, top = min(xs) - MARGIN, min(ys) - MARGIN - 2 * LINE
    wide = max(max(xs) - min(xs) + 2 * MARGIN, 640.0)
    below = max(ys) + MARGIN
    columns = max(1, int(wide // COLUMN))
    deep = -(-len(signs) // columns)
    high = below - top + LINE * (deep + len(facts_told) + 2)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {top:.1f} {wide:.1f} {high:.1f}" '
        f'width="{wide:.0f}" height="{high:.0f}" font-family="{FACE}" font-size="11">\n'
    )
    facts = extract.facts
    yield f"<title>{escaped(facts.title)}</title>\n"
    yield f"<desc>{escaped('; '.join(f'{name}: {said}' for name, said in fact_cells(extract)))}</desc>\n"
    yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{PAPER}"/>\n'
    handling = Graded(extract).handling
    head = f"{handling}   {facts.title}" if handling else facts.title
    yield _words(left + 16, top + 26, head, 'font-size="16" font-weight="600"')
    yield '<g fill="none" stroke-linecap="round">\n'
    drawn = list(_lines(ties, points))
    yield from (line for line, _ in drawn)
    yield "</g>\n<g>\n"
    for thing in things:
        yield _icon(thing, *points[thing.id])
    yield "</g>\n<g>\n"
    yield from (label for _, label in drawn)
    yield "</g>\n"
    for number, (mark, said) in enumerate(signs):
        x, y = left + 30 + COLUMN * (number // deep), below + LINE * (number % deep + 0.5)
        yield f'<g transform="translate({x:.1f} {y:.1f})">{mark}</g>\n'
        yield _words(x + 24, y + 4, said)
    for number, said in enumerate(facts_told):
        yield _words(left + 16, below + LINE * (deep + number + 1.3), said, f'fill="{PALE}"')
    yield "</svg>\n"


def _lines(ties: Sequence[Tie], points: Points) -> Iterator[tuple[str, str]]:
    """Each line and its label; several between the same two are bowed apart."""
    together: dict[tuple[int, int], list[Tie]] = {}
    for tie in ties:
        together.setdefault((min(tie.start, tie.end), max(tie.start, tie.end)), []).append(tie)
    for (one, other), several in together.items():
        for place, tie in enumerate(several):
            yield _line(
                tie, points[one], points[other], (place - (len(several) - 1) / 2) * BOW, tie.start == one
            )


def _line(
    tie: Tie, one: tuple[float, float], other: tuple[float, float], away: float, forth: bool
) -> tuple[str, str]:
    (x, y), (u, v) = one, other
    far = math.hypot(u - x, v - y) or 1.0
    across, along = (-(v - y) / far, (u - x) / far), ((u - x) / far, (v - y) / far)
    bow = (x + u) / 2 + across[0] * away * 2, (y + v) / 2 + across[1] * away * 2
    middle = (x + u) / 2 + across[0] * away, (y + v) / 2 + across[1] * away
    dash = f' stroke-dasharray="{DASHES[tie.standing]}"' if DASHES[tie.standing] else ""
    width = 1.2 + min(3.0, math.log10(max(tie.count, 1)))
    said = f"{tie.sentence}\n{STANDINGS[tie.standing]}\n{references(tie.origins) or tie.basis}"
    line = (
        f'<g stroke="{tie.colour}" stroke-width="{width:.1f}"><title>{escaped(said)}</title>'
        f'<path d="M{x:.1f} {y:.1f}Q{bow[0]:.1f} {bow[1]:.1f} {u:.1f} {v:.1f}"{dash}/>'
    )
    if tie.directed:
        part = 0.68 if forth else 0.32
        first, second, third = (1 - part) ** 2, 2 * part * (1 - part), part**2
        at = first * x + second * bow[0] + third * u, first * y + second * bow[1] + third * v
        line += _arrow(at, along if forth else (-along[0], -along[1]), tie.colour)
    label = ""
    if tie.count > 1:
        said = f"{tie.count:,}"
        half = 4 + 3.2 * len(said)
        label = (
            f'<rect x="{middle[0] - half:.1f}" y="{middle[1] - 7:.1f}" width="{2 * half:.1f}" height="14" rx="7" '
            f'fill="{PAPER}" stroke="{tie.colour}" stroke-width="0.8"/>'
            + _words(*middle, said, 'text-anchor="middle" font-size="10" dy="3.5"')
        )
    return line + "</g>\n", label


def _arrow(at: tuple[float, float], way: tuple[float, float], colour: str) -> str:
    """The head of an arrow on a line, where neither icon nor pill covers it."""
    x, y = at[0] + way[0] * 6, at[1] + way[1] * 6
    back = [(x - way[0] * 11 + side * way[1] * 5, y - way[1] * 11 - side * way[0] * 5) for side in (-1, 1)]
    told = " ".join(f"{a:.1f},{b:.1f}" for a, b in ((x, y), *back))
    return f'<polygon points="{told}" fill="{colour}" stroke="none"/>'


def _icon(thing: Thing, x: float, y: float) -> str:
    said = f"{thing.kind_title} {thing.shown}\n{references(thing.origins) or thing.basis}"
    below = (x, y + ICON + 14, thing.caption)
    halo = f'text-anchor="middle" stroke="{PAPER}" stroke-width="3" stroke-linejoin="round"'
    caption = _words(*below, halo) + _words(*below, 'text-anchor="middle"')
    shape = _shape(thing.shape, thing.colour)
    return (
        f"<g><title>{escaped(said)}</title>"
        f'<g transform="translate({x:.1f} {y:.1f})">{shape}</g>{caption}</g>\n'
    )


def _shape(shape: str, colour: str, half: float = ICON) -> str:
    if shape in CORNERS:
        points = " ".join(f"{dx * half:.1f},{dy * half:.1f}" for dx, dy in CORNERS[shape])
        return f'<polygon points="{points}" fill="{colour}"/>'
    rounds = {"round": half, "rounded": half * 0.52}.get(shape, half * 0.16)
    return f'<rect x="{-half}" y="{-half}" width="{2 * half}" height="{2 * half}" rx="{rounds:.1f}" fill="{colour}"/>'


def _legend(things: Sequence[Thing], ties: Sequence[Tie]) -> Iterator[tuple[str, str]]:
    """What shapes, colours and lines mean."""
    for title, thing in {t.kind_title: t for t in things}.items():
        yield (
            _shape(thing.shape, thing.colour, 7.0),
            f"{title} ({sum(t.kind_title == title for t in things):,})",
        )
    for title, tie in {t.title: t for t in ties}.items():
        yield _sample(tie.colour, "stated"), f"{title} ({sum(t.title == title for t in ties):,})"
    for standing in sorted({t.standing for t in ties}, key=list(DASHES).index):
        yield _sample(PALE, standing), STANDINGS[standing]


def _facts(extract: Extract) -> Iterator[str]:
    """Whose chart it is, on what authority, and what of the case it shows."""
    told = ("Case number", "Handling code", "Authority", "Shown", "Left out", "Made by", "Made with")
    yield from (f"{name}: {said}" for name, said in fact_cells(extract) if name in told)


def _sample(colour: str, standing: str) -> str:
    dash = f' stroke-dasharray="{DASHES[standing]}"' if DASHES[standing] else ""
    return f'<path d="M-14 0H14" stroke="{colour}" stroke-width="2" fill="none"{dash}/>'


def _words(x: float, y: float, said: str, more: str = "") -> str:
    fill = "" if "fill=" in more else f' fill="{INK}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{fill} {more}>{escaped(said)}</text>\n'
