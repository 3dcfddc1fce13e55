"""Currencies, coins and tokens: their codes, signs, and how many decimals their smallest unit has.

A token is known by the contract that issues it, never by the name it gives itself: `USDT` is only what the
genuine contracts issue, and another token calling itself so is `USDT@0x...`. A contract without a name stands
for a bare count of its smallest units.
"""

from __future__ import annotations

import re
from functools import lru_cache

ISO = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
    CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD
    KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
    NOK
    NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD
    SSP
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST
    XAF
    XCD XOF XPF YER ZAR ZMW ZWL ZWG""".split()  # noqa: SIM905
)
# ISO 4217 minor units other than two.
_MINOR = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)  # noqa: SIM905
_MINOR |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)  # noqa: SIM905
_MINOR |= {"CLF": 4, "UYW": 4}
_COINS = dict.fromkeys("BTC LTC BCH BSV BTG DASH ZEC DOGE WBTC DCR FIRO RVN DGB".split(), 8)  # noqa: SIM905
_COINS |= dict.fromkeys("USDT USDC TRX XRP ADA ATOM ALGO XTZ EURC XVG PYUSD".split(), 6)  # noqa: SIM905
_COINS |= {
    "XMR": 12,
    "SOL": 9,
    "TON": 9,
    "DOT": 10,
    "KSM": 12,
    "XLM": 7,
    "EOS": 4,
    "NEO": 0,
    "HBAR": 8,
    "NEAR": 24,
}
UNKNOWN = 18
NOT_STATED = "XXX"  # what ISO 4217 writes where no currency is involved

# Smaller units people write: the coin they belong to, and how many decimals of it they already count.
PARTS = {
    "SAT": ("BTC", 8), "SATS": ("BTC", 8), "SATOSHI": ("BTC", 8), "SATOSHIS": ("BTC", 8), "MBTC": ("BTC", 3),
    "WEI": ("ETH", 18), "GWEI": ("ETH", 9), "LAMPORT": ("SOL", 9), "LAMPORTS": ("SOL", 9), "DROPS": ("XRP",
    6),
    "SUN": ("TRX", 6), "PICONERO": ("XMR", 12), "LITOSHI": ("LTC", 8), "XBT": ("BTC", 0),
}  # fmt: skip
# Codes that exchanges and older lists use for the same thing.
PARTS |= {
    other: (code, 0)
    for code, others in {
        "BTC": "XXBT", "ETH": "XETH", "XRP": "XXRP", "LTC": "XLTC", "XLM": "XXLM", "XMR": "XXMR", "ZEC": "XZEC",
        "ETC": "XETC", "DOGE": "XXDG XDG", "EUR": "ZEUR", "USD": "ZUSD", "GBP": "ZGBP", "CAD": "ZCAD",
        "JPY": "ZJPY", "AUD": "ZAUD", "RUB": "RUR", "CNY": "RMB", "ILS": "NIS",
    }.items()
    for other in others.split()
}  # fmt: skip
# The genuine contracts of tokens that exchanges name by their bare code.
CONTRACTS = {
    "0xdac17f958d2ee523a2206206994597c13d831ec7": "USDT",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t": "USDT",
    "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48": "USDC",
    "0x6b175474e89094c44da98b954eedeac495271d0f": "DAI",
    "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2": "WETH",
    "0x2260fac5e5542a773aa44fbcfedf7c193bc2c599": "WBTC",
}
_contract = re.compile(r"(?i:0x)[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33}")
_no_name = re.compile(r"[^A-Z0-9$._+-]+")
_LONGEST_NAME = 24
SIGNS = {
    "€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR", "₽": "RUB", "₿": "BTC", "Ξ": "ETH",
    "Ł": "LTC",
    "Ð": "DOGE", "ɱ": "XMR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "฿": "THB", "₫": "VND", "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP", "₮": "USDT", "zł": "PLN", "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "R$": "BRL", "S$": "SGD", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "грн": "UAH", "грн.": "UAH", "元": "CNY",
    "円": "JPY", "тг": "KZT",
}  # fmt: skip
# Signs of several currencies: the column's own currency wins where it is one of these.
SHARED = {
    "$": frozenset("USD AUD CAD NZD HKD SGD MXN ARS CLP COP TWD JMD BBD BSD FJD USDT USDC".split()),  # noqa: SIM905
    "¥": frozenset({"JPY", "CNY"}),
    "£": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP"}),
}


def decimals(asset: str) -> int:
    """How many decimals the smallest unit of an asset has: ISO 4217, the coins' own, none for the bare count of
    a contract's units, 18 for every other token."""
    if _contract.fullmatch(asset):
        return 0
    code = asset.upper()
    if code in ISO:
        return _MINOR.get(code, 2)
    return _COINS.get(code, UNKNOWN)


def is_known(code: str) -> bool:
    """Whether a code is a currency, a coin or the part of one this table has, rather than some token."""
    code = code.upper()
    return code in ISO or code in _COINS or code in PARTS or code in ("ETH", "BNB", "DAI", "ETC", "MATIC")


@lru_cache(4096)
def resolve(said: str) -> tuple[str, int]:
    """The asset that a file's words stand for, and how many decimals its whole numbers skip.

    The words are a code (`btc`, `XXBT`), the name of a part (`sats`, `wei`), or a token: its contract, before it
    the name it gives itself, behind it how many decimals its whole numbers count (`USDT 0xdac1... 6`). Of a
    contract alone, amounts count the smallest units.
    """
    found = _contract.search(said)
    if not found:
        code = said.strip().upper()
        return PARTS.get(code, (code, 0))
    contract = found[0].lower() if found[0][0] == "0" else found[0]
    name = _no_name.sub("", said[: found.start()].strip().rstrip("@").upper())[:_LONGEST_NAME]
    after = said[found.end() :].strip()
    known = CONTRACTS.get(contract, "")
    counted = int(after) if after.isascii() and after.isdigit() and len(after) <= 2 else None
    if known:
        return known, decimals(known) if counted is None and not name else counted or 0
    if not name:
        return contract, 0
    return f"{name}@{contract}", counted or 0


def shown(asset: str) -> str:
    """An asset as a person reads it: a token with the ends of its contract, so that two of one name differ."""
    name, at, contract = asset.partition("@")
    if not at and not _contract.fullmatch(asset):
        return "(currency not stated)" if asset == NOT_STATED else asset
    ends = contract or name
    short = f"{ends[:6]}…{ends[-4:]}"
    return f"{name} ({short})" if at else f"units of {short}"
