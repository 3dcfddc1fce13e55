"""What forms of an exhibit and of its handover say, for the command line and the window."""

FORM = {
    "description": "Laptop, grey", "taken_by": "PC 4411 Hale", "authority": "Metropolitan Police",
    "place": "12 Elm Road", "taken_at": "2026-06-03 10:15", "zone": "Europe/London", "container": "Bag B-77",
    "seal": "S-1001", "legal_basis": "PACE 1984 s.19",
}  # fmt: skip
HANDED = {
    "given_by": "PC 4411 Hale", "taken_by": "Store, K. Obi", "handed_at": "2026-06-03 14:00", "zone": "Europe/London",
    "place": "Store 2", "seal": "S-1001", "seal_state": "intact", "why": "to be kept",
}  # fmt: skip
