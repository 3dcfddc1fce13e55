"""A handle is one platform and one name, however it was typed."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.base import Cleaned
from workbench.model.values.email import email
from workbench.model.values.handle import handle
from workbench.model.values.ip import ip
from workbench.model.values.site import is_onion, site

SESSION = "05" + "ab" * 32


@pytest.mark.parametrize(
    ("text", "platform", "value"),
    [
        ("telegram:@North_22", "", "telegram:north_22"),
        ("@north_22", "Telegram", "telegram:north_22"),
        ("https://t.me/North_22", "wickr", "telegram:north_22"),
        ("tg: @north_22", "wickr", "telegram:north_22"),
        ("Wickr:  North Star", "telegram", "wickr:north star"),
        ("North Star", "Alpha  Market", "alpha market:north star"),
        ("ＮＯＲＴＨ\u200b", "alpha market", "alpha market:north"),
        ("North", "", "north"),
        (SESSION.upper(), "", "session:" + SESSION),
        ("xmpp:north@chat.example/phone", "", "xmpp:north@chat.example"),
        ("@north:chat.example", "", "matrix:@north:chat.example"),
        ("Threema: ABCD2345", "", "threema:abcd2345"),
    ],
)
def test_handles(text: str, platform: str, value: str) -> None:
    found = handle.clean(text, Context(platform=platform))
    assert found and found.value == value
    assert handle.clean(found.value, Context(platform=platform)) == found
    assert handle.clean(handle.show(found.value), Context()) == found


@pytest.mark.parametrize("text", ["", "---", "@", "telegram:", "NULL", "!!"])
def test_what_is_no_handle(text: str) -> None:
    assert handle.clean(text, Context(platform="telegram")) is None


def test_a_cyrillic_twin_is_another_handle() -> None:
    assert handle.clean("nоrth", Context()) != handle.clean("north", Context())


def test_onions() -> None:
    duck = "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad"
    assert is_onion(duck)
    for text in (
        f"http://{duck}.onion/path?q=1",
        f"hxxps://www.{duck}[.]onion",
        duck.upper() + ".ONION",
        duck,
    ):
        assert site.clean(text, Context()) == Cleaned(duck + ".onion", True)
    assert site.clean("e" + duck[1:] + ".onion", Context()) == Cleaned("e" + duck[1:] + ".onion", False)
    assert site.clean("silkroad6ownowfk.onion", Context()) == Cleaned("silkroad6ownowfk.onion", True)


def test_domains_and_names() -> None:
    assert site.clean("https://www.Example.com:8080/a", Context()) == Cleaned("example.com")
    assert site.clean("Alpha  MARKET", Context()) == Cleaned("alpha market")
    assert site.show("alpha market") == "Alpha Market"
    assert site.clean("---", Context()) is None


def test_emails() -> None:
    for text in (
        "North@Example.org",
        "mailto:north@example.org",
        "N. <north@example.org>",
        "north[at]example[.]org",
    ):
        assert email.clean(text, Context()) == Cleaned("north@example.org")
    for text in ("north@", "@example.org", "north example.org", "a..b@example.org", ""):
        assert email.clean(text, Context()) is None


def test_ips() -> None:
    for text in (
        "198.51.100.7",
        "198.51.100.7:5060",
        "198.051.100.007",
        "::ffff:198.51.100.7",
        "198[.]51[.]100[.]7",
    ):
        assert ip.clean(text, Context()) == Cleaned("198.51.100.7")
    assert ip.clean("[2001:DB8:0::1]:443", Context()) == Cleaned("2001:db8::1")
    for text in ("0.0.0.0", "::", "300.1.1.1", "198.51.100", ""):
        assert ip.clean(text, Context()) is None


def test_an_emoji_is_a_name_on_a_messenger_and_none_without() -> None:
    found = handle.clean("\U0001f480", Context(platform="whatsapp"))
    assert found is not None and found.value == "whatsapp:\U0001f480"
    assert handle.clean("\U0001f480", Context()) is None
    assert handle.clean("...", Context(platform="whatsapp")) is None


def test_numeric_ids_are_shown_without_an_at() -> None:
    assert handle.show("telegram:5550111") == "Telegram: 5550111"
    assert handle.show("telegram:north") == "Telegram: @north"
