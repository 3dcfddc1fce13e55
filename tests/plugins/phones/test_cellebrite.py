"""Cellebrite's report.xml and .ufdr: streamed in little memory, cut off, hostile; and its workbook."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tests.ingest.making_workbooks import package, sheet
from tests.plugins.phones.readers import SAMPLES, lines, module, reader, refused, stretches
from workbench.api import Layout, Problem

REPORT = (SAMPLES / "cellebrite.xml").read_text("utf-8")
HEAD, _, REST = REPORT.partition("  <decodedData>\n")
TAIL = "  </decodedData>\n</project>\n"


def _with(tmp_path: Path, models: str, name: str = "report.xml") -> Path:
    path = tmp_path / name
    path.write_text(f"{HEAD}  <decodedData>\n{models}{TAIL}", "utf-8")
    return path


def _call(time: str = "2026-06-01T08:00:10.000+00:00", party: str = "+447700900002", role: str = "To") -> str:
    return f"""<modelType type="Call">
<model type="Call" id="1" deleted_state="Deleted" decoding_confidence="Medium">
<field name="Direction" type="CallDirection"><value type="CallDirection"><![CDATA[Outgoing]]></value></field>
<field name="TimeStamp" type="TimeStamp"><value type="TimeStamp">{time}</value></field>
<multiModelField name="Parties" type="Party"><model type="Party" id="2">
<field name="Identifier" type="String"><value type="String">{party}</value></field>
<field name="Role" type="PartyRole"><value type="PartyRole">{role}</value></field>
</model></multiModelField>
</model>
</modelType>
"""


def _chat(messages: int) -> str:
    """A group chat with so many messages, a kilobyte each."""
    chat = REST[REST.index('      <model type="Chat" id') : REST.index('<model type="InstantMessage"')]
    one = REST[REST.index('<model type="InstantMessage"') : REST.index("</modelField>")]
    one += '</modelField><field name="Body"><value>' + "x" * 500 + "</value></field></model>\n"
    return f'<modelType type="Chat">{chat}{one * messages}</multiModelField></model></modelType>'


def _peak(path: Path) -> tuple[int, int]:
    """Bytes of Python objects held at most while reading, and lines read."""
    tracemalloc.start()
    count = sum(rows.frame.height for rows in reader("cellebrite").tables(path, Layout()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak, count


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One chat of 600 and one of 2,400 messages; nothing but the stretch in hand is held."""
    monkeypatch.setattr(module("events"), "MOST_LINES", 200)
    small, large = _with(tmp_path, _chat(600), "a.xml"), _with(tmp_path, _chat(2_400), "b.xml")
    assert large.stat().st_size > 3.5 * small.stat().st_size
    (little, few), (much, many) = _peak(small), _peak(large)
    assert many > 3.9 * few
    assert much < 1.3 * little


def test_an_archive_gives_what_the_report_in_it_gives(tmp_path: Path) -> None:
    assert lines("cellebrite", SAMPLES / "cellebrite.package.ufdr") == lines(
        "cellebrite", SAMPLES / "cellebrite.xml"
    )


def test_the_owner_stands_in_where_a_call_names_only_the_other(tmp_path: Path) -> None:
    (call,) = [line for line in lines("cellebrite", _with(tmp_path, _call())) if line["what"] == "call"]
    assert (call["sender"], call["recipient"]) == ("+44 7700 900001", "+447700900002")
    assert (call["deleted"], call["confidence"]) == ("deleted", "medium")


def test_raw_rows_are_the_bytes_of_the_report(tmp_path: Path) -> None:
    path = SAMPLES / "cellebrite.xml"
    for rows in stretches("cellebrite", path):
        assert rows.raw is not None
        for row, text in rows.raw.iter_rows():
            assert text in REPORT
            assert REPORT.count("\n", 0, REPORT.index(text)) + 1 == row


@pytest.mark.parametrize("share", [0.35, 0.6, 0.9])
def test_a_report_that_is_cut_off_keeps_the_rest_and_says_how_much_is_missing(
    share: float, tmp_path: Path
) -> None:
    path = tmp_path / "report.xml"
    path.write_bytes(REPORT.encode()[: int(len(REPORT) * share)])
    *_, (row, why, raw) = refused("cellebrite", path)
    assert "breaks off at line" in why and row > 1 and raw
    assert 0 < len(lines("cellebrite", path)) < len(lines("cellebrite", SAMPLES / "cellebrite.xml"))


def test_control_characters_do_not_stop_the_report(tmp_path: Path) -> None:
    models = (
        _call(party="+44770090\x0b0002")
        + _call(party="+447700900003&#x0;")
        + _call(party="+447700900004&#11;")
    )
    parties = [
        line["recipient"] for line in lines("cellebrite", _with(tmp_path, models)) if line["what"] == "call"
    ]
    assert parties == ["+44770090 0002", "+447700900003", "+447700900004"]


def test_control_characters_across_the_edge_of_what_is_read_at_once(tmp_path: Path) -> None:
    chunk = 1 << 18
    for shift in range(6):
        models = _call(party="@@") + _call(party="+447700900003")
        at = len(f"{HEAD}  <decodedData>\n{models.partition('@@')[0]}".encode())
        padding = "<!--" + "." * (chunk - at - 7 - shift) + "-->"
        path = _with(tmp_path, padding + models.replace("@@", "&#x00000B;5"))
        assert [line["recipient"] for line in lines("cellebrite", path) if line["what"] == "call"] == [
            "5",
            "+447700900003",
        ]


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (f'<!DOCTYPE a [<!ENTITY b "c">]>{HEAD.partition("?>")[2]}', "entities"),
        (HEAD + "<a>" * 300, "nests deeper"),
        ("<?xml version='1.0'?><html/>", "no Cellebrite report"),
        (HEAD.replace('encoding="utf-8"', 'encoding="utfz8"'), "cannot be decoded"),
        (HEAD.partition("  <sourceExtractions")[0] + "<decodedData/></project>", "no calls"),
    ],
)
def test_hostile_or_empty_reports_are_a_problem_in_a_sentence(xml: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(xml, "utf-8")
    with pytest.raises(Problem, match=said):
        lines("cellebrite", path)


def test_a_bomb_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ufdr"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.xml", HEAD + " " * 30_000_000)
    with pytest.raises(Problem, match="far more than a report holds"):
        lines("cellebrite", path)


@pytest.mark.parametrize("name", ["a.zip", "b.xml", "c.txt"])
def test_sniffing_leaves_other_files_alone(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("<?xml version='1.0'?><project/>")
    if name == "a.zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("other.xml", REPORT)
    assert reader("cellebrite").sniff(path) is None


def test_sorts_that_are_not_read_are_counted() -> None:
    found = reader("cellebrite")
    list(found.tables(SAMPLES / "cellebrite.xml", Layout()))
    assert found.facts["not_read"] == {"WebBookmark": 1}


def test_a_quoted_message_is_no_message_of_its_own(tmp_path: Path) -> None:
    quoted = '<modelField name="Quoted" type="InstantMessage"><model type="InstantMessage" id="9"></model></modelField>'
    models = _chat(1).replace('<field name="Body">', quoted + '<field name="Body">')
    assert (
        len([line for line in lines("cellebrite", _with(tmp_path, models)) if line["what"] == "message"]) == 1
    )


def test_a_workbook_of_another_sort_is_left_alone(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", sheet(['<row r="1"><c r="A1"><v>1</v></c></row>']))
    assert reader("cellebrite_workbook").sniff(path) is None
    with pytest.raises(Problem, match="none of the sheets"):
        lines("cellebrite_workbook", path)
