"""Who the customers are: by habit, by stage, by weight."""

from analytics.segments.aipl import Aipl, AiplRule, aipl
from analytics.segments.concentration import Concentration, concentration
from analytics.segments.rfm import Rfm, RfmRule, rfm, rule_of_fifths, segments_told
from analytics.segments.rule import BadRule

__all__ = [
    "Aipl",
    "AiplRule",
    "BadRule",
    "Concentration",
    "Rfm",
    "RfmRule",
    "aipl",
    "concentration",
    "rfm",
    "rule_of_fifths",
    "segments_told",
]
