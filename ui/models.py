"""Models on a page: their answer, the reason why the data cannot tell, or the fault that broke them."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from analytics.results import CannotTell, Reason, fault, refused
from data.errors import NotLetIn, OutOfReach
from data.store import EVERYTHING, Choice, NoStore
from ui import faults, states
from ui.cache import ask
from ui.faults import Fault
from words import explanations

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


def answered(model: Callable[..., Answer], choice: Choice = EVERYTHING, **more: Any) -> Answer | Reason | Fault:
    """The answer of a model; else why the data cannot tell, or what broke: that is logged and asked again next time."""
    try:
        return ask(model, choice, **more)
    except (NoStore, NotLetIn):
        raise
    except CannotTell as error:
        return error.reason
    except OutOfReach as error:
        return refused(error)
    except Exception:
        return Fault(fault(log, model.__qualname__))


def unanswered(failure: Reason | Fault) -> None:
    """Why there is no answer."""
    if isinstance(failure, Fault):
        faults.shown(failure)
    else:
        states.empty(explanations.sentence(failure))
