"""Models on a page: their answer, the reason why the data cannot tell, or the fault that broke them."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from analytics.results import CannotTell, Reason, fault
from data.store import EVERYTHING, Choice, NoStore
from sheets.choice import Chosen
from ui import faults, filters, states
from ui.cache import ask
from ui.faults import Fault
from words import explanations, labels
from words.messages import _

Answer = TypeVar("Answer")
SIDES = ("CN", "IT")

log = logging.getLogger(__name__)


def answered(model: Callable[..., Answer], choice: Choice = EVERYTHING, **more: Any) -> Answer | Reason | Fault:
    """The answer of a model; else why the data cannot tell, or what broke: that is logged and asked again next time."""
    try:
        return ask(model, choice, **more)
    except NoStore:
        raise
    except CannotTell as error:
        return error.reason
    except Exception:
        return Fault(fault(log, model.__qualname__))


def unanswered(failure: Reason | Fault) -> None:
    """Why there is no answer."""
    if isinstance(failure, Fault):
        faults.shown(failure)
    else:
        states.empty(explanations.sentence(failure))


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
