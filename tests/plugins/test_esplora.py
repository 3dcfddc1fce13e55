"""The Esplora reader: rows, exactness, and files that are cut off, flat, pretty-printed or hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.reading_plugins import shipped
from workbench.api import Layout, Problem, Reader, Rows
from workbench.plugin_host.loading import reader_source

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo" / "node_transactions.json"
MOST = 21_000_000 * 100_000_000


def _transaction(n: int, value: int = MOST) -> dict[str, Any]:
    output = {"scriptpubkey_address": "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "value": value}
    return {
        "txid": f"{n:064x}",
        "vin": [{"txid": "ff" * 32, "vout": 3, "prevout": output}],
        "vout": [output, output],
        "status": {"block_time": 1780268400, "block_height": 5},
    }


def _reader() -> Any:
    made: list[type[Reader]] = reader_source(shipped())()
    return next(r for r in made if r.id == "wallets.esplora")()


def _tables(path: Path) -> tuple[list[Rows], dict[str, Any]]:
    reader = _reader()
    return list(reader.tables(path, Layout())), reader.facts


def _rows(path: Path, side: str) -> list[int]:
    frames = [rows.frame for rows in _tables(path)[0]]
    return [
        row for frame in frames for row, one in zip(frame["row"], frame["side"], strict=True) if one == side
    ]


def test_one_a_line_counts_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[\n" + ",\n".join(json.dumps(_transaction(n)) for n in range(3)) + "\n]\n")
    assert _rows(path, "input") == [2, 3, 4]
    assert _rows(path, "output") == [2, 2, 3, 3, 4, 4]
    tables, facts = _tables(path)
    assert facts["row_is"] == "line" and all(rows.raw is None for rows in tables)
    assert tables[0].frame["amount"][1] == "21000000.00000000"


def test_pretty_printed_counts_the_line_it_begins_on_and_keeps_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([_transaction(1), _transaction(2)], indent=2))
    tables, facts = _tables(path)
    lines = path.read_text().splitlines()
    begins = [n for n, line in enumerate(lines, 1) if line == "  {"]
    assert _rows(path, "input") == begins and facts["row_is"] == "line"
    assert tables[0].raw is not None
    assert [json.loads(text)["txid"] for text in tables[0].raw["text"]] == [f"{n:064x}" for n in (1, 2)]


def test_all_on_one_line_counts_elements(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([_transaction(n) for n in range(1, 4)]))
    assert _rows(path, "input") == [1, 2, 3]
    assert _tables(path)[1]["row_is"] == "element"


@pytest.mark.parametrize(("cut", "reason"), [(30, "not JSON that can be read"), (0, "it was cut off")])
def test_a_file_that_was_cut_off_says_so_and_keeps_the_rest(cut: int, reason: str, tmp_path: Path) -> None:
    """Cut inside an element, and neatly between two."""
    path = tmp_path / "a.json"
    whole = "\n".join(DEMO.read_text().split("\n")[:100])
    path.write_text(whole[: len(whole) - cut])
    tables, _ = _tables(path)
    rejects = [said for rows in tables for said in rows.rejects.iter_rows()]
    assert [said[0] for said in rejects] == [100] and reason in rejects[0][2]
    assert sum(rows.frame.height for rows in tables) > 100


def test_amounts_that_are_not_whole_satoshi_are_refused_not_rounded(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for wrong in ("0.5", "1e3", "-1", "true", '"7"', "NaN"):
        said = json.dumps(_transaction(1, 777)).replace("777", wrong)
        path.write_text("[\n" + said + ",\n" + json.dumps(_transaction(2)) + "\n]")
        tables, _ = _tables(path)
        assert [r[0] for rows in tables for r in rows.rejects.iter_rows()] == [2], wrong
        assert _rows(path, "input") == [3]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"txid": 5}',
        "[" * 100_000,
        '{"txid":"a","vin":' + "[" * 100_000,
        '{"txid":"a","vin":' + "9" * 10_000 + "}",
        '[{"txid":"a","vin":[null],"vout":[]}]',
        "\ufeffnothing of the kind",
    ],
)
def test_hostile_or_empty_files_are_a_problem_in_a_sentence(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, "utf-8")
    with pytest.raises(Problem):
        _tables(path)


def test_sniffing_leaves_other_files_alone(tmp_path: Path) -> None:
    for name, text in (("a.csv", "txid,vin\n1,2\n"), ("b.json", '{"messages": []}'), ("c.json", "[1, 2]")):
        (tmp_path / name).write_text(text)
        assert _reader().sniff(tmp_path / name) is None
    sniffed = _reader().sniff(DEMO)
    assert [table.name for table in sniffed.tables] == ["transactions"]
    assert sniffed.tables[0].sample_rows[0] == 2
