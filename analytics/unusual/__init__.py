"""What is out of the ordinary in the shop's last whole week, season, feasts and chance accounted for."""

from analytics.unusual.judging import ALPHA
from analytics.unusual.unusual import Unusual, unusual

__all__ = ["ALPHA", "Unusual", "unusual"]
