"""Phone numbers become E.164 whatever they were wrapped in, and are never refused for being fictional."""

from __future__ import annotations

import random

import phonenumbers
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model.values import VALUE_TYPES, Context, why_refused
from workbench.model.values.base import Cleaned, clean_many
from workbench.model.values.phone import Phone, phone, sender, short_code

FICTION = "+447700900123"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("+44 7700 900123", ""),
        ("07700 900123", "GB"),
        ("447700900123", "GB"),
        ("447700900123", ""),
        ("447700900123", "IN"),
        ("447700900123", "FR"),
        ("0044 7700 900123", "GB"),
        ("0044 7700 900123", "US"),
        ("011 44 7700 900123", "US"),
        ("+44 (0)7700 900123", ""),
        ("7700900123", "GB"),
        ('="07700900123"', "GB"),
        ("'07700900123", "GB"),
        ("07700900123'", "GB"),
        ("\u200e+44\u00a07700\u00a0900123\u202c", ""),
        ("447700900123.0", "GB"),
        ("٠٧٧٠٠٩٠٠١٢٣", "GB"),
        ("۰۷۷۰۰۹۰۰۱۲۳", "GB"),
        ("tel:+44-7700-900123", ""),
        ("447700900123@s.whatsapp.net", ""),
        ("07700 900123 ext. 12", "gb"),
    ],
)
def test_one_number_in_many_dresses(text: str, country: str) -> None:
    assert phone.clean(text, Context(country)) == Cleaned(FICTION, False, "")


def test_a_number_in_use_is_marked_valid() -> None:
    assert phone.clean("020 7946 0018", Context("GB")) == Cleaned("+442079460018", True, "")
    assert phone.clean("9812345678'", Context("IN")) == Cleaned("+919812345678", True, "")


@pytest.mark.parametrize(
    "text", ["4.4E+11", "4,47701E+11", "", "---", "NA", "unknown", "07700****23", "0770090012345678901"]
)
def test_what_cannot_be_completed_is_refused_with_a_reason(text: str) -> None:
    assert phone.clean(text, Context("GB")) is None
    assert why_refused(phone, text, Context("GB"))


def test_a_rounded_number_is_called_what_it_is() -> None:
    assert "rounded" in why_refused(phone, "4.4E+11", Context("GB"))
    assert "no country" in why_refused(phone, "07700900123", Context())


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("121", "121", "short_code"),
        ("60300", "60300", "short_code"),
        ("*100#", "*100#", "short_code"),
        ("AX-ARTLTV", "AX-ARTLTV", "sender"),
        ("mybank", "MYBANK", "sender"),
    ],
)
def test_other_things_in_the_column_are_their_own_kind(text: str, value: str, kind: str) -> None:
    assert phone.clean(text, Context("GB")) == Cleaned(value, True, kind)


def test_a_short_number_that_is_whole_in_its_country_is_a_phone() -> None:
    assert phone.clean("212345", Context("FO")) == Cleaned("+298212345", True, "")
    assert phone.clean("212345", Context("GB")) == Cleaned("212345", True, "short_code")


def test_short_codes_and_senders_do_not_take_each_others_values() -> None:
    assert short_code.clean("MYBANK", Context()) is None
    assert sender.clean("121", Context()) is None
    assert sender.clean("much too long a name", Context()) is None


@given(st.integers(10**6, 10**13).map(lambda n: "+" + str(n)))
def test_showing_a_number_and_cleaning_it_again_changes_nothing(text: str) -> None:
    found = phone.clean(text, Context())
    if found:
        assert phone.clean(phone.show(found.value), Context("DE")) == found
        assert phone.clean(found.value, Context("US")) == found


def realistic(count: int, country: str, seed: int) -> list[str]:
    """Numbers as call records write them: mostly of one country, some mistyped, in every common dress."""
    rng = random.Random(seed)
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE)
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    examples = [e for r in regions for k in kinds if (e := phonenumbers.example_number_for_type(r, k))]
    code = phonenumbers.country_code_for_region(country)
    own = [e for e in examples if e.country_code == code]
    odd = [
        "121",
        "60300",
        "AX-ARTLTV",
        "---",
        "4.4E+11",
        "unknown",
        "+44 (0)7700 900123",
        "٠٧٧٠٠٩٠٠١٢٣",
        "*100#",
        "1",
    ]
    texts = []
    for _ in range(count):
        example = rng.choice(own if rng.random() < 0.9 else examples)
        nsn = phonenumbers.national_significant_number(example)
        kept = rng.choice((2, 3, 4, len(nsn) - 2))
        nsn = nsn[:kept] + "".join(rng.choice("0123456789") for _ in nsn[kept:])
        nsn = rng.choice([nsn] * 20 + [nsn[:-1], nsn + "1"])
        full = f"{example.country_code}{nsn}"
        local = ["0" + nsn, "0" + nsn, nsn] if example.country_code == code else []
        text = rng.choice([*local, "+" + full, "00" + full, full])
        dress = rng.choice(["{}", "{}", "{}", "{}", "'{}'", '="{}"', "{}\u00a0", "{} ", "{}.0"])
        text = dress.format(text[:5] + " " + text[5:] if rng.random() < 0.1 else text)
        texts.append(rng.choice(odd) if rng.random() < 0.005 else text)
    return texts


def by_one(texts: list[str], context: Context) -> list[tuple[object, ...]]:
    cleaned = [phone.clean(t, context) for t in texts]
    return [(c.value, c.valid, c.kind) if c else (None, None, None) for c in cleaned]


@pytest.mark.parametrize(
    "country", ["US", "DE", "AR", "BR", "IT", "CN", "MX", "RU", "GG", "KZ", "BB", "IN", "AU", "FO", ""]
)
def test_a_column_gives_the_same_answers_as_one_by_one(country: str) -> None:
    texts = realistic(700, country or "GB", 7)
    context = Context(country)
    assert clean_many(phone, pl.Series(texts), context).rows() == by_one(texts, context)


@pytest.mark.parametrize("country", ["GB", "US", "AR"])
def test_a_column_large_enough_for_expressions_gives_the_same_answers(
    country: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = realistic(1500, country, 8)
    context = Context(country)
    assert clean_many(phone, pl.Series(texts), context).rows() == by_one(texts, context)


def test_all_but_a_few_values_are_cleaned_a_column_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = realistic(30_000, "GB", 1)
    single: list[str] = []
    clean = Phone.clean
    monkeypatch.setattr(Phone, "clean", lambda *given: single.append(given[1]) or clean(*given))  # type: ignore[func-returns-value]
    clean_many(phone, pl.Series(texts), Context("GB"))
    assert 0 < len(single) < len(texts) / 50


def test_a_column_keeps_nulls_and_order() -> None:
    found = VALUE_TYPES["phone"].clean_many(pl.Series([None, "121", "+447700900123", None]), Context())  # type: ignore[attr-defined]
    assert found["value"].to_list() == [None, "121", FICTION, None]
    assert clean_many(phone, pl.Series([], dtype=pl.String), Context("GB")).is_empty()
