"""The listings of two darknet markets, as two scrapes of different make."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.app.demo import clock
from workbench.app.demo.cast import ALPHA, BETA, Cast
from workbench.app.demo.clock import DAYS
from workbench.app.demo.dice import Dice
from workbench.app.demo.outcome import Outcome
from workbench.app.demo.paper import Paper
from workbench.app.demo.vendors import Vendor
from workbench.app.demo.words import phrases, words

FILE_ALPHA, FILE_BETA = "market_alpha.csv", "market_beta.tsv"
HEADERS_ALPHA = phrases(
    "Listing|Vendor|Title|Category|Price (USD)|Ships from|Ships to|Seen|Market|PGP key|Wallet|Description"
)
HEADERS_BETA = words("seller offer class price from to key_fingerprint wallet contact recorded site")
_GOODS = {
    "Cannabis": ("Lemon Haze", "Northern Amber", "Blue Kettle", "Moroccan slate"),
    "Stimulants": ("Fishscale", "Pink champagne", "Speed paste", "Crystal shards"),
    "Psychedelics": ("Blotter 120", "Golden caps", "Microdose kit", "Tryptamine vape"),
    "Prescription": ("Blue tens", "Sleepers", "Pregaba strips", "Calm bars"),
    "Documents": ("Utility bill template", "Blank card stock", "Stamp set"),
    "Guides": ("Opsec handbook", "Parcel guide", "Cash out guide"),
}
_SIZES = ("1 g", "3.5 g", "7 g", "14 g", "28 g", "5 pcs", "10 pcs", "25 pcs", "50 pcs", "100 pcs")
_PHRASES = (
    "Same day dispatch before noon.",
    "Stealth that has never failed.",
    "Reship once, no questions.",
    "Escrow only; do not ask for early release.",
    "Tested, photos on request.",
    "New batch, better than the last – read the reviews.",
)


@dataclass(frozen=True)
class Listing:
    vendor: Vendor
    title: str
    category: str
    cents: int
    to: str
    seen: int


def offer(cast: Cast, vendors: list[Vendor]) -> list[Listing]:
    """Every listing of both markets, no vendor offering one title twice."""
    dice = Dice(cast.seed, "listings")
    made = []
    for vendor in vendors:
        guides = vendor.handle == cast.handle and vendor.key is cast.namesake_key
        categories = ["Guides"] if guides else list(_GOODS)[:4] if vendor.listings > 9 else list(_GOODS)
        titles = [(c, f"{good} {size}") for c in categories for good in _GOODS[c] for size in _SIZES]
        for category, title in dice.some(titles, vendor.listings):
            seen = clock.waking(dice, dice.between(1, DAYS))
            cents, to = 900 + dice.below(60_000), dice.one(("EU", "GB", "World"))
            made.append(Listing(vendor, title, category, cents, to, seen))
    return sorted(made, key=lambda x: (x.seen, x.vendor.handle, x.title))


def write_alpha(cast: Cast, listings: list[Listing], folder: Path) -> Outcome[Listing]:
    """Alpha Market: semicolons, byte order mark, d/m dates, armoured keys, contacts in the text."""
    paper, out = Paper(";"), Outcome[Listing](FILE_ALPHA)
    dice = Dice(cast.seed, FILE_ALPHA)
    paper.cells(["\ufeff" + HEADERS_ALPHA[0], *HEADERS_ALPHA[1:]])
    own = [x for x in listings if x.vendor.market == ALPHA]
    for number, listing in enumerate(own, 20_001):
        vendor = listing.vendor
        cells = [
            f"A-{number}",
            vendor.handle,
            listing.title,
            listing.category,
            f"{listing.cents // 100}.{listing.cents % 100:02d}",
            vendor.country,
            listing.to,
            clock.local(listing.seen, "%d/%m/%Y %H:%M"),
            cast.alpha_site,
            vendor.key.armour if vendor.key else "",
            vendor.wallet,
            _description(dice, vendor),
        ]
        out.rows[listing] = paper.cells(cells)
    out.read = len(own)
    paper.save(folder / FILE_ALPHA)
    return out


def write_beta(cast: Cast, listings: list[Listing], folder: Path) -> Outcome[Listing]:
    """Beta Bazaar: tabs, UTC times, fingerprints in groups of four, prices in bitcoin."""
    paper, out = Paper("\t", "\r\n"), Outcome[Listing](FILE_BETA)
    paper.cells(HEADERS_BETA)
    own = [x for x in listings if x.vendor.market == BETA]
    for number, listing in enumerate(own):
        cells = _cells_beta(cast, listing)
        out.rows[listing] = paper.cells(cells)
        if number == len(own) // 2:
            out.rejected.append(paper.cells([*cells[:3], "ask seller", *cells[4:]]))
        elif number == len(own) // 3:
            out.duplicates.append(paper.cells(cells))
    out.read = len(own) + len(out.rejected) + len(out.duplicates)
    paper.save(folder / FILE_BETA)
    return out


def _cells_beta(cast: Cast, listing: Listing) -> list[str]:
    vendor = listing.vendor
    return [
        vendor.handle,
        listing.title,
        listing.category.lower(),
        f"0.{listing.cents * 15:08d} BTC",
        vendor.country,
        listing.to,
        vendor.key.grouped if vendor.key else "",
        vendor.wallet,
        "; ".join(vendor.contacts),
        clock.utc(listing.seen, "%Y-%m-%dT%H:%M:%SZ"),
        cast.beta_site,
    ]


def _description(dice: Dice, vendor: Vendor) -> str:
    parts = [dice.one(_PHRASES)]
    if vendor.contacts:
        parts.append(f"Questions to {' or '.join(vendor.contacts)}, answered daily.")
    return " ".join(parts)
