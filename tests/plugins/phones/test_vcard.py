"""Contact cards of all versions, folded, encoded, cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.phones.readers import lines, refused
from workbench.api import Problem


def _card(*properties: str, version: str = "3.0") -> str:
    return "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *properties, "END:VCARD", ""))


def _file(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("said", "id", "sort"),
    [
        ("TEL;CELL:+44 7700 900004", "+44 7700 900004", "phone"),
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+447700900004;ext=5', "+447700900004", "phone"),
        ("item3.TEL;type=pref:07700 900004", "07700 900004", "phone"),
        ("EMAIL:mia@example.org", "mia@example.org", "email"),
        ("IMPP:xmpp:mia@example.org", "xmpp:mia@example.org", "handle"),
        ("X-JABBER:mia@example.org", "xmpp:mia@example.org", "handle"),
        ("IMPP;X-SERVICE-TYPE=Skype:x-apple:mia.example", "skype:mia.example", "handle"),
        ("X-SOCIALPROFILE;type=telegram:x-apple:mia_example", "telegram:mia_example", "handle"),
        ("X-WHATSAPP:447700900004", "+447700900004", "phone"),
    ],
)
def test_each_sort_of_entry(said: str, id: str, sort: str, tmp_path: Path) -> None:
    (line,) = lines("vcard", _file(tmp_path, _card("FN:Mia", said)))
    assert (line["recipient"], line["recipient sort"], line["recipient name"]) == (id, sort, "Mia")


def test_folded_and_quoted_lines_are_joined(tmp_path: Path) -> None:
    card = _card(
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB=", "=20K", "NOTE:a\\n", " b\\, c", "TEL:1234567"
    )
    (line,) = lines("vcard", _file(tmp_path, card))
    assert line["recipient name"] == "Zoë K" and line["note"] == "a\nb, c"


@pytest.mark.parametrize("charset", ["klingon", "a\0b", "hex"])
def test_an_encoding_that_none_knows_is_read_as_utf_8(charset: str, tmp_path: Path) -> None:
    card = _card(f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:Zo=C3=AB", "TEL:1234567")
    (line,) = lines("vcard", _file(tmp_path, card))
    assert line["recipient name"] == "Zoë"


def test_the_name_in_parts_is_put_in_order(tmp_path: Path) -> None:
    (line,) = lines("vcard", _file(tmp_path, _card("N:Corrigill;Zoë;M.;Dr;", "TEL:1234567", version="2.1")))
    assert line["recipient name"] == "Zoë M. Corrigill"


def test_rows_are_the_lines_cards_begin_on(tmp_path: Path) -> None:
    path = _file(tmp_path, _card("TEL:1234567") + "\r\n" + _card("FN:x") + _card("TEL:1234568")[:-8])
    assert [line["row"] for line in lines("vcard", path)] == [1]
    assert [(row, why.split(":")[0]) for row, why, _ in refused("vcard", path)] == [
        (6, "a card without a number, an address or an account"), (10, "the card does not end"),
    ]  # fmt: skip


def test_what_stands_between_cards_is_refused_with_its_text(tmp_path: Path) -> None:
    path = _file(tmp_path, _card("TEL:1234567") + "stray\r\n" + _card("TEL:1234568"))
    assert [(row, raw) for row, _, raw in refused("vcard", path)] == [(5, "stray")]
    assert [line["row"] for line in lines("vcard", path)] == [1, 6]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    (line,) = lines("vcard", _file(tmp_path, _card("FN:Zoë", "TEL:1234567").encode(encoding)))
    assert line["recipient name"] == "Zoë"


def test_a_file_without_cards_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        lines("vcard", _file(tmp_path, "FN:Mia\n"))
