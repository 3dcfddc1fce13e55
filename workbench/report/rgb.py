"""Colours as red, green and blue."""

from __future__ import annotations


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255 of a colour written "#3f6fb5"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
