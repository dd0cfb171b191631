"""What a picture of a chart says of itself: its title, the choice, how far the data go. On the screen that stands around it."""

from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Source:
    """Of the charts that follow.

    Attributes:
        file: what is drawn of which days, for the name of the picture, with `{key}` for the chart.
        choice: period, filters and how far the data go.
        title: of the next chart; a second one under the same title has none.
    """

    file: str = "vetrina-{key}"
    choice: str = ""
    title: str = ""


NOTHING = Source()
_SAID: ContextVar[Source] = ContextVar("said", default=NOTHING)


def begin(file: str, choice: str) -> None:
    """A page begins that shows a choice."""
    _SAID.set(Source(file, choice))


def title(text: str) -> None:
    """A part begins; nothing, so that no chart takes the title of what stands before it."""
    _SAID.set(replace(_SAID.get(), title=text))


def taken() -> Source:
    """What the next chart says; its title is used up."""
    said = _SAID.get()
    title("")
    return said
