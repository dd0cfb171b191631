"""An answer to test with: sales lost while closed, more than that regained, and a level that may have changed or not."""

from datetime import date

import numpy as np

from analytics.interval import Interval
from analytics.rebound.answer.result import Answer, Curves, Effect
from analytics.rebound.check import verdict
from analytics.rebound.check.placebo import Backtest, Placebo
from analytics.rebound.check.probabilities import Probabilities
from analytics.results import Reason

NOTHING = np.zeros(0)
ANSWER = Answer(
    name="IT",
    suppressed=Interval(400e3, 300e3, 500e3),
    excess=Interval(900e3, 600e3, 1.2e6),
    ratio=Interval(2.25, 1.4, 3.0),
    released=Interval(400e3, 300e3, 500e3),
    beyond=Interval(500e3, 100e3, 800e3),
    pulled_forward=Interval(0, 0, 50e3),
    lasting=Interval(0.05, -0.2, 0.3),
    transient=None,
    half_life=None,
    recovery=date(2020, 9, 1),
    effect=Effect(Interval(1, 0, 2), Interval(50, 0, 100), Interval(0.1, -0.05, 0.3)),
    placebo=Placebo(false_alarm_rate=0.05, credible=0.05, p=0.04, dates=20, effects=()),
    backtest=Backtest(0.06, 0.1),
    level=verdict.UNKNOWN,
    rebound=verdict.BEYOND,
    probabilities=Probabilities(
        {"down": 0.08, "within": 0.57, "up": 0.35},
        {"under": 0.01, "about": 0.02, "over": 0.97},
        (),
        Reason("change_open", excluded=0.27),
    ),
    windows=(),
    donors={},
    models={},
    variants=(),
    notes=(),
    period="week",
    curves=Curves(*(NOTHING,) * 8),
    seconds=0.0,
)
