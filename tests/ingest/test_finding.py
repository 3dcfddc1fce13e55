"""Values in free text: what is one, what only looks like one, and at which character it stands."""

from __future__ import annotations

import polars as pl
import pytest

from workbench.ingest.entities import Cleaning, Entities
from workbench.ingest.finding import Found, find_values
from workbench.model.kinds import Kinds
from workbench.model.values import Context

KINDS = ("phone", "handle", "email", "wallet", "pgp_key", "site", "tracker", "parcel", "ip")
SESSION = "05" + "ab" * 32
TOX = "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE51855D34D34D37CB5"
ONION = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion"
WALLET = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
PRINT = "5E7AB3C190D44F2B8C110A6D77E21B9F3D05C84E"


def found_in(
    kinds: Kinds, texts: list[str | None], wanted: tuple[str, ...] = KINDS
) -> list[list[tuple[str, int]]]:
    """For each text what is found in it, as kind:value, and at which character."""
    entities = Entities()
    cleanings = {k: Cleaning(entities, kinds, (k,), Context()) for k in wanted}
    found: Found = find_values(pl.Series(texts, dtype=pl.String), cleanings)
    assert found.numbers is not None and found.offsets is not None
    said: list[list[tuple[str, int]]] = [[] for _ in texts]
    for where, number, offset in zip(found.where, found.numbers, found.offsets, strict=True):
        kind, value, _ = entities.shown(int(number))
        said[where].append((f"{kind}:{value}", int(offset)))
    return said


@pytest.mark.parametrize(
    ("text", "value", "at"),
    [
        ("Telegram: @North_Star", "handle:telegram:north_star", "North"),
        ("see https://t.me/north_star2 now", "handle:telegram:north_star2", "north"),
        ("tg://user?id=123456789", "handle:telegram:123456789", "1234"),
        ("my telegram id is not it; telegram user id 5012345678", "handle:telegram:5012345678", "5012"),
        ("contact (@north_star on Telegram)", "handle:telegram:north_star", "north"),
        ("телеграм: @north_ru", "handle:telegram:north_ru", "north"),
        ("微信：north_cn88", "handle:wechat:north_cn88", "north"),
        ("Wickr: northstar. Bulk only", "handle:wickr:northstar", "northstar"),
        ("Wickr me - north.star", "handle:wickr:north.star", "north.star"),
        (f"Session {SESSION.upper()}!", f"handle:session:{SESSION}", "05"),
        (f"tox {TOX}", f"handle:tox:{TOX.lower()}", "56A1"),
        ("Threema ID: ABCD1234", "handle:threema:abcd1234", "ABCD"),
        ("threema ABCD1234 or not", "handle:threema:abcd1234", "ABCD"),
        ("jabber north@chat.example.org", "handle:xmpp:north@chat.example.org", "north"),
        ("north@chat.example.org (xmpp)", "handle:xmpp:north@chat.example.org", "north"),
        ("x@jabber.example.org", "handle:xmpp:x@jabber.example.org", "x@"),
        ("write @alice:chat.example.org", "handle:matrix:@alice:chat.example.org", "@alice"),
        ("discord: north#1234", "handle:discord:north#1234", "north"),
        ("mail north@example.org", "email:north@example.org", "north"),
        ("north [at] example [dot] org", "email:north@example.org", "north"),
        (f"pay to {WALLET}, thanks", f"wallet:{WALLET}", "bc1"),
        (f"mirror http://{ONION}/shop", f"site:{ONION}", "duckduck"),
        ("paste at hxxps://paste[.]example[.]org/x", "site:paste.example.org", "paste["),
        ("5E7A B3C1 90D4 4F2B 8C11  0A6D 77E2 1B9F 3D05 C84E", f"pgp_key:{PRINT}", "5E7A"),
        (f"fingerprint: {PRINT.lower()}", f"pgp_key:{PRINT}", "fing"),
        ("call +44 7700 900123", "phone:+447700900123", "+44"),
        ("<script>gtag('config', 'UA-12345-6')", "tracker:UA-12345", "UA-"),
        ("ym(12345678, 'init')", "tracker:YANDEX:12345678", "ym("),
        ("sent as RB123456785GB today", "parcel:RB123456785GB", "RB"),
    ],
)
def test_what_is_found_and_where(kinds: Kinds, text: str, value: str, at: str) -> None:
    assert found_in(kinds, [text]) == [[(value, text.rindex(at) + 1)]]


@pytest.mark.parametrize(
    "text",
    [
        "Wickr is the only way",
        "Telegram: ask",
        "Telegram - fast replies",
        "threema: contact me",
        "the threema messenger",
        "10g @ 50",
        "@gmail.com",
        "instagram: https",
        "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "RB123456784GB",
        TOX[:-1] + "6",
        "v1.2.3.4.5.6",
        "",
    ],
)
def test_what_only_looks_like_one(kinds: Kinds, text: str) -> None:
    wanted = tuple(k for k in KINDS if k != "ip")
    assert found_in(kinds, [text], wanted) == [[]]


def test_each_value_once_a_text_where_it_stands_first(kinds: Kinds) -> None:
    text = "🙂 north@example.org, NORTH@example.org; wickr: north1"
    assert found_in(kinds, [None, text]) == [
        [],
        [("email:north@example.org", 3), ("handle:wickr:north1", 48)],
    ]


def test_the_more_telling_kind_has_a_stretch(kinds: Kinds) -> None:
    text = f"{SESSION} xmpp:+447700900123@chat.example.org"
    assert [value for value, _ in found_in(kinds, [text])[0]] == [
        f"handle:session:{SESSION}",
        "handle:xmpp:+447700900123@chat.example.org",
    ]


def test_marks_in_the_text_itself_do_no_harm(kinds: Kinds) -> None:
    assert found_in(kinds, ["a\x01b\x02 north@example.org"]) == [[("email:north@example.org", 6)]]
