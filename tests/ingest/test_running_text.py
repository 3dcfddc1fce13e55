"""A note is no table, a table of texts is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.ingest import recognising

NOTE = """Met J. at the harbour on Tuesday, he said the boat comes in on the 14th.

He was nervous, and asked twice, whether anybody followed him.
We agreed to talk again after the weekend, by phone if needed.
The van was parked behind the old cannery.
"""
CHAT = "".join(
    f"{12 + n}:0{n} {who}: {said}\n"
    for n, (who, said) in enumerate(
        [
            ("Bob", "are you coming down to the harbour tonight or not"),
            ("Ann", "I have to wait until the others have left the house"),
            ("Bob", "bring the keys of the van, and nothing else this time"),
            ("Ann", "fine, but you will have to open the gate for me"),
        ]
    )
)
MESSAGES = "date,who,what\n" + "".join(
    f'2026-06-0{n} 10:00,07700900{n:03d},"we meet at the harbour when it is dark, bring the van"\n'
    for n in range(1, 9)
)
LIST = "07700900001\n07700900002\n07700900003\n07700900004\n"
WORDS = "what was said\n" + "one\ntwo\nthree\nfour\n"


@pytest.mark.parametrize(
    ("text", "runs"), [(NOTE, True), (CHAT, True), (MESSAGES, False), (LIST, False), (WORDS, False)]
)
def test_sentences_without_a_value_beside_each_are_no_table(tmp_path: Path, text: str, runs: bool) -> None:
    path = tmp_path / "what.txt"
    path.write_text(text)
    found = recognising.recognise(path, [])
    assert found.is_running_text is runs and not (runs and found.is_table)
