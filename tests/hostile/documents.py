"""PDF documents with loops, huge objects and lies."""

from __future__ import annotations

import zlib

from tests.hostile.files import hostile
from tests.hostile.specimens import of_reader

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
RECIPE = "call_records.caller_callee"


def document(*objects: bytes) -> bytes:
    """A document of these objects, the first one its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _stream(octets: bytes, said: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(octets), said, octets)


ONE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


@hostile("pages that hold themselves.pdf", ".", recipe=RECIPE)
def page_loop() -> bytes:
    return document(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


@hostile("pages in pages 5,000 deep.pdf", ".", recipe=RECIPE)
def deep_pages() -> bytes:
    count = 5_000
    inner = (b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (at + 1) for at in range(2, count))
    return document(CATALOGUE, *inner, PAGE)


@hostile("a page tree that doubles.pdf", ".", recipe=RECIPE)
def doubling_pages() -> bytes:
    """Thirty levels of two kids each, both the same: a billion pages."""
    inner = (b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 2 >>" % (at + 1, at + 1) for at in range(2, 32))
    return document(CATALOGUE, *inner, PAGE)


@hostile("a million pages, it says.pdf", ".", recipe=RECIPE)
def false_count() -> bytes:
    return document(CATALOGUE, ONE.replace(b"/Count 1", b"/Count 1000000"), PAGE, _stream(b""))


@hostile("a number that refers to itself.pdf", ".", recipe=RECIPE)
def reference_loop() -> bytes:
    return document(CATALOGUE, ONE, PAGE.replace(b"[0 0 612 792]", b"5 0 R"), _stream(b""), b"5 0 R")


@hostile("arrays 20,000 deep.pdf", ".", recipe=RECIPE)
def deep_arrays() -> bytes:
    return document(
        CATALOGUE, ONE, PAGE, _stream(b"[" * 20_000 + b"]" * 20_000), b"[" * 20_000 + b"]" * 20_000
    )


@hostile("a packed stream of 256 KB.pdf", ".", recipe=RECIPE)
def packed_stream() -> bytes:
    octets = zlib.compress(b"\0" * (1 << 18), 9)
    return document(CATALOGUE, ONE, PAGE, _stream(octets, b"/Filter /FlateDecode"))


@hostile("a stream packed over and over.pdf", ".", recipe=RECIPE)
def packed_often() -> bytes:
    octets = b"\0" * (1 << 18)
    for _ in range(3):
        octets = zlib.compress(octets, 9)
    return document(
        CATALOGUE, ONE, PAGE, _stream(octets, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")
    )


@hostile("10,000 lines over one another.pdf", ".", recipe=RECIPE)
def many_lines() -> bytes:
    """Crossings of lines are what finding tables costs."""
    drawn = b"".join(b"%d 0 m %d 792 l S 0 %d m 612 %d l S\n" % (at, at, at, at) for at in range(0, 600))
    return document(CATALOGUE, ONE, PAGE, _stream(drawn))


@hostile("a drawing that draws itself.pdf", ".", recipe=RECIPE)
def drawing_loop() -> bytes:
    page = PAGE[:-2] + b"/Resources << /XObject << /X 5 0 R >> >> >>"
    inner = _stream(
        b"/X Do /X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
    )
    return document(CATALOGUE, ONE, page, _stream(b"/X Do"), inner)


@hostile("a table of objects that is a ring.pdf", ".", recipe=RECIPE)
def ring() -> bytes:
    octets = document(CATALOGUE, ONE, PAGE, _stream(b""))
    start = octets.rindex(b"xref\n0")
    return octets.replace(b"trailer << ", b"trailer << /Prev %d " % start)


@hostile("a length of 2 GB.pdf", ".", recipe=RECIPE)
def false_length() -> bytes:
    return document(CATALOGUE, ONE, PAGE, b"<< /Length 2147483647 >>\nstream\nx\nendstream")


@hostile("cut off.pdf", ".", recipe=RECIPE)
def cut_off() -> bytes:
    octets = of_reader("pdf")[0].octets
    return octets[: len(octets) // 2]
