"""What the store knows of promotions, discounts and shelf prices."""

from datetime import date

import pandas as pd

from data.store import EVERYTHING, Choice, Store

AFTER_DAYS = 42
LIGHT = 0.01  # an order counts as on discount above this depth
BEGINNING = date(1970, 1, 1)


def promotion_list(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Promotions that were used or sent to somebody.

    Returns:
        One row per promotion:
        promotion_id, name, kind, funder, depth, market, channel, tier, category, brand   as planned; empty where for all
        starts_on, ends_on            first and last day as planned; empty where unknown
        first_used_on, last_used_on   of the orders that used it
        orders, orders_new, units     that used it
        gross_eur, net_eur, margin_eur, discount_eur   of those orders; margin empty where a cost is unknown
        paid_by_merchant_eur, paid_by_platform_eur, paid_by_other_eur   the discount by funder
        treated, holdout              exposures by arm
        contact_cost_eur              of reaching one customer
    """
    return store.ask("promotion_list", choice, until=date.max)


def promotion_exposures(store: Store, choice: Choice = EVERYTHING, *, after: int = AFTER_DAYS) -> pd.DataFrame:
    """Who was sent a promotion or held out, and what they bought.

    Args:
        after: days after the promotion's window in which a dip counts.

    Returns:
        One row per exposure of a known customer:
        promotion_id, customer_id, treated, assignment, p_treated, assigned_on, window_end (first day after)
        market, tier, channel         of the customer before the assignment
        orders_before, net_before_eur, orders_year_before, net_year_before_eur, orders_on_discount_before,
        days_since_last               up to the day before the assignment
        orders_in, net_in_eur, margin_in_eur, net_full_price_in_eur, orders_with_promotion_in   in the window
        net_with_promotion_eur, margin_with_promotion_eur   of the orders that used it
        orders_without_margin         orders of the window whose cost is unknown
        paid_by_merchant_eur, paid_by_platform_eur, paid_by_other_eur   this promotion's discount in the window
        orders_after, net_after_eur, margin_after_eur   in the days after
        delivered, opened, claimed, redeemed, came_again (within 90 days of redeeming)
        window_is_seen, after_is_seen, second_is_seen   whether the data reach so far
        contact_cost_eur
    """
    return store.ask("promotion_exposures", choice, after=after)


def promotion_sales(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Daily sales to compare promotions with.

    Returns:
        One row per day, market, channel and tier with sales: `net_eur`, `net_full_price_eur`, `margin_eur` (where
        costs are known) and `net_with_margin_eur`, the net sales it belongs to.
    """
    return store.ask("promotion_sales", choice)


def promotion_calendar(store: Store) -> pd.DataFrame:
    """Holidays, sales, festivals and closures: one row per day, market and kind with its `intensity`, 0 to 1."""
    return store.ask("promotion_calendar")


def discount_affinity(
    store: Store, choice: Choice = EVERYTHING, *, until: date, since: date = BEGINNING, light: float = LIGHT
) -> pd.DataFrame:
    """Orders on discount of each customer, beside what the discounts they met would have made of anybody.

    Args:
        since, until: first day, and first day no longer counted.
        light: an order counts as on discount above this depth.

    Returns:
        One row per customer: `customer_id`, `market` and `tier` (of most of their money), `orders`, `on_discount`,
        `net_eur`, and `expected`: orders on discount had each been bought as others bought in its market, channel,
        tier and month.
    """
    return store.ask("discount_affinity", choice, since=since, until=until, light=light)


def price_panel(store: Store, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Units and shelf prices by week, to learn elasticities from.

    Returns:
        One row per week (its Monday), market, `currency` of the order, brand and tier with a sale: `units`, and `price`: what all buyers were
        asked for, over the list prices of the pieces sold, so that a dearer mix is not a dearer price. Discounts of
        vouchers and codes, which only some have, are not part of it. What one person took of a brand in a week is one decision: up to
        two pieces of it count, so that who buys dozens to sell on is not taken for what the price does to all.
    """
    return store.ask("price_panel", choice)
