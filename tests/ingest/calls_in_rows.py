"""Two telephones, recipes in a line, and moments: what the tests of applying a recipe share."""

from __future__ import annotations

from datetime import UTC, datetime

A, B = "447700900001", "+44 7700 900002"
PHONE_A, PHONE_B = "phone:+447700900001", "phone:+447700900002"


def micros(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp() * 1_000_000)  # type: ignore[arg-type,misc]


def recipe(fields: str, kind: str = "call", rest: str = "", layout: str = "") -> str:
    return (
        f'id = "t.r"\nname = "R"\nreader = "delimited"\n[layout]\n{layout}\n'
        f'[[record]]\nkind = "{kind}"\n{rest}\n[record.fields]\n{fields}\n'
    )


BASIC = 'caller = { column = "From" }\ncallee = { column = "To" }\nstart = { column = "When" }\n'
