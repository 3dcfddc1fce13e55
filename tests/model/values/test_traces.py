"""Certificates by fingerprint or serial number, and the ids that count a site's visitors."""

from __future__ import annotations

import pytest

from workbench.model.values import Context
from workbench.model.values.certificate import certificate
from workbench.model.values.tracker import tracker

PRINT = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08"


@pytest.mark.parametrize(
    ("text", "value", "valid"),
    [
        (PRINT.lower(), PRINT, True),
        (":".join(PRINT[i : i + 2] for i in range(0, 64, 2)), PRINT, True),
        (f"SHA256 Fingerprint={PRINT}", PRINT, True),
        (PRINT[:40], PRINT[:40], True),
        ("serial:04AB12", "serial:4ab12", False),
        ("Serial number 04:ab:12", "serial:4ab12", False),
    ],
)
def test_certificates(text: str, value: str, valid: bool) -> None:
    found = certificate.clean(text, Context())
    assert found is not None and (found.value, found.valid) == (value, valid)


@pytest.mark.parametrize("text", ["", "04ab12", PRINT[:39], "0" * 64, "4.2E+21", "serial:zz"])
def test_what_is_no_certificate(text: str) -> None:
    assert certificate.clean(text, Context()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("UA-12345-6", "UA-12345"),
        ("ua-12345-1", "UA-12345"),
        ("G-ABCDE12345", "G-ABCDE12345"),
        ("GTM-K7ABC2", "GTM-K7ABC2"),
        ("ca-pub-1234567890123456", "PUB-1234567890123456"),
        ("https://mc.yandex.ru/watch/12345678", "YANDEX:12345678"),
        ('ym(12345678, "init")', "YANDEX:12345678"),
        ("fbq('init', '1234567890123456')", "FACEBOOK:1234567890123456"),
        ("Yandex Metrica 12345678", "YANDEX:12345678"),
        ("hm.baidu.com/hm.js?0123456789abcdef0123456789abcdef", "BAIDU:0123456789ABCDEF0123456789ABCDEF"),
    ],
)
def test_trackers(text: str, value: str) -> None:
    found = tracker.clean(text, Context())
    assert found is not None and found.value == value
    assert tracker.clean(tracker.show(value), Context()) == found


@pytest.mark.parametrize("text", ["", "12345678", "UA-1", "G-SUITE", "GTM-"])
def test_what_is_no_tracker(text: str) -> None:
    assert tracker.clean(text, Context()) is None
