"""Models in a sheet: their answer, or the reason why the data cannot tell, which stands in its place."""

from collections.abc import Callable
from typing import Any, TypeVar

import pandas as pd

from analytics.results import CannotTell, Reason, refused
from data.errors import TooFew
from data.store import EVERYTHING, Choice
from sheets.part import Part
from sheets.reading import Reading
from words import explanations

Answer = TypeVar("Answer")


def answered(
    reading: Reading, model: Callable[..., Answer], choice: Choice = EVERYTHING, **params: Any
) -> Answer | Reason:
    """The answer of a model; else why the data cannot tell."""
    try:
        answer: Answer = reading.ask(model, choice, **params)
    except CannotTell as untold:
        return untold.reason
    except TooFew as error:
        return refused(error)
    return answer


def unanswered(title: str, reason: Reason) -> Part:
    """A part of which nothing can be told."""
    nothing = pd.DataFrame()
    return Part(title, "", nothing, nothing, empty=explanations.sentence(reason))
