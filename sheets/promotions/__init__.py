"""Promotions as parts: the scorecard of all, market beside market, one closely, and how deep discounts go."""
