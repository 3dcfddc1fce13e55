"""Links that two records make together: derived, only on demand, and never out of a transaction of too many pairs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from workbench.case import claims, graphs, included, joined, on_demand, records, sources
from workbench.case.cases import Case
from workbench.case.filtering import filtered
from workbench.case.writing import ReadingWriter
from workbench.model.block import Block, Ending
from workbench.model.filters import Filter

SECOND = 1_000_000


def _take_in(
    case: Case,
    folder: Path,
    name: str,
    inputs: list[tuple[int, str, str, str, int]],
    outputs: list[tuple[int, str, str, int]],
) -> int:
    """Inputs (row, wallet or "", transaction, spent transaction, spent index) and outputs (row, wallet,
    transaction, index) as one reading; the row is the second it happened."""
    known: dict[tuple[str, str], int] = {}

    def at(kind: str, value: str) -> int:
        return known.setdefault((kind, value), len(known) + 1) if value else 0

    frames = {
        "transaction_input": pl.DataFrame(
            [
                (row, 0, row * SECOND, at("wallet", w), at("transaction", t), at("transaction", s), float(n))
                for row, w, t, s, n in inputs
            ],
            schema={"row": pl.Int64, "part": pl.Int32, "at": pl.Int64, "wallet": pl.Int32,
                    "transaction": pl.Int32, "spent": pl.Int32, "spent_index": pl.Float64},
            orient="row",
        ),
        "transaction_output": pl.DataFrame(
            [(row, 1, row * SECOND, at("wallet", w), at("transaction", t), float(n)) for row, w, t, n in outputs],
            schema={"row": pl.Int64, "part": pl.Int32, "at": pl.Int64, "wallet": pl.Int32,
                    "transaction": pl.Int32, "index": pl.Float64},
            orient="row",
        ),
    }  # fmt: skip
    values = pl.DataFrame(
        [(kind, value, True) for kind, value in known],
        schema={"kind": pl.String, "value": pl.String, "valid": pl.Boolean},
        orient="row",
    )
    path = folder / name
    path.write_text("".join(f"{name} line {n}\n" for n in range(1, 20)))
    sha256, size = sources.hash_file(path)
    source = sources.keep(case, path, sha256, size, sources.Acquisition(), lambda done, total: None)
    writer = ReadingWriter(case, source, ("test.chain", 'id = "test.chain"'), {})
    writer.add(
        Block(len(inputs) + len(outputs), 1, 1, "", values, {k: f for k, f in frames.items() if f.height})
    )
    writer.seal(Ending(hashlib.sha256(b"").hexdigest(), {"encoding": "utf-8"}), f"Import {name}")
    return source


def _pairs(case: Case, kind: str) -> set[tuple[str, str, int]]:
    named = dict(case.db.conn.execute("SELECT id, value FROM entity"))
    rows = on_demand.counted(case, [kind]).select("start", "end", "count").iter_rows()
    return {(named[start], named[end], count) for start, end, count in rows}


def test_who_paid_in_and_who_was_paid_are_linked_across_files(case: Case, tmp_path: Path) -> None:
    one = _take_in(
        case, tmp_path, "in", [(1, "A", "T1", "T0", 0), (2, "B", "T1", "T0", 1), (3, "A", "T2", "T1", 0)], []
    )
    two = _take_in(case, tmp_path, "out", [], [(4, "C", "T1", 0), (5, "A", "T1", 1), (6, "C", "T2", 0)])
    assert _pairs(case, "paid_through") == {("A", "C", 4), ("B", "C", 2), ("B", "A", 2)}
    links = on_demand.counted(case, ["paid_through"])
    assert on_demand.sources(case, links["id"].to_list()) == {id: [one, two] for id in links["id"]}
    twice = int(links.filter(pl.col("count") == 4)["id"][0])
    assert [r.row for r in records.behind(case, [twice])] == [1, 3, 4, 6]
    [claim] = claims.for_links(case, [twice])
    assert claim.standing == "derived" and claim.count == 4 and "not told" in claim.sentence


def test_an_input_that_names_what_it_spends_finds_the_wallet_in_another_file(
    case: Case, tmp_path: Path
) -> None:
    _take_in(case, tmp_path, "late", [(1, "", "T2", "T1", 1), (2, "", "T3", "T1", 5)], [])
    assert _pairs(case, "held_coins") == set()
    _take_in(case, tmp_path, "early", [], [(3, "C", "T1", 0), (4, "D", "T1", 1)])
    assert _pairs(case, "held_coins") == {("D", "T2", 2)}


def test_a_transaction_of_too_many_pairs_is_not_taken_apart(case: Case, tmp_path: Path) -> None:
    many = joined.MOST // 20 + 1
    _take_in(
        case,
        tmp_path,
        "mix",
        [(1, f"I{n}", "T1", "T0", n) for n in range(20)],
        [(2, f"O{n}", "T1", n) for n in range(many)],
    )
    assert _pairs(case, "paid_through") == set()


def test_a_source_left_out_takes_its_derived_links_along(case: Case, tmp_path: Path) -> None:
    _take_in(case, tmp_path, "in", [(1, "A", "T1", "T0", 0)], [])
    _take_in(case, tmp_path, "out", [], [(2, "C", "T1", 0)])
    assert len(_pairs(case, "paid_through")) == 1
    reading = max(included.readings(case.db))
    with case.write() as db:
        db.conn.execute("DELETE FROM included WHERE reading = ?", (reading,))
    assert _pairs(case, "paid_through") == set()


def test_a_filter_leaves_what_both_records_of_a_link_pass(case: Case, tmp_path: Path) -> None:
    _take_in(
        case, tmp_path, "in", [(1, "A", "T1", "T0", 0), (2, "B", "T1", "T0", 1), (3, "A", "T2", "T1", 0)], []
    )
    _take_in(case, tmp_path, "out", [], [(4, "C", "T1", 0), (5, "A", "T1", 1), (6, "C", "T2", 0)])
    graph = graphs.read(case, ("paid_through",))

    def left(*filters: Filter, moments: tuple[int, int] | None = None) -> dict[tuple[str, str], int]:
        found = filtered(case, graph, filters, moments)
        kind = list(graph.link_kinds).index("paid_through")
        return {
            (graph.values[graph.start[k]], graph.values[graph.end[k]]): int(found.count[k])
            for k in range(len(graph.link_ids))
            if found.links[k] and graph.link_kind[k] == kind
        }

    assert left() == {("A", "C"): 4, ("B", "C"): 2, ("B", "A"): 2}
    assert left(Filter("time", low=2 * SECOND, high=6 * SECOND)) == {("B", "C"): 2, ("B", "A"): 2}
    assert left(moments=(3 * SECOND, 7 * SECOND)) == {("A", "C"): 2}
    assert left(Filter("source", keep=("1",))) == {}
