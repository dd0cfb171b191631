"""Customers by when and how they were first met."""

from analytics.cohorts.cohorts import Cohorts, Trend, cohorts, trend
from analytics.cohorts.crossing import channel_crossing
from analytics.cohorts.survival import Curve, second_purchase, survival

__all__ = ["Cohorts", "Curve", "Trend", "channel_crossing", "cohorts", "second_purchase", "survival", "trend"]
