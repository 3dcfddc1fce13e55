"""Small PDF documents written by hand: text, and tables ruled with lines or not."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH, HEIGHT = 612, 792
COLUMN, ROW = 110, 18


def text(x: float, y: float, said: str) -> str:
    escaped = said.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 9 Tf {x} {y} Td ({escaped}) Tj ET"


def table(top: float, rows: Sequence[Sequence[str]], ruled: bool = True, left: float = 40) -> list[str]:
    """A table whose first row begins at `top`, with a line around every cell."""
    drawn: list[str] = []
    width = max(map(len, rows))
    for at, row in enumerate(rows):
        y = top - (at + 1) * ROW
        for column, cell in enumerate(row):
            drawn.append(text(left + column * COLUMN + 4, y + 5, cell))
    if ruled:
        bottom, right = top - len(rows) * ROW, left + width * COLUMN
        for at in range(len(rows) + 1):
            drawn.append(f"{left} {top - at * ROW} m {right} {top - at * ROW} l S")
        for column in range(width + 1):
            drawn.append(f"{left + column * COLUMN} {top} m {left + column * COLUMN} {bottom} l S")
    return drawn


def document(*pages: Sequence[str]) -> bytes:
    """The bytes of a document whose pages have these drawing commands."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    kids = []
    for drawn in pages:
        content = "\n".join(drawn)
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{said}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")
