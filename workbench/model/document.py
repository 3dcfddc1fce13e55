"""A document as plain values: what a report, a letter or a certificate says, in order, before it is a page of any sort.

It is written as a web page and as a Word file in report, and set on paper in drawing, so that all three say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LISTED = 36  # headings in a list of contents, of which each takes a line


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 begins a part of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of words. `manner` is body, note (small, of lesser weight), warning, or code (as typed)."""

    text: str
    manner: str = "body"


@dataclass(frozen=True)
class Points:
    """A list of sentences, numbered where their order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Names with what they are, one under the other."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows of text under headings. `numbers` are the columns set to the right, `codes` those set as typed (hashes,
    wallets); `rest` is how many rows are not shown here."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numbers: frozenset[int] = frozenset()
    codes: frozenset[int] = frozenset()
    rest: int = 0

    @property
    def left_out(self) -> str:
        return f"{self.rest:,} more row{'s' if self.rest != 1 else ''}, not shown here."


@dataclass(frozen=True)
class Picture:
    """A picture as PNG with what it shows in words. `wide` is its share of the width of the page; `live` is a whole
    web page of its own that the web page of the document shows in its place."""

    png: bytes
    caption: str
    wide: float = 1.0
    live: str = ""


@dataclass(frozen=True)
class Quotation:
    """A verbatim row: where it stands, its text, the stretches of it that matter (from, to; in characters), the
    SHA-256 of its file, and the names of the columns where the file has them."""

    place: str
    text: str
    sha256: str
    marks: tuple[tuple[int, int], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        return "Columns: " + ", ".join(self.columns)


@dataclass(frozen=True)
class Contents:
    """The headings of the document with the pages they stand on, or as ways to them."""

    title: str = "Contents"


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Points | Facts | Table | Picture | Quotation | Contents | NewPage


def texts_of(block: Block) -> Iterator[str]:
    """All that a block says in words, rows of tables and quoted ones included."""
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case Points(items=items):
            yield from items
        case Facts(rows=rows):
            yield from (text for row in rows for text in row)
        case Table(headings=headings, rows=rows, caption=caption):
            yield from (*headings, caption)
            yield from (text for row in rows for text in row)
        case Picture(caption=caption):
            yield caption
        case Quotation(place=place, text=text, columns=columns):
            yield from (place, text, *columns)
        case Contents(title=title):
            yield title


@dataclass(frozen=True)
class Document:
    """A whole document. `handling` stands on every page at head and foot, `foot` beside "page x of y"; `language` is
    a tag such as "ar", which also says from which side lines begin; `paper` is A4 or Letter."""

    title: str
    blocks: tuple[Block, ...]
    handling: str = ""
    foot: str = ""
    subtitle: str = ""
    language: str = "en"
    letterhead: tuple[str, ...] = field(default=())
    paper: str = "A4"

    @property
    def from_the_right(self) -> bool:
        return self.language.split("-")[0] in ("ar", "fa", "he", "ur")

    @property
    def headings(self) -> list[tuple[int, Heading]]:
        """The headings that a list of contents names, each with its place among all of them: of the first two levels,
        of the first alone where that would be a page and more."""
        every = list(enumerate(block for block in self.blocks if isinstance(block, Heading)))
        upper = [(n, h) for n, h in every if h.level <= 2]
        return upper if len(upper) <= LISTED else [(n, h) for n, h in upper if h.level == 1]
