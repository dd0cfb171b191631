"""Who the customers are: by habit, by stage, by weight."""

from analytics.segments.aipl import Aipl, AiplRule, aipl
from analytics.segments.concentration import Concentration, concentration
from analytics.segments.rfm import Rfm, RfmRule, rfm, rule_of_fifths

__all__ = ["Aipl", "AiplRule", "Concentration", "Rfm", "RfmRule", "aipl", "concentration", "rfm", "rule_of_fifths"]
