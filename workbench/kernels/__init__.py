"""Numeric inner loops: arrays in, arrays out."""
