"""What the shop set itself to sell, spread over days, net sales against it, and how the month will end."""

from analytics.targets.on_grid import FEW
from analytics.targets.outlook import Outlook, current, outlook
from analytics.targets.targets import OTHER_TERMS, Targets, targets

__all__ = ["FEW", "OTHER_TERMS", "Outlook", "Targets", "current", "outlook", "targets"]
