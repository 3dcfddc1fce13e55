"""Web pages whose tables reach beyond all bounds."""

from __future__ import annotations

from tests.hostile.files import hostile
from tests.hostile.specimens import HEADER, ROWS

CALLS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEADER, *ROWS])


def _page(inside: str) -> bytes:
    return f"<html><body>{inside}".encode()


@hostile("a cell over a billion columns.html", "")
def wide_cell() -> bytes:
    return _page(f"<table>{CALLS}<tr><td colspan=1000000000>x</td><td colspan=99999>y</td></tr></table>")


@hostile("a cell over 65,534 rows in every column.html", "beyond all bounds")
def high_cells() -> bytes:
    cell = '<td rowspan="65534" colspan="4096">x</td>'
    return _page(f"<table>{CALLS}<tr>{cell * 20}</tr>" + "<tr><td>y</td></tr>" * 3_000 + "</table>")


@hostile("tables in tables 10,000 deep.html", "more cells|deep|harm|bounds")
def deep_tables() -> bytes:
    return _page(f"<table>{CALLS}</table>" + "<table><tr><td>" * 10_000)


@hostile("100,000 open elements.html", "")
def open_elements() -> bytes:
    return _page("<b>" * 100_000 + f"<table>{CALLS}</table>")


@hostile("a comment that does not end.html", "does not end")
def open_comment() -> bytes:
    return _page(f"<table>{CALLS}</table><!-- " + "x " * 1_000_000)


@hostile("half tags.html", "does not end")
def half_tags() -> bytes:
    return _page(f"<table>{CALLS}</table>" + "<td " * 50_000 + "<!" * 50_000 + "&#x" * 50_000 + "</" * 50_000)


@hostile("characters that are none.html", "")
def characters() -> bytes:
    said = "&#0;&#xd800;&#1114112;&#99999999999;&nosuch;&amp" * 20
    return _page(f"<table>{CALLS}<tr><td>{said}</td></tr></table>")


@hostile("an attribute of 10 MB.html", "does not end")
def large_attribute() -> bytes:
    return _page(f'<table>{CALLS}<tr><td title="{"x" * (10 << 20)}">y</td></tr></table>')
