"""clew compare and clew extract."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.cli.conftest import A, B, C, Clew, D
from workbench.case import opening


def test_an_extract_and_its_case_know_the_same(clew: Clew, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.case"
    said = clew("extract", case, "--entity", A, "--entity", B, "-o", out)
    assert said.code == 0, said.err
    assert "for reading only: 2 entities, 2 records, 2 rows of 1 sources" in said.text
    assert not os.access(out, os.W_OK) or os.getuid() == 0
    assert clew("verify", out).code == 0
    found = clew("compare", case, out, "--json").json
    assert [(f["kind"], f["value"]) for f in found] == [("phone", A), ("phone", B)]
    for f in found:
        assert f["there"]["records"] == 2 and f["here"]["records"] >= 2
        assert {(r["sha256"], r["row"], r["text"]) for r in f["there"]["rows"]} <= {
            (r["sha256"], r["row"], r["text"]) for r in f["here"]["rows"]
        }
    with opening.open_case(case) as opened:
        acts = [json.loads(body)["act"] for (body,) in opened.db.conn.execute("SELECT body FROM log")]
    assert "extract" in acts and "compare" in acts


def test_every_row_and_a_chart(clew: Clew, case: Path, tmp_path: Path) -> None:
    said = clew("extract", case, "--entity", D, "--every-row", "-o", tmp_path / "d.case", "--json").json
    assert (said["records"], said["further"]) == (1, 1)
    found = clew("compare", case, tmp_path / "d.case", "--rows", "0", "--json").json
    assert [(f["value"], f["here"]["rows"]) for f in found] == [(D, []), (C, [])]
    assert (
        "there is no chart Missing"
        in clew("extract", case, "--chart", "Missing", "-o", tmp_path / "e.case").err
    )
    assert "nobody is chosen" in clew("extract", case, "-o", tmp_path / "e.case").err


def test_what_cannot_be_compared_is_told(clew: Clew, case: Path, tmp_path: Path) -> None:
    assert "one and the same case" in clew("compare", case, case).err
    assert clew("compare", case, tmp_path / "none.case").code == 2
    assert clew("new", tmp_path / "empty.case").code == 0
    assert clew("compare", case, tmp_path / "empty.case").text == "No identifier stands in both.\n"


def test_a_protected_other_case_needs_its_key(clew: Clew, case: Path, tmp_path: Path) -> None:
    out, key = tmp_path / "out.case", tmp_path / "key.txt"
    key.write_text("three small words\n", "utf-8")
    assert clew("extract", case, "--entity", A, "--entity", B, "--new-key-file", key, "-o", out).code == 0
    assert clew("compare", case, out).code == 2
    assert "phone" in clew("compare", case, out, "--other-key-file", key).text.lower()
