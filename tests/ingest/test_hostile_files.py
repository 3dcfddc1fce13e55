"""Whatever bytes a file holds, recognising and reading it ends in rows, rejects or a sentence: never a crash."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.ingest import containers, scripts, stated, tails
from workbench.ingest.containers import Member
from workbench.ingest.delimited import Delimited
from workbench.ingest.readers import Layout
from workbench.model.problems import Problem

CALLS = b"Total Records : 3\nFrom,To,When\n" + b"447700900001,447700900002,03/04/2024\n" * 3 + b"Total,,3\n"
FEW = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
BYTES = st.one_of(
    st.binary(max_size=400),
    st.lists(st.sampled_from([b"a", b"1", b",", b";", b'"', b"\r", b"\n", b"\0", b"\xff", "Ж".encode("cp1251"), b"  "]),
             max_size=120).map(b"".join),
    st.text(alphabet="aЖ中,;\"\r\n\t0-/ـ٣\u202e ", max_size=200).map(lambda text: text.encode("utf-8")),
    st.text(alphabet="aЖ中,;\r\n0", max_size=100).map(lambda text: text.encode("utf-16")),
)  # fmt: skip


def packed() -> dict[str, bytes]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/calls.csv", CALLS)
        archive.writestr("inner.gz", gzip.compress(CALLS))
    return {"zip": file.getvalue(), "gz": gzip.compress(CALLS), "zst": zstandard.compress(CALLS)}


PACKED = packed()


@FEW
@given(BYTES)
def test_any_bytes_as_text(tmp_path: Path, octets: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(octets)
    try:
        sniffed = Delimited().sniff(path)
        assert sniffed is None or sniffed.tables
        for rows in Delimited().tables(path, Layout()):
            assert rows.frame.height >= 0
    except Problem as problem:
        assert problem.what


@FEW
@given(
    st.sampled_from(sorted(PACKED)),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    st.integers(0, 40),
)
def test_a_damaged_archive(tmp_path: Path, kind: str, changes: list[tuple[int, int]], cut: int) -> None:
    octets = bytearray(PACKED[kind])
    for at, value in changes:
        octets[at % len(octets)] = value
    path = tmp_path / f"any.{kind}"
    path.write_bytes(bytes(octets[: len(octets) - cut]))
    try:
        for entry in containers.members(path, "moss"):
            if not entry.refused:
                assert len(Member(path, entry.name, "moss").read_bytes()) < 1 << 20
    except Problem as problem:
        assert problem.what


@FEW
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_as_letters(octets: bytes) -> None:
    for guess in scripts.guesses(octets):
        assert guess.score == guess.score and guess.language


@FEW
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_lines_as_statements(lines: list[str]) -> None:
    said = stated.facts(lines)
    assert all(isinstance(check["sentence"], str) for check in stated.checks(said, 1, 0))


@FEW
@given(st.lists(st.lists(st.text(alphabet="-=Tota1l ", max_size=6), max_size=4), max_size=12))
def test_any_rows_as_a_footer(rows: list[list[str]]) -> None:
    at = tails.begins(rows, 4)
    assert at is None or 0 <= at < len(rows)


def test_a_statement_of_thousands_of_digits() -> None:
    assert "records" not in stated.facts(["Total Records : " + "9" * 5000])
    assert stated.facts(["Total Records : 12"]) == {"records": 12}
