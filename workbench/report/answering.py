"""An answer as one page: the claims with their reasons and rows, and all that the answer says of itself."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.case.cases import Case
from workbench.case.claims import Proof
from workbench.case.sources import Source
from workbench.report import provenance, visible
from workbench.report.pages import page

WIDE, HIGH, LEFT, BELOW = 640, 260, 48, 34  # of a curve, in CSS pixels
DASHES = ("", "7 4", "2 4", "9 4 2 4")
GAPS = 4


@dataclass(frozen=True)
class Line:
    """A claim: what it is about, its cells as text, its reasons, the first rows behind it, and how many there are."""

    about: str
    cells: Sequence[str]
    why: Sequence[str] = ()
    proofs: Sequence[Proof] = ()
    rows: int = 0


@dataclass(frozen=True)
class Table:
    """Claims under their headings; each column is a "figure", "short" (kept on one line) or "text"."""

    title: str
    headings: Sequence[str]
    sorts: Sequence[str]
    lines: Sequence[Line]


@dataclass(frozen=True)
class Drawn:
    """Lines over an axis, by name."""

    title: str
    across: str
    up: str
    lines: Mapping[str, tuple[Sequence[float], Sequence[float]]]


@dataclass(frozen=True)
class Said:
    """An answer in words: the question, the sentence, its tables and curves, and headings with sentences below."""

    question: str
    sentence: str
    tables: Sequence[Table]
    parts: Sequence[tuple[str, Sequence[str]]]
    curves: Sequence[Drawn] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


def about(case: Case, said: Said, known: Sequence[Source]) -> str:
    """The page as HTML that needs nothing else; `known` are the sources of the rows it quotes."""
    head = (
        f'<header><p class="over">{html.escape(said.question)}</p><h1>{visible.words(said.sentence)}</h1>'
        f'<p class="count">A lead, to be checked on the rows below; never a finding of guilt.</p>'
        f"{provenance.facts(dict(said.facts) | provenance.made(case))}</header>"
    )
    parts = "".join(_part(title, sentences) for title, sentences in said.parts)
    body = [head, *(_table(t) for t in said.tables if t.lines), *(_curve(c) for c in said.curves), parts]
    body += [provenance.files(known), provenance.checking(case, known)]
    return page(said.question, "\n".join(body))


def _part(title: str, sentences: Sequence[str]) -> str:
    there = "".join(f"<li>{visible.words(sentence)}</li>" for sentence in sentences if sentence)
    return f"<h2>{html.escape(title)}</h2><ul>{there}</ul>" if there else ""


def _table(table: Table) -> str:
    heads = "".join(f"<th>{html.escape(h)}</th>" for h in ["", *table.headings])
    rows = "".join(
        f"<tr><td>{n}</td>"
        + "".join(
            f'<td class="{sort}">{visible.words(cell)}</td>'
            for cell, sort in zip(line.cells, table.sorts, strict=True)
        )
        + "</tr>"
        for n, line in enumerate(table.lines, start=1)
    )
    grounds = "".join(_grounds(n, line) for n, line in enumerate(table.lines, start=1))
    return (
        f'<h2>{html.escape(table.title)}</h2><div class="wide"><table class="claims"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{grounds}"
    )


def _grounds(number: int, line: Line) -> str:
    """What one claim rests on."""
    if not line.why and not line.proofs:
        return ""
    why = "".join(f'<p class="basis">{visible.words(reason)}</p>' for reason in line.why)
    rest = ""
    if line.rows > len(line.proofs):
        rest = f'<p class="rest">{len(line.proofs):,} of {line.rows:,} rows are shown here.</p>'
    rows = "".join(provenance.quotation(proof) for proof in line.proofs)
    return (
        f'<section class="claim"><div class="what"><span class="number">{number}</span>'
        f"<h2>{visible.words(line.about)}</h2></div>"
        f"{why}{rows}{rest}</section>"
    )


def _curve(curve: Drawn) -> str:
    """The curve as SVG inside the page, lines told apart by their dashes and named beside it."""
    points = [(x, y) for xs, ys in curve.lines.values() for x, y in zip(xs, ys, strict=True)]
    if not points:
        return ""
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y, high_y = min(0.0, *(y for _, y in points)), max(y for _, y in points)
    wide, high = (high_x - low_x) or 1.0, (high_y - low_y) or 1.0
    room_x, room_y = WIDE - LEFT - 10, HIGH - BELOW - 10

    def at(x: float, y: float) -> str:
        return f"{LEFT + (x - low_x) / wide * room_x:.1f},{10 + room_y - (y - low_y) / high * room_y:.1f}"

    marks = ""
    under = f'y="{HIGH - BELOW + 16}" text-anchor="middle"'
    for step in range(GAPS + 1):
        x, y = LEFT + room_x * step / GAPS, 10 + room_y - room_y * step / GAPS
        marks += f'<line x1="{LEFT}" x2="{WIDE - 10}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
        marks += (
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{low_y + high * step / GAPS:.3g}</text>'
        )
        marks += f'<text x="{x:.1f}" {under}>{low_x + wide * step / GAPS:.4g}</text>'
    drawn, names = "", ""
    for n, (name, (xs, ys)) in enumerate(curve.lines.items()):
        dash = DASHES[n % len(DASHES)]
        line = " ".join(at(x, y) for x, y in zip(xs, ys, strict=True))
        drawn += f'<polyline class="line" stroke-dasharray="{dash}" points="{line}"/>'
        sample = f'<line x2="34" y1="4" y2="4" class="line" stroke-dasharray="{dash}"/>'
        names += f'<span><svg width="34" height="8">{sample}</svg> {html.escape(name)}</span> '
    axis = f'<text x="{LEFT + room_x / 2:.0f}" y="{HIGH - 4}" text-anchor="middle">{html.escape(curve.across)}</text>'
    return (
        f'<h2>{html.escape(curve.title)}</h2><p class="count">{html.escape(curve.up)}: {names}</p>'
        f'<svg class="curve" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{html.escape(curve.title)}">'
        f"{marks}{drawn}{axis}</svg>"
    )
