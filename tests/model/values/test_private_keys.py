"""A private key is told by its length and hash, and stands nowhere in clear."""

from __future__ import annotations

import polars as pl

from workbench.model.values import private_keys
from workbench.model.values.private_keys import blacked_out, blacked_out_column

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


def found(octets: bytes, *cuts: int) -> bool:
    search = private_keys.Search()
    for begin, end in zip((0, *cuts), (*cuts, len(octets)), strict=True):
        search.take(octets[begin:end])
    return search.found


def test_found_in_bytes_wherever_they_are_cut() -> None:
    octets = b"x" * 300 + PGP.encode() + b"y" * 300
    assert found(octets)
    for cut in range(290, 400):
        assert found(octets, cut), cut
        assert found(octets, cut, cut + 3, cut + 4), cut
    wide = "\ufeffnotes\n".encode("utf-16") + PGP.encode("utf-16-le")
    assert found(wide) and found(wide, 30)
    assert not found(PGP.replace("PRIVATE", "PUBLIC").encode() + b"the PRIVATE KEY is gone", 70)
