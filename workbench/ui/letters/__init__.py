"""Letters to providers and the register of requests."""
