"""XML that is too deep, too large, laden with entities or broken: the same for every reader of XML."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.files import hostile

DEPTH = 100_000
ATTRIBUTE = 1 << 20
HARM = "entit|deep|beyond all bounds|single element|sound XML|cut off|harm|cannot be read"


@dataclass(frozen=True)
class Dialect:
    """A format written in XML: its file ending, recipe, how a file begins and ends, and where rows stand."""

    name: str
    suffix: str
    recipe: str
    opens: str
    closes: str


CELLEBRITE = "http://pa.cellebrite.com/report/2.0"
SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
DIALECTS = (
    Dialect(
        "goAML", "xml", "payments.goaml",
        "<report><rentity_id>1</rentity_id><report_code>STR</report_code><transaction>", "</transaction></report>",
    ),
    Dialect(
        "Cellebrite", "xml", "phones.cellebrite",
        f'<project name="S" xmlns="{CELLEBRITE}"><decodedData><modelType type="Call"><model type="Call" id="1">',
        "</model></modelType></decodedData></project>",
    ),
    Dialect("GraphML", "graphml", "graphs.graphml", '<graphml><graph><node id="n0">', "</node></graph></graphml>"),
    Dialect(
        "GEXF", "gexf", "graphs.gexf",
        '<gexf><graph><nodes><node id="1" label="a">', "</node></nodes></graph></gexf>",
    ),
    Dialect(
        "ANX", "anx", "graphs.anx",
        "<Chart><ChartItemCollection><ChartItem>", "</ChartItem></ChartItemCollection></Chart>",
    ),
    Dialect(
        "sanctions", "xml", "wallets.sdn",
        "<Sanctions><DistinctParties><DistinctParty>", "</DistinctParty></DistinctParties></Sanctions>",
    ),
    Dialect(
        "Excel 2003", "xls", "call_records.caller_callee",
        f'<Workbook xmlns="{SHEET}" xmlns:ss="{SHEET}"><Worksheet ss:Name="S"><Table><Row><Cell><Data>',
        "</Data></Cell></Row></Table></Worksheet></Workbook>",
    ),
)  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def laughs(one: Dialect) -> str:
    """A billion laughs: ten entities of ten of the one before."""
    entities = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10)]
    return f"{HEAD}<!DOCTYPE x [{''.join(entities)}]>{one.opens}&a9;{one.closes}"


def blowup(one: Dialect) -> str:
    """One long entity, often: quadratic, and below what counts levels."""
    return f'{HEAD}<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>{one.opens}{"&a;" * 10_000}{one.closes}'


def outside(one: Dialect) -> str:
    """An entity that fetches a file of this machine."""
    return f'{HEAD}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{one.opens}&a;{one.closes}'


def far_grammar(one: Dialect) -> str:
    """A grammar and parameter entities from elsewhere."""
    said = '<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;'
    return f'{HEAD}<!DOCTYPE x SYSTEM "http://example.org/y.dtd" [{said}]>{one.opens}&z;{one.closes}'


def deep(one: Dialect) -> str:
    return HEAD + one.opens + "<a>" * DEPTH + "</a>" * DEPTH + one.closes


def never_closed(one: Dialect) -> str:
    return HEAD + one.opens + "<a>" * DEPTH


def wide_tag(one: Dialect) -> str:
    """An attribute of 1 MB."""
    return f'{HEAD}{one.opens}<a b="{"x" * ATTRIBUTE}"/>{one.closes}'


def many_attributes(one: Dialect) -> str:
    return HEAD + one.opens + "<a " + " ".join(f'b{at}=""' for at in range(20_000)) + "/>" + one.closes


def long_text(one: Dialect) -> str:
    return HEAD + one.opens + "<a>" + "x" * ATTRIBUTE + "</a>" + one.closes


def controls(one: Dialect) -> str:
    return HEAD + one.opens + "\x00\x01<a>\x0b</a>&#0;" + one.closes


def wrong_encoding(one: Dialect) -> str:
    return HEAD.replace("UTF-8", "klingon") + one.opens + "<a>x</a>" + one.closes


def unclosed_comment(one: Dialect) -> str:
    return HEAD + one.opens + "<!-- " + "- " * 500_000


SHAPES: dict[str, tuple[Callable[[Dialect], str], str]] = {
    "a billion laughs": (laughs, HARM),
    "one entity very often": (blowup, HARM),
    "an entity from outside": (outside, HARM),
    "a grammar from elsewhere": (far_grammar, HARM),
    "100,000 levels": (deep, HARM),
    "100,000 levels not closed": (never_closed, HARM),
    "an attribute of 1 MB": (wide_tag, "."),
    "20,000 attributes": (many_attributes, "."),
    "a text of 1 MB": (long_text, "."),
    "control characters": (controls, HARM + "|not text|states no party"),
    "an encoding nobody knows": (wrong_encoding, "is XML|encoding"),
    "a comment that does not end": (unclosed_comment, HARM + "|breaks off"),
}


def _make(shape: Callable[[Dialect], str], one: Dialect) -> bytes:
    return shape(one).encode()


for _one in DIALECTS:
    for _name, (_shape, _says) in SHAPES.items():
        hostile(f"{_one.name}, {_name}.{_one.suffix}", _says, recipe=_one.recipe)(
            functools.partial(_make, _shape, _one)
        )
