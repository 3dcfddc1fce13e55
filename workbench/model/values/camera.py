"""Cameras as pictures name them: make, model and, where it is written, the serial number."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.names import capitals
from workbench.model.values.wrapping import is_blank, unwrap


class Camera:
    """A camera as `MAKE MODEL #SERIAL` in capitals.

    Without a serial number it is a model, of which there may be millions; then it is marked as not valid.
    """

    id = "camera"
    example = "CANON EOS 80D #072051000123"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        value = capitals(unwrap(text))
        value = re.sub(r"\s*#\s*", " #", value).rstrip("# ")
        if is_blank(value) or not re.search(r"\w", value) or len(value) > 200:
            return None
        return Cleaned(value, "#" in value)

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        model, _, serial = value.partition(" #")
        return f"{model} …{serial[-4:]}" if serial else model


camera = Camera()
