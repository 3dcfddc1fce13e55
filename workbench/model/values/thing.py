"""What another tool's graph holds and no other value type knows: kept as given, under the scope its name has."""

from __future__ import annotations

import re

from workbench.model.values.base import Cleaned, Context
from workbench.model.values.wrapping import is_blank, unwrap

LONGEST = 300
_scoped = re.compile(r"^(.+) \[([^\[\]]+)\]$", re.S)


class Thing:
    """A name as given, with single spaces. Where it means something only inside one file or tool, that scope (the
    context's platform) follows in brackets, `12 [chart.gexf 3fa2c1d0]`: node 12 of two files is never one thing."""

    id = "thing"
    example = "Blue container"
    pattern: str | None = None

    def clean(self, text: str, context: Context) -> Cleaned | None:
        name = unwrap(text)
        if is_blank(name):
            return None
        scope = unwrap(context.platform.replace("[", "(").replace("]", ")"))[:LONGEST].rstrip()
        held = _scoped.match(name)
        if held and (not scope or held[2] == scope):
            name, scope = unwrap(held[1]), held[2]
            if is_blank(name):
                return None
        name = name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
        return Cleaned(f"{name} [{scope}]" if scope else name)

    def show(self, value: str) -> str:
        return value

    def caption(self, value: str) -> str:
        held = _scoped.match(value)
        name = held[1] if held else value
        return name if len(name) <= 24 else name[:23].rstrip() + "…"


thing = Thing()
