"""What a randomised treatment did, on average and to whom.

`average_effect` and `adjusted_effect` answer the first, `uplift` the second: it ranks customers by how much the
treatment moves them, judges the ranking on customers it has not seen, and says "no signal" when it cannot be told
from a ranking at random.
"""

from analytics.uplift.answer import Answer, answer
from analytics.uplift.calibration import Calibration, calibration
from analytics.uplift.copies import refuse_copies, repeated_customer
from analytics.uplift.design import Design
from analytics.uplift.effect import adjusted_effect, adjusted_influence, average_effect
from analytics.uplift.encoding import Encoding, encoding
from analytics.uplift.experiment import Experiment
from analytics.uplift.judgement import Held, Uplift, uplift
from analytics.uplift.learners import Forecast, Learner, interaction_logit, menu
from analytics.uplift.ranking import curve, qini, uplift_at
from analytics.uplift.suspects import suspects

__all__ = [
    "Answer",
    "Calibration",
    "Design",
    "Encoding",
    "Experiment",
    "Forecast",
    "Held",
    "Learner",
    "Uplift",
    "adjusted_effect",
    "adjusted_influence",
    "answer",
    "average_effect",
    "calibration",
    "curve",
    "encoding",
    "interaction_logit",
    "menu",
    "qini",
    "refuse_copies",
    "repeated_customer",
    "suspects",
    "uplift",
    "uplift_at",
]
