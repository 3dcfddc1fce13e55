"""Bytes are read in the encoding that makes words of them; where two do, it is asked with the words of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.conftest import read_table
from tests.ingest.corpora import TEXTS, samples
from workbench.ingest import encodings, scripts
from workbench.ingest.delimited import Delimited
from workbench.ingest.encodings import CERTAIN
from workbench.ingest.readers import Layout
from workbench.ingest.undecided import Undecided

Write = Callable[..., Path]


def test_how_often_the_encoding_is_right() -> None:
    """Whole lists and rows always; a header alone nearly always. A single word is asked about rather than guessed."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for size, encoding, text in samples():
        octets = text.encode(encoding)
        found = scripts.guesses(octets)
        if len(found) > 1 and found[0].score - found[1].score < CERTAIN:
            asked[size] += 1
        elif octets.decode(found[0].encoding, "replace") == text:
            right[size] += 1
        else:
            wrong[size] += 1
    assert not wrong["list"] and not wrong["row"] and not wrong["header"]
    assert not asked["list"] and not asked["row"] and asked["header"] <= 1
    assert right["list"] == 27 and right["row"] == 77
    cells = right["cell"] + asked["cell"] + wrong["cell"]
    assert wrong["cell"] <= 0.02 * cells and right["cell"] >= 0.7 * cells


@pytest.mark.parametrize("language", TEXTS)
def test_a_file_in_each_language(write: Write, language: str) -> None:
    names, text = TEXTS[language]
    rows = [line.split(";") for line in text.split("\n")]
    for encoding in names:
        listing = "".join(f"44770090000{i};{row[0]};2024-05-0{i + 1};7\r\n" for i, row in enumerate(rows))
        path = write(("number;name;date;seconds\r\n" + listing).encode(encoding))
        found = encodings.find(path, path.read_bytes()[: encodings.HEAD])
        assert listing.encode(encoding).decode(found.encoding) == listing
        assert found.confidence > 0.9 and found.why


@pytest.mark.parametrize(
    ("encoding", "bom", "found"),
    [
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-8", b"", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("text", ["Номер;Имя\r\n1;Иванов\r\n2;Петров\r\n", "号码;姓名\n1;张伟\n2;王芳\n"])
def test_unicode_with_and_without_a_mark(
    write: Write, encoding: str, bom: bytes, found: str, text: str
) -> None:
    path = write(bom + text.encode(encoding))
    assert encodings.find(path, path.read_bytes()).encoding == found
    names = text.replace("\r", "").split("\n")[0].split(";")
    assert read_table(path).frame.columns[:2] == names


def test_what_two_encodings_read_as_well_is_asked(write: Write) -> None:
    text = "number,name\n447700900001,СМС\n447700900002,СМС\n"
    path = write(text.encode("cp1251"))
    with pytest.raises(Undecided) as caught:
        list(Delimited().tables(path, Layout()))
    (question,) = caught.value.questions
    assert question.id == "encoding"
    shown = {answer.value: answer.evidence for answer in question.answers}
    assert len(shown) > 1 and shown["cp1251"] == ("СМС",)
    assert len(set(shown.values())) == len(shown)
    told = read_table(path, Layout(encoding="cp1251"))
    assert told.rows[0][1][1] == "СМС"
    sniffed = Delimited().sniff(path)
    assert sniffed is not None and sniffed.facts["questions"][0]["id"] == "encoding"


@pytest.mark.parametrize(
    ("text", "line_end"),
    [
        ("a,b\n1,2\n", "\n"),
        ("a,b\r\n1,2\r\n", "\r\n"),
        ("a,b\r1,2\r", "\r"),
        ("a,b\r\n1,2\r\n3,4\n5,6\r\n", "\r\n"),
        ("a,b\n1,2\r3,4\r5,6\n7,8\r", encodings.MIXED),
        ('a,b\n1,"x\ry\rz"\n2,"x\ry"\n', "\n"),
    ],
)
def test_line_ends(write: Write, text: str, line_end: str) -> None:
    path = write(text)
    assert encodings.find(path, path.read_bytes()).line_end == line_end


def test_mixed_line_ends_give_all_rows_and_their_own_text(write: Write) -> None:
    path = write("number,date\n447700900001,2024-01-01\r447700900002,2024-01-02\r\n447700900003,2024-01-03\r")
    found = read_table(path)
    assert [row for row, _ in found.rows] == [2, 3, 4]
    assert found.raw == {
        2: "447700900001,2024-01-01", 3: "447700900002,2024-01-02", 4: "447700900003,2024-01-03",
    }  # fmt: skip
