"""Delimited files as they come: every row once, with the line an editor shows, or a sentence why not."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.conftest import read_table
from workbench.ingest import delimited
from workbench.ingest.cutting import NOT_UTF8
from workbench.ingest.delimited import Delimited
from workbench.ingest.footers import BELOW_FOOTER
from workbench.ingest.readers import Layout
from workbench.model.problems import Problem

Write = Callable[..., Path]
NAMED = Layout(delimiter=",", headers=("name", "number", "note"))
CELL = st.text(st.sampled_from('xy7"\n, é'), max_size=5)


def lines_by_csv(text: str) -> list[tuple[int, list[str]]]:
    """Row number and cells as the csv module reads them; blank rows and the header left out."""
    reader = csv.reader(io.StringIO(text, newline=""))
    rows, before = [], 0
    for cells in reader:
        rows.append((before + 1, cells))
        before = reader.line_num
    return [(n, cells) for n, cells in rows[1:] if any(c.strip() for c in cells)]


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=30),
    end=st.sampled_from(["\n", "\r\n"]),
    block=st.sampled_from([16, 64, 1 << 20]),
)
def test_rows_and_lines_equal_an_independent_reading(
    rows: list[list[str]], end: str, block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = io.StringIO()
    out.write("name,number,note" + end)
    csv.writer(out, lineterminator=end).writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(out.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BLOCK", block)
        found = read_table(path, NAMED)
    expected = lines_by_csv(out.getvalue())
    whole = [(n, tuple(c)) for n, c in expected if len(c) == 3]
    longer = [(n, tuple(c[:3])) for n, c in expected if len(c) > 3 and not any(x.strip() for x in c[3:])]
    assert found.rows == sorted(whole + longer)
    assert found.frame.height + found.rejects.height == len(expected)
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@settings(max_examples=150, deadline=None)
@given(body=st.text(st.sampled_from('ab1",\n'), max_size=120), block=st.sampled_from([8, 32, 1 << 20]))
def test_messy_quotes_never_lose_a_line_or_swallow_the_file(
    body: str, block: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "name,number,note\n" + body + "\nlast,1,row\n"
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BLOCK", block)
        found = read_table(path, NAMED)
    numbers = sorted(found.frame["row"].to_list() + found.rejects["row"].to_list())
    assert len(set(numbers)) == len(numbers)
    lines = text.split("\n")
    for number, cells in found.rows:
        if '"' not in lines[number - 1]:
            assert ",".join(cells).rstrip(",") == lines[number - 1].rstrip(",")
    if body.count('"') % 2 == 0 and '"' not in body:
        assert (len(lines) - 1, ("last", "1", "row")) in found.rows


def test_pieces_do_not_change_what_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    body = "".join(f'n{i},{i},"two\nlines, {i}"\n' if i % 7 == 0 else f"n{i},{i},x\n" for i in range(500))
    path = write("name,number,note\n" + body)
    whole = read_table(path)
    monkeypatch.setattr(delimited, "BLOCK", 100)
    pieces = read_table(path)
    assert pieces.rows == whole.rows and len(whole.rows) == 500 and pieces.raw == whole.raw
    assert whole.raw[2] == 'n0,0,"two\nlines, 0"'


@pytest.mark.parametrize(
    ("encoding", "end"),
    [
        ("utf-8-sig", "\n"),
        ("utf-16", "\r\n"),
        ("utf-16-le", "\n"),
        ("cp1252", "\r\n"),
        ("utf-8", "\r"),
        ("cp1251", "\n"),
        ("gb18030", "\n"),
    ],
)
def test_encodings_and_line_ends(write: Write, encoding: str, end: str) -> None:
    names = {
        "cp1251": ["Привет", "Дорога", "Москва"],
        "gb18030": ["北京市朝阳区", "上海市浦东新区", "广州市天河区"],
    }
    words = names.get(encoding, ["Café Zürich", "naïve – façade", "Ærø élan"])
    rows = [f"{words[i % 3]},{i},street {i}" for i in range(60)]
    text = end.join(["name,number,note", *rows]) + end
    path = write(text.encode(encoding))
    found = read_table(path)
    assert found.rows == [(i + 2, tuple(row.split(","))) for i, row in enumerate(rows)]
    line_of_bytes = encoding in ("utf-8-sig", "cp1252", "cp1251") and end != "\r"
    assert (found.raw == {}) == line_of_bytes
    if not line_of_bytes:
        assert found.raw[2] == rows[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_even_where_another_one_stands_in_cells(write: Write, delimiter: str) -> None:
    other = "," if delimiter != "," else ";"
    rows = [delimiter.join(["1/25/2022" + other + " 2:58", f"{i}", "x", "y"]) for i in range(9)]
    path = write("\n".join([delimiter.join(["Date", "Number", "Type", "Total"]), *rows]))
    found = read_table(path)
    assert found.facts["delimiter"] == delimiter and found.frame.height == 9


def test_preamble_footer_blank_rows_rules_and_repeated_headers(write: Write) -> None:
    path = write(
        "Call details of Mobile No '447700900001',,\n,,\nname,number,note\n-----,,\na,1,x\n,,\n\n"
        "name,number,note\nb,2,y\n  \nTotal,2,\nDisclaimer: none,,\n"
    )
    layout = Layout(headers=("Name", " NUMBER "), footer="^Total", skip="^-{5}")
    found = read_table(path, layout)
    assert found.rows == [(5, ("a", "1", "x")), (9, ("b", "2", "y"))]
    assert not found.rejects.height
    assert found.facts["header_row"] == 3 and found.facts["footer_row"] == 11
    assert found.facts["footer"] == ["Total,2,", "Disclaimer: none,,"]
    assert found.facts["preamble"] == ["Call details of Mobile No '447700900001',,", ",,"]
    assert found.facts["blank_rows"] == 3 and found.facts["repeated_headers"] == 1


def test_long_and_short_rows_are_refused_with_their_text(write: Write) -> None:
    path = write("name,number,note\na,1,x\nb,2\nc,3,y,z\nd,4,z,\ne,5,,,w\nf,6,q\n")
    found = read_table(path)
    assert [n for n, _ in found.rows] == [2, 5, 7]
    assert [(row, raw) for row, _, _, raw in found.rejects.rows()] == [
        (3, "b,2"),
        (4, "c,3,y,z"),
        (6, "e,5,,,w"),
    ]
    assert "too few columns: 2" in found.rejects["reason"][0]
    assert "too many columns: 5" in found.rejects["reason"][2]


def test_surplus_behind_empty_cells_is_seen_however_many_rows_are_empty_there(write: Write) -> None:
    rows = ["a,1,"] * 5000
    rows[4000] = "a,1,,,hidden"
    found = read_table(write("name,number,note\n" + "\n".join(rows)))
    assert found.rejects["row"].to_list() == [4002] and found.frame.height == 4999


def test_a_lone_quote_costs_one_row(write: Write) -> None:
    rows = [f"n{i},{i},plain" for i in range(3000)]
    rows[100] = 'n100,100,"never closed'
    rows[200] = 'n200,200,5" pipe'
    found = read_table(write("name,number,note\n" + "\n".join(rows) + "\n"))
    assert found.rejects.select("row", "reason").rows() == [(102, "a quote opens here that is never closed")]
    assert found.frame.height == 2999 and dict(found.rows)[202] == ("n200", "200", '5" pipe')


def test_hostile_cells(write: Write) -> None:
    text = b"name,number,note\na,1,nul\0here\nb,2," + b"x" * 300_000 + b"\nc,3,fine\nd,4,bad\xff\xfebytes\n"
    found = read_table(write(b"\xef\xbb\xbf" + text))
    assert [(r, why) for r, _, why, _ in found.rejects.rows()] == [
        (2, "holds a NUL byte, which no text has"),
        (5, "holds bytes that are not UTF-8 text; the file mixes encodings"),
    ]
    assert [n for n, _ in found.rows] == [3, 4] and len(found.rows[0][1][2]) == 300_000


def test_a_second_header_row_is_refused(write: Write) -> None:
    path = write(
        "Number,When,Seconds\nMSISDN,local,s\n447700900001,2024-05-06,12\n447700900002,2024-05-07,13\n"
    )
    found = read_table(path)
    assert found.rejects.rows() == [(2, "", "looks like a second header row", "MSISDN,local,s")]
    assert found.frame.height == 2


def test_a_file_without_header_gets_numbered_columns_or_those_of_the_layout(write: Write) -> None:
    path = write("1\t4\t7\n2\t5\t8\n")
    assert Delimited().sniff(path).tables[0].columns == ("Column 1", "Column 2", "Column 3")  # type: ignore[union-attr]
    found = read_table(path, Layout(columns=("a", "b", "c")))
    assert found.frame.columns == ["a", "b", "c", "row"] and found.rows[0] == (1, ("1", "4", "7"))


def test_unnamed_and_repeated_columns_have_names(write: Write) -> None:
    found = read_table(write("IMEI,,IMEI,row\n1,2,3,4\n"), Layout(headers=("IMEI",)))
    assert found.frame.columns == ["IMEI", "Column 2", "IMEI (2)", "row (2)", "row"]


def test_lacking_columns_are_named(write: Write) -> None:
    with pytest.raises(Problem, match="no row with the columns Caller, Callee"):
        read_table(write("a,b\n1,2\n"), Layout(headers=("Caller", "Callee")))


@pytest.mark.parametrize("stray", [b"caf\xe9", b"\xed\xa0\x80"])
def test_a_stray_byte_does_not_garble_a_utf8_file(write: Write, stray: bytes) -> None:
    names = "".join(f"Zoë Müller,{n},x\n" for n in range(50)).encode()
    padding = b"Ana,1,x\n" * 9000
    path = write(b"name,number,note\n" + stray + b",7,x\n" + padding + names)
    found = read_table(path)
    assert found.facts["encoding"] == "utf-8" and found.frame["name"][-1] == "Zoë Müller"
    assert found.rejects.rows()[0][:3] == (2, "", NOT_UTF8)


@pytest.mark.parametrize("block", [64, 1 << 20])
def test_a_footer_swallows_no_rows(write: Write, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    monkeypatch.setattr(delimited, "BLOCK", block)
    remarks = [f"Remark {n}" for n in range(60)]
    path = write("\n".join(["name,number,note", "a,1,x", "Total,1,", "", "b,2,y", *remarks, "c,3,z"]))
    found = read_table(path, Layout(headers=("name",), footer="^Total"))
    assert found.rows == [(2, ("a", "1", "x"))]
    assert found.facts["footer_row"] == 3 and found.facts["footer"] == ["Total,1,", *remarks[:49]]
    assert found.rejects["row"].to_list() == [5, *range(55, 66), 66]
    assert found.rejects["raw"].to_list() == ["b,2,y", *remarks[49:], "c,3,z"]
    assert set(found.rejects["reason"]) == {BELOW_FOOTER.format(3)}


def test_footer_patterns_python_alone_knows(write: Write) -> None:
    found = read_table(
        write("name,number\nTotality,1\nTotal,2\n"), Layout(headers=("name",), footer="^Total(?!ity)")
    )
    assert found.frame.height == 1 and found.facts["footer_row"] == 3


def test_real_files(samples: Path) -> None:
    found = read_table(samples / "parcels/scms-usaid/SCMS_Delivery_History_Dataset.csv")
    assert found.frame.height == 10_324 and found.facts["line_end"] == "\r" and not found.rejects.height
    vast = read_table(samples / "cdr/vast2008-mc3/cdr_raw.csv")
    assert vast.frame.height == 9_834 and vast.rows[0] == (2, ("349", "23", "20060601 0008", "1634", "1"))


def test_a_footer_is_pointed_out(write: Write) -> None:
    rows = "".join(f"4477009000{i:02},2024-05-06,{i},voice,x\n" for i in range(30))
    path = write("Number,Date,Seconds,Type,Note\n" + rows + "\nTotal,30,,,\nThis is a report,,,,\n")
    sniffed = Delimited().sniff(path)
    assert sniffed is not None and sniffed.facts["footer"] == ["Total,30,,,", "This is a report,,,,"]
    plain = Delimited().sniff(write("Number,Date,Seconds,Type,Note\n" + rows))
    assert plain is not None and plain.facts["footer"] == []
