"""Currencies and coins: their codes, signs, and how many decimals their smallest unit has."""

from __future__ import annotations

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

# Smaller units people write: the coin they belong to, and how many decimals of it they already count.
PARTS = {
    "SAT": ("BTC", 8), "SATS": ("BTC", 8), "SATOSHI": ("BTC", 8), "SATOSHIS": ("BTC", 8), "MBTC": ("BTC", 3),
    "WEI": ("ETH", 18), "GWEI": ("ETH", 9), "LAMPORT": ("SOL", 9), "LAMPORTS": ("SOL", 9), "DROPS": ("XRP",
    6),
    "SUN": ("TRX", 6), "PICONERO": ("XMR", 12), "LITOSHI": ("LTC", 8), "XBT": ("BTC", 0),
}  # fmt: skip
SIGNS = {
    "€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "₹": "INR", "₽": "RUB", "₿": "BTC", "Ξ": "ETH",
    "Ł": "LTC",
    "Ð": "DOGE", "ɱ": "XMR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "฿": "THB", "₫": "VND", "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP", "₮": "USDT", "zł": "PLN", "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "R$": "BRL", "S$": "SGD",
}  # fmt: skip
# Signs of several currencies: the column's own currency wins where it is one of these.
SHARED = {
    "$": frozenset("USD AUD CAD NZD HKD SGD MXN ARS CLP COP TWD JMD BBD BSD FJD USDT USDC".split()),  # noqa: SIM905
    "¥": frozenset({"JPY", "CNY"}),
    "£": frozenset({"GBP", "EGP", "GIP", "FKP", "SHP", "LBP", "SYP"}),
}


def decimals(asset: str) -> int:
    """How many decimals the smallest unit of an asset has: ISO 4217, the coins' own, 18 for unknown
    tokens."""
    code = asset.upper()
    if code in ISO:
        return _MINOR.get(code, 2)
    return _COINS.get(code, UNKNOWN)


def is_known(code: str) -> bool:
    """Whether a code is a currency, a coin or the part of one this table has, rather than some token."""
    code = code.upper()
    return code in ISO or code in _COINS or code in PARTS or code in ("ETH", "BNB", "DAI", "ETC", "MATIC")


def resolve(code: str) -> tuple[str, int]:
    """The asset a code or a part's name (sats, wei) stands for, and how many decimals its whole numbers
    skip."""
    code = code.upper()
    return PARTS.get(code, (code, 0))
