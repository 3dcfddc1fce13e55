"""What the formats of other investigation tools have in common: lasting ids, losses, markings, moments."""
