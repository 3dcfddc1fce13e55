"""A document as one web page: the style of every page of text, nothing loaded, handling at head and foot of its paper.

A live picture is a page of its own in a frame without rights; only the very scripts it brings may run, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from functools import singledispatch

from workbench.model.document import (
    Block,
    Contents,
    Document,
    Facts,
    Heading,
    NewPage,
    Paragraph,
    Picture,
    Points,
    Quotation,
    Table,
)
from workbench.report import pages, visible

SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
SHORT = 22  # signs of a cell that stays on one line
PROSE = ("", ' class="short"')  # cells that run as their script does
STYLE = """
.marking { text-align: center; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; padding: 8px 16px;
  font-size: 12px; }
.foot { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 24px; color: var(--muted);
  max-width: 60rem; margin: 0 auto; padding: 0 24px 24px; font-size: 12px; }
.letterhead { margin-bottom: 24px; }
main > p, main > ul, main > ol, main > dl, main > .wide, main > figure { margin: 0 0 12px; }
main > .facts { margin: 0 0 16px; }
main > h2 { margin-top: 32px; } main > h3 { margin-top: 24px; font-size: 15px; } main > h4 { margin: 16px 0 6px; }
.note { color: var(--muted); font-size: 12.5px; }
.warning { border-inline-start: 3px solid var(--amber); padding: 6px 12px; background: var(--panel); }
.typed { font-family: "JetBrains Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: 12.5px;
  background: var(--code); border-radius: 8px; padding: 8px 12px; white-space: pre-wrap; }
.plain { padding-inline-start: 1.4em; } .plain li { margin-bottom: 4px; }
.document { border-collapse: collapse; width: 100%; font-size: 13px; }
.document caption { text-align: start; font-weight: 600; padding-bottom: 6px; }
.document th { font-size: 11px; letter-spacing: .04em; text-transform: uppercase; color: var(--muted);
  text-align: start; vertical-align: bottom; overflow-wrap: normal; }
.document th, .document td { border-bottom: 1px solid var(--line); padding: 5px 0; padding-inline-end: 12px;
  vertical-align: top; }
.document .short { white-space: nowrap; }
.document .figure { text-align: end; white-space: nowrap; }
.document .code { font-family: "JetBrains Mono", "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace;
  font-size: 11.5px; min-width: 9em; }
.quoted { border-inline-start: 3px solid var(--line); padding-inline-start: 12px; }
.picture img, .picture iframe { display: block; width: 100%; height: auto; border: 1px solid var(--line);
  border-radius: 8px; }
