"""A period and what it is held against, each as far as it may be seen."""

from collections.abc import Sequence

from analytics.compare.comparison import Comparison
from analytics.period import Period
from analytics.reach import RETURN_WINDOW_DAYS, Compared, Reach, at_age_of
from analytics.reach import compared as usual


def spans(
    known: Reach, period: Period, against: Sequence[Comparison] | None, return_window: int = RETURN_WINDOW_DAYS
) -> dict[str, Compared]:
    """The periods of a question by name, the earlier ones seen at the age that the period has today.

    Args:
        against: what the period is held against; None for the period before and the same dates of last year.

    Returns:
        `current`, then each comparison by its code (`previous` and `last_year` where none is given).
    """
    if against is None:
        return usual(known, period, return_window)
    earlier = {each.code: at_age_of(known, each.period, each.against, return_window) for each in against}
    return {"current": at_age_of(known, period, period, return_window), **earlier}
