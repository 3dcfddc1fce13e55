"""clew verify: 0 whole, 1 not, 2 when there is nothing to verify."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.cli.conftest import Clew


def test_a_whole_case(clew: Clew, case: Path) -> None:
    said = clew("verify", case, "--json")
    assert said.code == 0 and said.json["ok"] is True
    assert all(list(c) == ["name", "ok", "detail"] and c["ok"] for c in said.json["checks"])
    assert clew("verify", case).text.endswith("The case is whole.\n")


def test_a_damaged_page(clew: Clew, case: Path) -> None:
    data = bytearray(case.read_bytes())
    data[len(data) // 3] ^= 16
    case.write_bytes(data)
    said = clew("verify", case, "--json")
    assert said.code == 1 and said.json["ok"] is False
    assert not next(c for c in said.json["checks"] if c["name"] == "pages")["ok"]
    human = clew("verify", case)
    assert human.code == 1 and "FAILED" in human.text and "The case is NOT whole" in human.text


def test_a_case_too_damaged_to_open(clew: Clew, case: Path) -> None:
    for data in (Random(2).randbytes(30_000), b"", case.read_bytes()[:100]):
        case.write_bytes(data)
        said = clew("verify", case, "--json")
        assert said.code == 1 and said.err == ""
        [check] = said.json["checks"]
        assert said.json["ok"] is False and check["name"] == "opening" and "made.case" in check["detail"]


def test_another_command_on_what_may_be_no_case_at_all_fails_in_one_line(clew: Clew, case: Path) -> None:
    case.write_bytes(Random(2).randbytes(30_000))
    said = clew("entities", case, "--json")
    assert said.code == 2 and said.out == b"" and said.err.count("\n") == 1
    data = bytearray(Random(2).randbytes(1))
    case.write_bytes(data)
    assert clew("undo", case).code == 2


def test_a_page_damaged_in_the_middle_is_told_by_whoever_meets_it(clew: Clew, made: Path, case: Path) -> None:
    whole, codes = made.read_bytes(), set()
    for page in range(1, len(whole) // 8192, 3):
        data = bytearray(whole)
        data[page * 8192 + 4000] ^= 1
        case.write_bytes(data)
        said = clew("links", case, "--json")
        codes.add(said.code)
        assert said.code in (0, 1) and (said.code == 0 or said.err.count("\n") == 1), said.err
    assert codes == {0, 1}


def test_no_case_is_nothing_to_verify(clew: Clew, tmp_path: Path) -> None:
    said = clew("verify", tmp_path / "none.case", "--json")
    assert said.code == 2 and said.out == b"" and "there is no case" in said.err