.picture iframe { height: 34rem; background: #fff; }
.picture .still { display: none; }
nav { margin: 16px 0 24px; } nav ul { list-style: none; margin: 6px 0 0; padding: 0; columns: 2; column-gap: 32px; }
nav li { break-inside: avoid; padding: 2px 0; } nav .level2 { padding-inline-start: 16px; font-size: 13px; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.newpage { border: 0; margin: 0; break-after: page; }
@media print { body { display: table; width: 100%; } main { display: table-row-group; }
  .marking.top, .bottom { break-inside: avoid; }
  .marking.top { display: table-header-group; } .bottom { display: table-footer-group; }
  .foot { color: #000; max-width: none; padding: 6px 0 0; } .marking { padding: 2px 0 10px; }
  .picture iframe { display: none; } .picture .still { display: block; } .newpage { visibility: hidden; }
  h2, h3, h4 { break-after: avoid; } .document tr, .picture, .points li { break-inside: avoid; }
  .document thead { display: table-header-group; } .wide { overflow: visible; }
  @page { margin: 14mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font-size: 9pt; } } }
"""


def page(document: Document) -> str:
    """The whole page as text."""
    live = [block.live for block in document.blocks if isinstance(block, Picture) and block.live]
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    if live:
        policy += "; script-src " + " ".join(
            sorted({f"'sha256-{h}'" for text in live for h in _hashes(text)})
        )
    head = "".join(f'<p class="over">{visible.words(line)}</p>' for line in document.letterhead)
    head = f'<div class="letterhead">{head}</div>' if head else ""
    under = f'<p class="count">{visible.words(document.subtitle)}</p>' if document.subtitle else ""
    body = [f"<header>{head}<h1>{visible.words(document.title)}</h1>{under}</header>"]
    number = 0
    for block in document.blocks:
        if isinstance(block, Contents):
            body.append(_contents(document, block))
        elif isinstance(block, Heading):
            body.append(_heading(block, number))
            number += 1
        else:
            body.append(_written(block))
    marked = html.escape(document.handling)
    foot = f'<p class="foot"><span>{visible.words(document.foot)}</span></p>' if document.foot else ""
    return pages.page(
        document.title,
        "\n".join(body),
        language=document.language,
        from_the_right=document.from_the_right,
        policy=policy,
        style=STYLE + f"@media print {{ @page {{ size: {document.paper}; }} }}",
        head=f'<div class="marking top"><div>{marked}</div></div>\n' if marked else "",
        foot=f'<div class="bottom">{foot}<div class="marking">{marked}</div></div>\n'
        if marked or foot
        else "",
    )


def _hashes(page: str) -> Iterable[str]:
    """SHA-256 of each script as a browser reads it: its ends of lines are one sign each."""
    for found in SCRIPT.finditer(page.replace("\r\n", "\n").replace("\r", "\n")):
        yield base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode("ascii")


@singledispatch
def _written(block: Block) -> str:
    """A block as HTML."""
    raise TypeError(f"a page has no place for {type(block).__name__}")


def _heading(block: Heading, number: int) -> str:
    level = min(block.level, 3) + 1
    return f'<h{level} id="part-{number}">{visible.words(block.text)}</h{level}>'


def _contents(document: Document, block: Contents) -> str:
    items = "".join(
        f'<li class="level{h.level}"><a href="#part-{n}">{visible.words(h.text)}</a></li>'
        for n, h in document.headings
    )
    return f'<nav><p class="over">{visible.words(block.title)}</p><ul>{items}</ul></nav>' if items else ""


@_written.register
def _(block: Paragraph) -> str:
    if block.manner == "code":
        return f'<p class="typed" dir="ltr">{visible.text(block.text)}</p>'
    sort = f' class="{block.manner}"' if block.manner != "body" else ""
    lines = "<br>".join(visible.words(line) for line in block.text.split("\n"))
    return f"<p{sort}>{lines}</p>"


@_written.register
def _(block: Points) -> str:
    name = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{visible.words(item)}</li>" for item in block.items)
    return f'<{name} class="plain">{items}</{name}>'


@_written.register
def _(block: Facts) -> str:
    lines = "".join(
        f"<dt>{visible.words(name)}</dt><dd>{visible.words(said)}</dd>" for name, said in block.rows
    )
    return f'<dl class="facts">{lines}</dl>'


@_written.register
def _(block: Table) -> str:
    sorts = [_sort(block, n) for n in range(len(block.headings))]
    heads = "".join(
        f"<th{sort if 'code' not in sort else ''}>{visible.words(h)}</th>"
        for h, sort in zip(block.headings, sorts, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{sort}>{visible.words(cell) if sort in PROSE else visible.value(cell)}</td>"
            for cell, sort in zip(row, sorts, strict=True)
        )
        + "</tr>"
        for row in block.rows
    )
    caption = f"<caption>{visible.words(block.caption)}</caption>" if block.caption else ""
    rest = f'<p class="note">{visible.words(block.left_out)}</p>' if block.rest else ""
    return (
        f'<div class="wide"><table class="document">{caption}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{rest}"
    )


def _sort(table: Table, column: int) -> str:
    """How cells of a column are set: figures and codes from left to right, short texts on one line."""
    if column in table.numbers:
        return ' class="figure"'
    if column in table.codes:
        return ' class="code"'
    longest = max((len(row[column]) for row in table.rows), default=SHORT + 1)
    return ' class="short"' if longest <= SHORT else ""


@_written.register
def _(block: Picture) -> str:
    source = base64.b64encode(block.png).decode("ascii")
    still = f'<img src="data:image/png;base64,{source}" alt="{html.escape(block.caption)}"'
    if block.live:
        said = html.escape(block.live)
        shown = f'<iframe sandbox="allow-scripts" srcdoc="{said}"></iframe>{still} class="still">'
    else:
        shown = still + ">"
    return (
        f'<figure class="picture" style="width:{block.wide:.0%}">{shown}'
        f"<figcaption>{visible.words(block.caption)}</figcaption></figure>"
    )


@_written.register
def _(block: Quotation) -> str:
    columns = f"<span>{visible.words(block.named)}</span>" if block.columns else ""
    return (
        f'<figure class="quoted"><figcaption><span class="place">{visible.words(block.place)}</span>'
        f"<span>SHA-256 {visible.value(block.sha256)}</span>{columns}</figcaption>"
        f'<pre dir="ltr">{visible.row(block.text, block.marks)}</pre></figure>'
    )


@_written.register
def _(block: NewPage) -> str:
    return '<hr class="newpage">'
