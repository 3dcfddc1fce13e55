"""A document with a block of every sort in it, and evidence that would harm a careless page."""

from __future__ import annotations

import struct
import zlib

from workbench.model.document import (
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

EVIL = '</script><img src="http://example.invalid/x.png" onerror=alert(1)>'
SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb822cd15d6c15b0f00a0"
WALLET = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdqar0srrr7xfkvy5l643lyd"
ARABIC = "الهاتف استعمله شخصان في يونيو"
CHINESE = "双方在六月通了电话"
CYRILLIC = "Два человека пользовались телефоном"
# what stands in the words of the document whoever writes it
SAID = (
    "Who changed phones?", "Office of the Attorney", "This is a lead", "Everything that was sent", SHA, ARABIC, CHINESE,
    CYRILLIC, EVIL, "7 more rows, not shown here", "Columns: from, to",
)  # fmt: skip


def png(wide: int = 300, high: int = 200) -> bytes:
    """A picture of stripes."""
    rows = b"".join(
        b"\0" + bytes((40, 90, 200) if (y // 20) % 2 else (240, 240, 235)) * wide for y in range(high)
    )

    def part(name: bytes, said: bytes) -> bytes:
        return struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))

    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
        + part(b"IDAT", zlib.compress(rows))
        + part(b"IEND", b"")
    )


def everything(rows: int = 60, language: str = "en") -> Document:
    """Every sort of block; a table of so many rows."""
    return Document(
        "Who changed phones?",
        (
            Contents(),
            Heading("What was found"),
            Paragraph("Two handsets were used one after the other.\nThe second began on 4 June."),
            Paragraph("Small print.", "note"),
            Paragraph("This is a lead, never a finding of guilt.", "warning"),
            Paragraph(f"clew verify {EVIL}", "code"),
            Points(("first", "second " + EVIL)),
            Points(("do this", "then that"), numbered=True),
            Facts((("Case", "Demonstration"), ("SHA-256", SHA), ("Arabic", ARABIC), ("Chinese", CHINESE))),
            Heading("Rows", 2),
            Table(
                ("Nr", "Who", "What", "Wallet"),
                tuple(
                    (f"{n:,}", f"+49 170 {n:07}", f"{CYRILLIC} {n} " + EVIL * (n == 3), WALLET)
                    for n in range(rows)
                ),
                caption="Everything that was sent",
                numbers=frozenset({0}),
                codes=frozenset({3}),
                rest=7,
            ),
            Picture(png(), "Stripes", 0.6),
            Picture(
                png(), "A chart", 1.0, live="<!doctype html><script>document.title='a'</script><p>live</p>"
            ),
            Quotation(
                "calls.csv, row 12",
                "a;b\x07;\u202e+4917012345;" + ARABIC,
                SHA,
                ((2, 3), (6, 15)),
                ("from", "to"),
            ),
            NewPage(),
            Heading("Other scripts"),
            Paragraph(ARABIC),
            Paragraph(CHINESE),
            Paragraph(CYRILLIC),
        ),
        handling="Official – sensitive",
        foot="Case 4711, log head " + SHA[:16],
        subtitle="Demonstration",
        language=language,
        letterhead=("Office of the Attorney", "Example Street 1"),
    )
