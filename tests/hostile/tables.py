"""Delimited texts that are broken or made to do harm."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.files import CALLS, HEADER, ROWS, hostile

MEGABYTE = 1 << 20


@hostile("a quote that never closes.csv", "quote", kept=2, rejected=1)
def open_quote() -> bytes:
    return HEADER + ROWS[0] + ROWS[1].replace(b"+447700900002", b'"+447700900002', 1) + ROWS[2]


@hostile("a quote that never closes and 20,000 rows.csv", "quote", kept=20_000, rejected=1)
def open_quote_far() -> bytes:
    return HEADER + ROWS[1].replace(b"+447700900002", b'"+447700900002', 1) + _numbered(20_000)


@hostile("a quote in every cell.csv", "no recipe knows")
def stray_quotes() -> bytes:
    return HEADER + b'+447700900001,+44770"0900002,2026-06-01 10:00:00,6"0\n' * 50 + ROWS[0]


@hostile("only quotes.csv", ".")
def only_quotes() -> bytes:
    return b'"' * 100_000


@hostile("NULs in cells.csv", "NUL", kept=603, rejected=1)
def nuls() -> bytes:
    return (
        HEADER
        + b"".join(ROWS)
        + b"+44770\x000900001,+447700900002\0,2026-06-01 10:00:00,60\n"
        + b"".join(ROWS) * 200
    )


@hostile("only NULs.csv", "blanks|empty")
def only_nuls() -> bytes:
    return b"\0" * 200_000


@hostile("a hole in the middle.csv", "not text")
def hole() -> bytes:
    """As a disk that lost a block leaves it."""
    return HEADER + b"".join(ROWS) * 400 + b"\0" * 4096 + b"\n" + b"".join(ROWS) * 400


@hostile("lone CRs.csv", kept=3)
def lone_returns() -> bytes:
    return CALLS.replace(b"\n", b"\r")


@hostile("line ends of all sorts.csv", kept=3)
def mixed_ends() -> bytes:
    lines = CALLS.splitlines()
    return lines[0] + b"\r\n" + lines[1] + b"\r" + lines[2] + b"\n" + lines[3] + b"\r\n"


@hostile("a CR in the middle of a cell.csv", "")
def return_in_cell() -> bytes:
    return HEADER + b"".join(ROWS) * 3 + b"+447700900001,+447700\r900002,2026-06-01 10:00:00,60\n"


@hostile("a mark in the middle.csv", "")
def mark_in_the_middle() -> bytes:
    """Two exports put together: the second begins with a byte order mark."""
    return b"\xef\xbb\xbf" + CALLS + b"\xef\xbb\xbf" + CALLS


@hostile("overlong UTF-8.csv", "several encodings")
def overlong() -> bytes:
    return HEADER + b"".join(ROWS) + b"+447700900001,\xc0\xab447700900002,2026-06-01 10:00:00,60\n"


@hostile("surrogates in UTF-8.csv", "several encodings")
def surrogates() -> bytes:
    return HEADER + b"".join(ROWS) + b"+447700900001,\xed\xa0\x80447700900002,2026-06-01 10:00:00,60\n"


@hostile("UTF-16 of odd length.csv", "")
def odd_wide() -> bytes:
    return CALLS.decode().encode("utf-16") + b"\x00"


@hostile("UTF-16 with lone surrogates.csv", "")
def wide_surrogates() -> bytes:
    return b"\xff\xfe" + CALLS.decode().encode("utf-16-le") + b"\x00\xd8" * 5 + "\n".encode("utf-16-le")


@hostile("100,000 columns.csv", "does not end within")
def many_columns() -> bytes:
    width = 100_000
    more = b",".join(b"c%d" % at for at in range(width))
    return HEADER.rstrip() + b"," + more + b"\n" + b"".join(r.rstrip() + b"," * width + b"\n" for r in ROWS)


@hostile("a million empty columns.csv", "does not end within")
def empty_columns() -> bytes:
    return b"".join(line.rstrip() + b"," * 1_000_000 + b"\n" for line in (HEADER, *ROWS))


@hostile("a header of 5,000 same names.csv", "no recipe knows")
def same_names() -> bytes:
    return b"Caller," * 5_000 + b"\n" + (b"+447700900001," * 5_000 + b"\n") * 3


@hostile("one line of 64 MB.csv", "does not end")
def one_line() -> Iterator[bytes]:
    for _ in range(64):
        yield b"+447700900001," * (MEGABYTE // 14)


@hostile("a line of 8 MB below the header.csv", "")
def long_line() -> Iterator[bytes]:
    yield HEADER + b"".join(ROWS)
    for _ in range(8):
        yield b"x" * MEGABYTE
    yield b"\n" + b"".join(ROWS)


@hostile("a cell of 64 MB.csv", "", slow="64 MB")
def large_cell() -> Iterator[bytes]:
    yield HEADER + ROWS[0] + b"+447700900001,+447700900002,2026-06-04 10:00:00,60,"
    for _ in range(64):
        yield b"y" * MEGABYTE
    yield b"\n" + ROWS[1]


@hostile("a quoted cell of 16 MB.csv", "")
def large_quoted_cell() -> Iterator[bytes]:
    yield HEADER + ROWS[0] + b'+447700900001,"'
    for _ in range(16):
        yield (b"z" * 1023 + b"\n") * 1024
    yield b'",2026-06-04 10:00:00,60\n' + ROWS[1]


@hostile("numbers without end.csv", "")
def long_numbers() -> bytes:
    digits = b"9" * 5_000
    rows = [b"+%s,+447700900002,2026-06-01 10:00:00,60" % digits]
    rows += [
        b"+447700900001,+447700900002,2026-06-01 10:00:00,%s" % d
        for d in (digits, b"-1", b"1e999", b"%d" % 2**63)
    ]
    rows += [
        b"+447700900001,+447700900002,%s,60" % d
        for d in (digits, b"9999-99-99", b"%d" % 2**63, b"NaN", b"-0")
    ]
    return HEADER + b"\n".join(rows) + b"\n" + b"".join(ROWS) * 20


@hostile("dates beyond time.csv", "")
def far_dates() -> bytes:
    said = (b"0000-01-01 00:00:00", b"9999-12-31 23:59:60", b"99999-01-01 00:00:00", b"2026-02-30 10:00:00",
            b"2026-06-01 25:61:61", b"0001-01-01 00:00:00", b"1601-01-01 00:00:00")  # fmt: skip
    rows = b"".join(b"+447700900001,+447700900002,%s,60\n" % day for day in said)
    return HEADER + b"".join(ROWS) * 20 + rows


@hostile("formulas and commands.csv", "")
def formulas() -> bytes:
    cells = (b"=cmd|' /C calc'!A0", b"=HYPERLINK(\"\"x\"\")", b"@SUM(A1)", b"+1+1", b"<script>alert(1)</script>",
             b"'; DROP TABLE source; --", b"%s%s%n", b"{{7*7}}", b"$(touch /tmp/x)")  # fmt: skip
    rows = b"".join(b'+447700900001,"%s",2026-06-01 10:00:00,60\n' % cell for cell in cells)
    return HEADER + b"".join(ROWS) * 20 + rows


@hostile("names that turn round.csv", "")
def bidi() -> bytes:
    turned = "\u202e2000900077444+\u202c".encode()
    return HEADER + b"".join(ROWS) + b"+447700900001," + turned + b",2026-06-01 10:00:00,60\n"


@hostile("words that make expressions slow.csv", "")
def slow_words() -> bytes:
    """What makes an expression that looks for addresses, wallets or amounts try again and again."""
    cells = (b"a" * 50_000, b"a@" * 20_000, b"1 " * 20_000, b"1," * 20_000, b"0x" * 20_000, b"-" * 50_000,
             b"a." * 20_000, b"(" * 20_000, b" " * 50_000 + b"x", b"1:" * 20_000, b"+" * 50_000)  # fmt: skip
    rows = b"".join(b'+447700900001,"%s","%s","%s"\n' % (cell, cell, cell) for cell in cells)
    return HEADER + b"".join(ROWS) * 20 + rows


@hostile("texts that make searching slow.csv", "")
def slow_texts() -> bytes:
    """The same in a listing, whose free text is searched for handles, wallets and e-mail addresses."""
    cells = (b"a" * 50_000, b"a@" * 20_000, b"a.b-" * 10_000, b"@a " * 10_000, b"bc1" * 10_000, b"t.me/" * 10_000,
             b"+44 " * 10_000, b"-----BEGIN PGP " * 3_000, b"www." * 10_000, b"a" * 30_000 + b"@")  # fmt: skip
    rows = b"".join(b"Vendor %d,Title,Drugs,10,USD,%s,NL,UK\n" % (at, cell) for at, cell in enumerate(cells))
    return b"vendor,title,category,price,currency,description,ships from,ships to\n" + rows * 2


@hostile("only delimiters.csv", ".")
def only_delimiters() -> bytes:
    return (b"," * 200 + b"\n") * 2_000


@hostile("only line ends.csv", "blanks")
def only_ends() -> bytes:
    return b"\n" * 1_000_000


@hostile("a header and nothing else.csv", "no rows below it")
def only_header() -> bytes:
    return HEADER


@hostile("rows that grow.csv", "")
def growing_rows() -> bytes:
    return HEADER + b"".join(ROWS) * 20 + b"".join(b"," * width + b"\n" for width in range(0, 2_000, 10))


@hostile("random bytes.csv", ".")
def noise() -> bytes:
    from random import Random

    return Random(7).randbytes(300_000)


def _numbered(count: int) -> bytes:
    line = b"+447700900001,+447700900002,2026-06-%02d %02d:%02d:%02d,60\n"
    return b"".join(
        line % (at // 86_400 + 1, at // 3_600 % 24, at // 60 % 60, at % 60) for at in range(count)
    )
