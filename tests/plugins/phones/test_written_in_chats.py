"""What somebody writes in a chat leads to the other sources: numbers, wallets and handles in it are mentions."""

from __future__ import annotations

from pathlib import Path

from tests.plugins.reading_plugins import read
from workbench.ingest.child import Child
from workbench.ingest.recipe_parts import Recipe
from workbench.model.kinds import Kinds

CHAT = """12/03/24, 21:14 - Mara: the driver is +44 7700 900513, pay
bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4
13/03/24, 08:02 - Theo: see https://maps.example.org/7 and mail desk@example.org
14/03/24, 08:03 - Mara: ok
"""


def test_numbers_wallets_and_mails_in_messages_are_mentions_and_links_are_not(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / "WhatsApp Chat with Theo.txt"
    path.write_text(CHAT)
    found = read(path, recipes["phones.whatsapp"], kinds, by)
    said = [(r["row"], r["by"], r["mentioned"]) for r in found.records if r["kind"] == "mention"]
    assert said == [
        (1, "handle:whatsapp:mara", "phone:+447700900513"),
        (1, "handle:whatsapp:mara", "wallet:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
        (3, "handle:whatsapp:theo", "email:desk@example.org"),
    ]


def test_the_year_of_a_short_chat_is_the_number_that_stays(
    tmp_path: Path, recipes: dict[str, Recipe], kinds: Kinds, by: Child
) -> None:
    path = tmp_path / "WhatsApp Chat with Theo.txt"
    path.write_text(CHAT)
    found = read(path, recipes["phones.whatsapp"], kinds, by)
    first = next(r for r in found.records if r["kind"] == "message")
    assert first["start"].startswith("2024-03-12")
