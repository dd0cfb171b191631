"""Models on a page: their answer or, where the data cannot carry one, a sentence that says so."""

from collections.abc import Callable
from typing import Any, TypeVar

from data.store import EVERYTHING, Choice
from ui import filters, labels, states
from ui.cache import ask
from ui.filters import Chosen
from ui.words import _

Answer = TypeVar("Answer")
SIDES = ("CN", "IT")


def answered(model: Callable[..., Answer], choice: Choice = EVERYTHING, **more: Any) -> Answer | None:
    """The answer of a model, or None where the data cannot carry one: every model says so by a ValueError."""
    try:
        return ask(model, choice, **more)
    except ValueError:
        return None


def no_experiment() -> None:
    """Nobody was held out."""
    states.empty(_("Too few customers were held out by lot to say whom a promotion moves. Hold a tenth out next time."))


def sides(chosen: Chosen) -> list[str]:
    """The two markets to show side by side: those chosen, else China and Italy, else the two with most orders."""
    known = filters.known("market")
    wanted = chosen.choice.market or dict.fromkeys([*SIDES, *known])
    return [code for code in wanted if code in known][:2]


def side_by_side(chosen: Chosen) -> str:
    """Which markets are drawn beside each other, of how many; empty where there are no others."""
    shown, known = sides(chosen), chosen.choice.market or filters.known("market")
    if len(shown) >= len(known):
        return ""
    return _(
        "Side by side: {markets}, of {n} markets. The Market filter sets others; exports have all.",
        markets=", ".join(map(labels.market, shown)),
        n=len(known),
    )
