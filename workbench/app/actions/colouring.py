"""What colours and sizes on the chart say."""

from __future__ import annotations

from dataclasses import replace

from workbench.app import colouring, grouping
from workbench.app.actions.action import Ask, action, has_chart
from workbench.app.actions.folding import relook
from workbench.app.session import Session

KINDS = [(by, title) for by, (title, _) in grouping.ATTRIBUTES.items() if by != "kind"]
MEASURES = [(by, title) for by, (title, _) in colouring.MEASURES.items()]


@action(
    "colour_by", "Colours by…", "Chart", when=has_chart, needs="a chart", verb="Colour", keys=("Ctrl+Alt+C",),
    words="colour attribute country source tag heat measure look style",
    asks=(Ask("by", "By", "choice", choices=lambda s: [("", "Kind"), *KINDS, *MEASURES]),),
)  # fmt: skip
def colour_by(session: Session, by: str = "") -> None:
    """Colours entities by an attribute or a measure; the legend says what each colour means, captions say it too."""
    title = dict([*KINDS, *MEASURES]).get(by, "kind").lower()
    relook(session, f"Colours by {title}", lambda look: replace(look, colour_by=by))


@action(
    "size_by", "Sizes by…", "Chart", when=has_chart, needs="a chart", verb="Size", keys=("Ctrl+Alt+S",),
    words="size measure degree records large small look style",
    asks=(Ask("by", "By", "choice", choices=lambda s: [("", "All the same"), *MEASURES]),),
)  # fmt: skip
def size_by(session: Session, by: str = "") -> None:
    """Draws entities larger the more they have of a measure."""
    title = dict(MEASURES).get(by, "nothing").lower()
    relook(session, f"Sizes by {title}", lambda look: replace(look, size_by=by))
