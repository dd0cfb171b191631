"""Price elasticity from prices and quantities over time: the second level of evidence, without an experiment."""

from analytics.elasticity.double import double
from analytics.elasticity.elasticity import Elasticity, by_group, elasticity, fit, lagged, pull_forward
from analytics.elasticity.panel import BadPanel, Panel, Roles, panel
from analytics.elasticity.regression import Fit, linear, poisson
from analytics.elasticity.shrinkage import scatter_test, shrunk

__all__ = [
    "BadPanel",
    "Elasticity",
    "Fit",
    "Panel",
    "Roles",
    "by_group",
    "double",
    "elasticity",
    "fit",
    "lagged",
    "linear",
    "panel",
    "poisson",
    "pull_forward",
    "scatter_test",
    "shrunk",
]
