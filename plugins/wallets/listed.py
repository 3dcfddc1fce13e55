"""What a list says of an address compared with what the address itself says: which chain it belongs to."""

from __future__ import annotations

from workbench.api import chain_of

# Assets that live on chains of other names; the address of any of these chains is what one expects.
_CHAINS = {
    "XBT": {"BTC"},
    "BSV": {"BTC"},
    "XVG": {"DOGE"},
    "USDT": {"BTC", "ETH", "TRX", "SOL", "TON"},
    "USDC": {"ETH", "TRX", "SOL", "XLM"},
    "BNB": {"ETH"},
}
_LIKE_ETHEREUM = ("ARB", "AVAX", "BSC", "DAI", "ETC", "ETH2", "FTM", "MATIC", "OP", "POL", "USDS", "WETH")
_CHAINS |= {asset: {"ETH"} for asset in _LIKE_ETHEREUM}

WALLET, THING = "wallet", "thing"


def sort_of(address: str) -> str:
    """Whether a text is an address of a chain that is known."""
    return WALLET if chain_of(address) else THING


def mismatch(asset: str, address: str) -> str:
    """How the asset a list states and the address differ, "" where they go together or none is stated."""
    chain = chain_of(address)
    if not chain:
        return f"listed{_under(asset)}, but it has the form of no address that is known"
    if not asset or chain in _CHAINS.get(asset.upper(), {asset.upper()}):
        return ""
    return f"listed{_under(asset)}, but it has the form of an address of {chain}"


def _under(asset: str) -> str:
    return f" under {asset.upper()}" if asset else ""
