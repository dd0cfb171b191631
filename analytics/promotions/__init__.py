"""Which promotions create margin and which give it away: one score each, by the best evidence there is."""

from analytics.promotions.experiment import by_experiment, covariates, drawn_by_lot
from analytics.promotions.funnel import funnel
from analytics.promotions.observed import Ran, by_baseline
from analytics.promotions.questions import promotion_calendar, promotion_exposures, promotion_list, promotion_sales
from analytics.promotions.score import Placebos, Score
from analytics.promotions.scorecard import Scorecard, scorecard

__all__ = [
    "Placebos",
    "Ran",
    "Score",
    "Scorecard",
    "by_baseline",
    "by_experiment",
    "covariates",
    "drawn_by_lot",
    "funnel",
    "promotion_calendar",
    "promotion_exposures",
    "promotion_list",
    "promotion_sales",
    "scorecard",
]
