"""Parts that a reader may not see, since they would tell of few customers: a sentence stands in their place."""

from collections.abc import Callable
from typing import TypeVar

from analytics.results import refused
from data.errors import TooFew
from sheets.models import unanswered
from sheets.part import Part
from words.messages import _

Made = TypeVar("Made")
Other = TypeVar("Other")


def part(make: Callable[..., Part], *given: object, title: str = "") -> Part:
    """The part; where the reader may not see it, why.

    Args:
        title: of what is not shown.
    """
    try:
        return make(*given)
    except TooFew as error:
        return unanswered(title or _("Not shown"), refused(error))


def parts(make: Callable[..., list[Part]], *given: object) -> list[Part]:
    """Several that rest on one answer; where the reader may not see it, one that says why."""
    try:
        return make(*given)
    except TooFew as error:
        return [unanswered(_("Not shown"), refused(error))]


def or_else(other: Other, make: Callable[..., Made], *given: object, **named: object) -> Made | Other:
    """What is made; where the reader may not see it, something else."""
    try:
        return make(*given, **named)
    except TooFew:
        return other
