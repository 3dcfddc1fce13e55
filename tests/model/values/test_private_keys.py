"""A private key is told by its length and hash, and stands nowhere in clear."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from workbench.model.values.private_keys import CHUNK, blacked_out, blacked_out_column, in_file

SECRET = "lFgEah08ABYJKwYBBAHaRw8BAQdAHzvuYHw5Yzq1wPFQDgKPEVxt75oRI6UJJBjZ"
PGP = f"-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n{SECRET}\n=iONP\n-----END PGP PRIVATE KEY BLOCK-----"


def test_only_the_secret_part_goes() -> None:
    for block in (
        PGP,
        PGP.replace("\n", " "),
        f"-----BEGIN RSA PRIVATE KEY-----\n{SECRET}\n-----END RSA PRIVATE KEY-----",
        f"-----BEGIN PRIVATE KEY-----\n{SECRET}",
    ):
        seen = blacked_out(f"before {block} after")
        assert SECRET not in seen and seen.startswith("before -----BEGIN") and "blacked out: " in seen
        assert blacked_out(seen) == seen
    assert blacked_out(f"before {PGP} after").endswith("-----END PGP PRIVATE KEY BLOCK----- after")


def test_what_is_no_private_key_stays() -> None:
    public = PGP.replace("PRIVATE", "PUBLIC")
    texts = pl.Series(["my PRIVATE KEY is safe", public, None])
    seen, count = blacked_out_column(texts)
    assert (seen.to_list(), count) == (texts.to_list(), 0)
    seen, count = blacked_out_column(pl.Series(["x", PGP]))
    assert count == 1 and SECRET not in seen[1] and seen[0] == "x"


def test_found_in_a_file_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    for before in (0, CHUNK - 20, CHUNK - 5, CHUNK, CHUNK + 7):
        path.write_bytes(b"x" * before + PGP.encode() + b"y" * 10)
        assert in_file(path), before
    path.write_bytes("﻿notes\n".encode("utf-16") + PGP.encode("utf-16-le"))
    assert in_file(path)
    path.write_bytes(PGP.replace("PRIVATE", "PUBLIC").encode() + b"the PRIVATE KEY is gone")
    assert not in_file(path)
