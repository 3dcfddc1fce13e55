"""The readers of graphs: how entities are called, and files that are cut off, nested, swollen or full of entities."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.reading_plugins import PLUGINS, shipped
from workbench.api import Layout, Problem, Rows
from workbench.plugin_host.discovery import Plugins
from workbench.plugin_host.loading import reader_source

GEXF = '<gexf><graph defaultedgetype="directed"><nodes>{}</nodes><edges>{}</edges></graph></gexf>'
GRAPHML = '<graphml><graph edgedefault="undirected">{}</graph></graphml>'
SAMPLES = PLUGINS / "graphs" / "samples"


@cache
def _classes() -> dict[str, Any]:
    only = Plugins(**{**vars(shipped()), "plugins": tuple(p for p in shipped().plugins if p.id == "graphs")})
    return {reader.id: reader for reader in reader_source(only)()}


def _reader(id: str) -> Any:
    return _classes()[f"graphs.{id}"]()


def _tables(id: str, path: Path) -> list[Rows]:
    return list(_reader(id).tables(path, Layout()))


def _cells(id: str, path: Path, text: str | bytes) -> list[dict[str, Any]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [row for rows in _tables(id, path) for row in rows.frame.iter_rows(named=True)]


def _names(id: str, path: Path, text: str) -> list[tuple[str, str, bool]]:
    """Value, kind, and whether it is one only inside the file, of every node."""
    rows = _cells(id, path, text)
    return [(r["start"], r["start kind"], bool(r["start scope"])) for r in rows if r["what"] == "node"]


@pytest.mark.parametrize(
    ("nodes", "named"),
    [
        ('<node id="12" label="12"/>', [("12", "thing", True)]),
        ('<node id="n1"/>', [("n1", "thing", True)]),
        ('<node id="Suzy"/>', [("Suzy", "thing", False)]),
        ('<node id="1" label="New York"/>', [("New York", "thing", False)]),
        (
            '<node id="1" label="Ann"/><node id="2" label="ann"/>',
            [("Ann (1)", "thing", True), ("ann (2)", "thing", True)],
        ),
        ('<node id="1" label="Unknown"/>', [("Unknown (1)", "thing", True)]),
        ('<node id="1" label="+44 7700 900123"/>', [("+44 7700 900123", "phone", False)]),
        ('<node id="1" label="north@example.org"/>', [("north@example.org", "email", False)]),
    ],
)
def test_what_a_node_is_called(nodes: str, named: list[tuple[str, str, bool]], tmp_path: Path) -> None:
    assert _names("gexf", tmp_path / "a.gexf", GEXF.format(nodes, "")) == named


def test_a_value_that_does_not_look_like_its_type_is_a_thing(tmp_path: Path) -> None:
    data = '<node id="{}"><data key="label">{}</data><data key="type">{}</data></node>'
    said = [("1", "Carter's burner", "Phone"), ("2", "07700 900123", "Phone"), ("3", "Black SUV", "Vehicle")]
    text = GRAPHML.format("".join(data.format(*one) for one in said))
    kinds = [kind for _, kind, _ in _names("graphml", tmp_path / "a.graphml", text)]
    assert kinds == ["thing", "phone", "thing"]


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    data = '<node id="{}"><data key="label">John Smith</data><data key="type">Person</data></node>'
    text = GRAPHML.format(data.format("a") + data.format("b"))
    assert [n for n, *_ in _names("graphml", tmp_path / "a.graphml", text)] == [
        "John Smith (a)",
        "John Smith (b)",
    ]


def test_the_same_id_in_another_file_is_another_thing(tmp_path: Path) -> None:
    scopes = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        rows = _cells(
            "gexf", tmp_path / name / "a.gexf", GEXF.format('<node id="12"/>', "") + f"<!-- {name} -->"
        )
        scopes.add(rows[0]["start scope"])
    assert len(scopes) == 2 and all(scope.startswith("a.gexf ") for scope in scopes)


def test_undirected_edges_have_one_written_form(tmp_path: Path) -> None:
    edges = '<edge source="b" target="a"/><edge source="a" target="b"/>'
    rows = _cells("graphml", tmp_path / "a.graphml", GRAPHML.format('<node id="b"/><node id="a"/>' + edges))
    assert [(r["start"], r["end"]) for r in rows if r["what"] == "tie"] == [("a", "b")] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1251"])
def test_encodings_and_verbatim_rows(encoding: str, tmp_path: Path) -> None:
    said = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<gexf><graph><nodes>\n'
    node = '<node id="1" label="Москва > &quot;x&quot;" note=\'a>b\' />'
    (tmp_path / "a.gexf").write_bytes(f"{said}{node}\n</nodes></graph></gexf>".encode(encoding))
    rows = _tables("gexf", tmp_path / "a.gexf")
    assert rows[0].frame["start"].to_list() == ['Москва > "x"']
    assert rows[0].raw is not None and rows[0].raw.rows() == [(3, node)]


def test_rows_that_share_a_line_are_counted(tmp_path: Path) -> None:
    text = GEXF.format('<node id="a"/><node id="b"/>', '<edge source="a" target="b"/>')
    assert [row["row"] for row in _cells("gexf", tmp_path / "a.gexf", text)] == [1, 2, 3]


BOMB = "".join(f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}&l0;">' for n in range(1, 9))
HOSTILE = {
    "entities": f'<!DOCTYPE gexf [{BOMB}]><gexf><graph><nodes><node id="&l8;"/></nodes></graph></gexf>',
    "outside": '<!DOCTYPE gexf SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><gexf>&x;</gexf>',
    "deep": "<gexf>" + "<nodes>" * 100_000,
    "nested nodes": GEXF.format('<node id="1"><nodes>' * 600, ""),
    "cut off": GEXF.format('<node id="1"/>', '<edge source="1" tar')[:70],
    "cut in a tag": GEXF.format('<node id="1"/><node id="2" lab', "")[:66],
    "not sound": GEXF.format('<node id="1"><edge></node>', ""),
    "empty": "<gexf/>",
}


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_hostile_and_broken_xml_is_a_problem_in_a_sentence(case: str, tmp_path: Path) -> None:
    (tmp_path / "a.gexf").write_text(HOSTILE[case])
    with pytest.raises(Problem) as caught:
        _tables("gexf", tmp_path / "a.gexf")
    wanted = {"cut off": "is cut off", "cut in a tag": "is cut off", "entities": "declares XML entities"}
    assert "a.gexf" in caught.value.what and wanted.get(case, "") in caught.value.what


def test_a_swollen_attribute_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.gexf"
    with path.open("w") as file:
        file.write('<gexf><graph><nodes><node id="')
        for _ in range(20):
            file.write("x" * (1 << 20))
    with pytest.raises(Problem, match="more than 16 MiB"):
        _tables("gexf", path)


BROKEN_JSON = {
    "cut off": '{"type": "bundle", "objects": [\n{"type": "tool", "id": "tool--1", "name": "x"},\n{"type": "to',
    "cut between": '{"type": "bundle", "objects": [\n{"type": "tool", "id": "tool--1", "name": "x"},\n',
    "deep": '{"type": "bundle", "objects": ' + "[" * 100_000,
    "no objects": '{"type": "bundle", "objects": []}',
    "junk": '{"type": "bundle", "objects": [{]}',
}


@pytest.mark.parametrize("case", sorted(BROKEN_JSON))
def test_broken_json_is_a_problem_in_a_sentence(case: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(BROKEN_JSON[case])
    with pytest.raises(Problem) as caught:
        _tables("stix", tmp_path / "a.json")
    assert "a.json" in caught.value.what and (not case.startswith("cut") or "cut off" in caught.value.what)


def test_maltego_packages_that_are_damaged_or_swollen(tmp_path: Path) -> None:
    whole = (SAMPLES / "maltego.mtgx").read_bytes()
    path = tmp_path / "a.mtgx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Problem):
        _tables("maltego", path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Graphs/Graph1.graphml", b"<graphml>" + b" " * (40 << 20))
    path.write_bytes(packed.getvalue())
    with pytest.raises(Problem, match="far more than"):
        _tables("maltego", path)


def test_events_need_a_day_and_parties_that_can_be_one(tmp_path: Path) -> None:
    def call(id: str, **told: str) -> str:
        properties = {name: [value] for name, value in told.items()}
        return json.dumps({"id": id, "schema": "Call", "properties": properties})

    number = {"callerNumber": "+447700900123", "receiverNumber": "+447700900456"}
    people = [
        json.dumps({"id": p, "schema": "Person", "properties": {"name": [n]}})
        for p, n in (("p", "Rhea Kettlewell"), ("q", "Theo Danvers"))
    ]
    lines = [
        *people,
        call("a", **number, date="2026-06-14"),
        call("b", **number, date="2026"),
        call("c", caller="p", receiver="q", date="2026-06-14"),
    ]
    rows = _cells("ftm", tmp_path / "a.jsonl", "\n".join(lines))
    told = [(r["row"], r["what"], r["type"]) for r in rows if r["what"] != "node"]
    assert told == [(3, "call", None), (4, "relation", "called"), (5, "relation", "called")]


def test_gephi_tables_of_nodes_and_edges_meet(tmp_path: Path) -> None:
    edges = _cells(
        "edge_list",
        tmp_path / "port [Edges].csv",
        "Source,Target,Type,Weight\n12,13,Undirected,2.5e0\n13,12,Directed,1\n",
    )
    nodes = _cells("edge_list", tmp_path / "port [Nodes].csv", "Id,Label,timeset\n12,North,\n13,South,\n")
    assert [(r["what"], r["weight"]) for r in edges] == [("tie", "2.5"), ("relation", "1")]
    assert {(r["start"], r["start scope"]) for r in nodes} == {(r["start"], r["start scope"]) for r in edges}
    assert [r["end"] for r in nodes if r["what"] == "relation"] == ["North", "South"]


def test_i2_table_of_links(tmp_path: Path) -> None:
    text = (
        "End1Type,End1Id,End1Label,LinkType,LinkLabel,Date,Time,End2Type,End2Id,End2Label\n"
        "Phone,+447700900123,Carter phone,Call,4 calls,2026-02-14,09:30:00,Phone,+447700900456,\n"
        "Person,P1,Alex Carter,Owns,,,,Vehicle,V1,Black SUV\n"
    )
    rows = _cells("edge_list", tmp_path / "links.csv", text)
    assert [(r["start"], r["start kind"], r["end"], r["end kind"], r["at"]) for r in rows] == [
        ("+447700900123", "phone", "+447700900456", "phone", "2026-02-14 09:30:00"),
        ("Alex Carter", "person", "Black SUV", "thing", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Name,Colour\nApple,red\nPear,green\nPlum,red\nFig,red\nKiwi,green\n",
        "caller,callee,start\n07700900123,07700900456,2026-06-01 10:00\n",
        "Date;Amount\n2026-06-01;5\n2026-06-02;6\n2026-06-03;7\n2026-06-04;7\n2026-06-05;7\n",
        "from,to,amount,currency\na,b,5,EUR\nb,a,6,EUR\n",
        "Dear all,\nplease find nothing.\n",
    ],
)
def test_other_tables_are_no_lists_of_edges(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(text)
    assert _reader("edge_list").sniff(tmp_path / "a.csv") is None


def test_every_reader_leaves_the_others_files_alone() -> None:
    files = [f for f in SAMPLES.iterdir() if f.name != "expected.json"]
    for file in files:
        known = [f.stem for f in files if _reader(f.stem).sniff(file) is not None]
        assert known == [file.stem]
