"""What customers are worth by how the shop first met them: channel, promotion, discount, or after a reopening."""

from analytics.acquisition.ahead import GroupForecast, group_forecast
from analytics.acquisition.groups import GroupValue, group_value
from analytics.acquisition.question import BY

__all__ = ["BY", "GroupForecast", "GroupValue", "group_forecast", "group_value"]
