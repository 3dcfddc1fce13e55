"""From a bare Python to a running Clew: preparing, checking, packing; standard library only."""
