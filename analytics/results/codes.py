"""Every reason a model can give, and the values that belong to it.

A model says a code with its values; `words/reasons.py` has one sentence per code and language. A test holds the two together.
"""

from enum import Enum


class Kind(Enum):
    """What a value is, and so how it is written for a reader and kept in JSON."""

    COUNT = "count"  # int
    NUMBER = "number"  # float
    EFFECT = "effect"  # float, written with its sign and four figures
    SIZE = "size"  # float above 0, with four figures
    SHARE = "share"  # float, 0 to 1; a change may be below 0
    CHANGE = "change"  # float, a share with its sign
    PROBABILITY = "probability"  # float between 0 and 1, written as a percentage that is neither 0 nor 100
    CHANCE = "chance"  # float, 0 to 1, written as = 0.012 or < 0.001
    DAY = "day"  # date
    MONTH = "month"  # date, its first day
    SPAN = "span"  # (int, code of a period): 3 weeks
    EVENT = "event"  # code of a retail event
    NAME = "name"  # str, as the user's data have it
    MARKETS = "markets"  # codes of markets
    SERIES = "series"  # names of series that stayed open: codes of markets, or of trade in one
    PARTS = "parts"  # (tier, channel) pairs of codes
    PLACE = "place"  # codes of a market and a channel, and a boutique; '' for all of them


PERIODS = ("day", "week", "month", "quarter", "year")

_EFFECT = {"effect": Kind.EFFECT, "low": Kind.EFFECT, "high": Kind.EFFECT}
_CHANGE = {"change": Kind.CHANGE, "low": Kind.CHANGE, "high": Kind.CHANGE}
_TOO_FEW = {"customers": Kind.COUNT, "needed": Kind.COUNT}

CODES: dict[str, dict[str, Kind]] = {
    # The reader's rights cannot be applied to it.
    "out_of_reach": {},
    # It would tell of few customers, and the reader may not see persons.
    "hidden_few": {},
    "hidden_filters": {},
    "hidden_grid": {},
    "hidden_persons": {},
    "hidden_wallets": {},
    # A period cannot be held against another.
    "period_after_data": {"begins_on": Kind.DAY, "last_on": Kind.DAY},
    "budget_in_shop_terms": {},
    "budget_told_by_month": {},
    "budget_of_parts": {},
    "returns_open": {"begins_on": Kind.DAY, "final_to": Kind.DAY},
    "baseline_overlaps": {"since": Kind.DAY, "last_on": Kind.DAY},
    "baseline_before_data": {"since": Kind.DAY, "last_on": Kind.DAY, "begins_on": Kind.DAY},
    "baseline_hardly_known": {"since": Kind.DAY, "last_on": Kind.DAY, "begins_on": Kind.DAY},
    "year_not_earlier": {"year": Kind.NAME, "last": Kind.NAME},
    "no_event_near": {"event": Kind.EVENT},
    "no_event_in_year": {"event": Kind.EVENT, "year": Kind.NAME},
    "weeks_too_thin": {"needed": Kind.COUNT},
    "weeks_too_few": {"weeks": Kind.COUNT, "needed": Kind.COUNT},
    "no_store_throughout": {"since": Kind.DAY, "last_on": Kind.DAY},
    # Customers by how they were first met.
    "watched_too_short": {"begins_on": Kind.DAY, "last_on": Kind.DAY},
    "too_few_watched": _TOO_FEW,
    "too_few_rated": _TOO_FEW,
    # A selection has no target.
    "no_budget": {},
    "budget_not_by_goods": {},
    "budget_not_by_market": {},
    "budget_not_by_channel": {},
    "budget_not_by_boutique": {},
    "budget_lacks_month": {"begins_on": Kind.DAY},
    "budget_of_others": {},
    "budget_without_rate": {"currency": Kind.NAME},
    "budget_in_other_currency": {"currency": Kind.NAME, "shop": Kind.NAME},
    "budget_mixes_vat": {},
    "budget_vat_unknown": {},
    "budget_twice": {"month": Kind.MONTH, "one": Kind.PLACE, "other": Kind.PLACE},
    "budget_of_strangers": {"store": Kind.NAME},
    "budget_changes_within": {},
    "outlook_days_too_few": {"days": Kind.COUNT, "needed": Kind.COUNT},
    "outlook_orders_too_few": {"orders": Kind.COUNT, "needed": Kind.COUNT},
    # A series of values cannot be answered for.
    "too_few_dates": {"dates": Kind.COUNT, "needed": Kind.COUNT},
    "irregular_dates": {"days": Kind.NUMBER},
    "two_rows_in_period": {"begins_on": Kind.DAY},
    "no_value": {"name": Kind.NAME},
    "empty_before_shock": {"periods": Kind.COUNT, "needed": Kind.COUNT},
    "constant_before_shock": {"name": Kind.NAME, "periods": Kind.COUNT},
    "unseen_after_shock": {"name": Kind.NAME, "shock_on": Kind.DAY},
    "short_before_shock": {"known": Kind.SPAN, "shock_on": Kind.DAY, "begins_on": Kind.DAY, "needed": Kind.SPAN},
    "ends_before_shock": {"shock_on": Kind.DAY, "last_on": Kind.DAY},
    "ends_before_reopening": {"reopen_on": Kind.DAY, "last_on": Kind.DAY},
    "not_back_yet": {"name": Kind.NAME},
    # A shop's sales cannot be answered for.
    "too_little_sold": {},
    "nothing_sold": {"markets": Kind.MARKETS},
    "hardly_sold_before": {"markets": Kind.MARKETS},
    # Trade as a whole cannot be compared with.
    "begins_after_window": {"begins_on": Kind.DAY, "last_on": Kind.DAY},
    "begins_too_late": {"begins_on": Kind.DAY, "known": Kind.SPAN, "needed": Kind.SPAN},
    "gaps_before_shock": {"share": Kind.SHARE},
    # What the reader must know before believing a rebound.
    "short_history": {"years": Kind.NUMBER},
    "controls_moved_too": {"names": Kind.SERIES},
    "controls_hardly_known": {"names": Kind.SERIES},
    "controls_never_move": {"names": Kind.SERIES},
    "periods_unseen": {"periods": Kind.SPAN},
    "adds_not_multiplies": {},
    "earlier_breaks": {"breaks": Kind.COUNT},
    "intervals_widened": {"times": Kind.NUMBER},
    "parts_left_out": {"parts": Kind.PARTS},
    "channels_too_thin": {},
    "one_kind_of_channel": {},
    "taken_chances": {"little": Kind.PROBABILITY, "part": Kind.PROBABILITY, "most": Kind.PROBABILITY},
    "together_chances": {"down": Kind.PROBABILITY, "within": Kind.PROBABILITY, "up": Kind.PROBABILITY},
    # How likely what is said of a rebound is, or why that cannot be told.
    "level_chances": {"down": Kind.PROBABILITY, "within": Kind.PROBABILITY, "up": Kind.PROBABILITY},
    "regained_chances": {"under": Kind.PROBABILITY, "about": Kind.PROBABILITY, "over": Kind.PROBABILITY},
    "no_lasting_change": {"excluded": Kind.SHARE},
    "change_open": {"excluded": Kind.SHARE},
    "level_unknown": {},
    "too_many_alarms": {"share": Kind.SHARE},
    "not_reopened": {},
    "regained_unseen": {},
    "loss_in_doubt": {},
    # The beginning of a channel cannot be answered for, or what its answer rests on.
    "launch_too_early": {"launch_on": Kind.DAY, "begins_on": Kind.DAY, "needed": Kind.SPAN},
    "launch_too_late": {"launch_on": Kind.DAY, "last_on": Kind.DAY, "needed": Kind.SPAN},
    "launch_sold_nothing": {"launch_on": Kind.DAY, "last_on": Kind.DAY},
    "launch_near_closure": {"markets": Kind.MARKETS, "reopen_on": Kind.DAY},
    "launch_open": {"smallest": Kind.SHARE},
    "launch_without_controls": {},
    "launch_markets_opened": {"markets": Kind.MARKETS},
    "launch_margin_unknown": {},
    "launch_margin_given": {"share": Kind.SHARE},
    "launch_fee_unknown": {},
    # What a check of the rebound changed.
    "shock_earlier": {"by": Kind.SPAN},
    "reopening_later": {"by": Kind.SPAN},
    "half_history": {},
    "no_growth": {},
    "free_growth": {},
    "no_controls": {},
    # An experiment cannot be answered for, or a column cannot be used.
    "arm_too_small": _TOO_FEW,
    "too_few_drawn": _TOO_FEW,
    "no_depth_tried": {"needed": Kind.COUNT},
    "column_identifies": {},
    "column_is_date": {},
    "column_counts_rows": {},
    "column_is_text": {"values": Kind.COUNT, "rows": Kind.COUNT},
    "column_settles_outcome": {},
    "column_is_outcome": {"correlation": Kind.NUMBER},
    "rows_repeat": {"rows": Kind.COUNT},
    # What a treatment did, and how good the claim is.
    "arms_differ": {"names": Kind.SERIES, "p": Kind.CHANCE},
    "left_out_differ": {"names": Kind.SERIES, "p": Kind.CHANCE},
    "arms_apart": {"share": Kind.SHARE},
    "too_few_to_adjust": _TOO_FEW,
    "effect_unknown": {"name": Kind.NAME},
    "effect_clear": {"name": Kind.NAME, **_EFFECT},
    "effect_none": {"name": Kind.NAME, **_EFFECT, "excluded": Kind.SIZE},
    "effect_open": {"name": Kind.NAME, **_EFFECT, "excluded": Kind.SIZE},
    "difference_unknown": {"name": Kind.NAME},
    "difference_clear": {"name": Kind.NAME, **_EFFECT},
    "difference_none": {"name": Kind.NAME, **_EFFECT, "excluded": Kind.SIZE},
    "difference_open": {"name": Kind.NAME, **_EFFECT, "excluded": Kind.SIZE},
    "ranking_needs_assignment": {},
    "ranking_too_few": {},
    "ranking_none": {},
    "ranking_pays": _EFFECT,
    "ranking_loses": _EFFECT,
    "ranking_open_at_top": _EFFECT,
    "customers_not_ranked": {},
    "customers_ranked": {"times": Kind.NUMBER, "usual": Kind.SHARE},
    # Prices teach nothing.
    "no_list_price": {},
    "sells_too_seldom": {"units": Kind.NUMBER},
    "prices_do_not_move": {},
    "sales_do_not_move": {},
    "no_quantity": {},
    "too_few_units": {"units": Kind.COUNT, "needed": Kind.COUNT},
    "too_few_periods": {"periods": Kind.COUNT, "needed": Kind.COUNT},
    "too_few_rows": {"rows": Kind.COUNT, "needed": Kind.COUNT},
    "no_run_of_periods": {"periods": Kind.COUNT},
    "no_stable_fit": {},
    # What a lower price does, and how good the claim is.
    "price_follows_sales": {"p": Kind.CHANCE, "periods": Kind.COUNT},
    "price_follows_sales_harmlessly": {"p": Kind.CHANCE, "periods": Kind.COUNT},
    "price_effect_clear": _CHANGE,
    "price_effect_open": _CHANGE,
    "price_association_clear": _CHANGE,
    "price_association_open": _CHANGE,
    "pieces_borrowed": {"share": Kind.SHARE, "low": Kind.SHARE, "high": Kind.SHARE, "periods": Kind.COUNT},
    "pieces_borrowed_open": {"high": Kind.SHARE, "periods": Kind.COUNT},
    # Why a promotion has no better evidence.
    "margins_unknown": {},
    "nobody_held_out": {},
    "days_unknown": {},
    "ran_too_long": {"days": Kind.COUNT},
    "sales_too_short": {"months": Kind.COUNT},
    "began_outside_data": {"weeks": Kind.COUNT},
    "too_few_quiet_dates": {"dates": Kind.COUNT, "needed": Kind.COUNT},
    "covers_all": {},
    "cover_unknown": {"lines": Kind.COUNT, "needed": Kind.COUNT},
    "cover_unclear": {"lines": Kind.COUNT},
    "no_other_goods": {"needed": Kind.COUNT},
    "too_few_bought": {"needed": Kind.COUNT},
    # Customers' future cannot be forecast, or an assumption of the forecast fails.
    "no_purchase": {"last_on": Kind.DAY},
    "nobody_came_back": {},
    "too_few_came_back": _TOO_FEW,
    "too_few_values": _TOO_FEW,
    "values_all_equal": {},
    "poisson_timing_regular": {"steps": Kind.COUNT, "gain": Kind.NUMBER},
    "poisson_timing_clumps": {"shape": Kind.NUMBER},
    "value_independence": {"change": Kind.SHARE},
    "value_tail": {"q": Kind.NUMBER},
    "gamma_heterogeneity": {"share": Kind.SHARE},
    "one_population": {"weeks": Kind.COUNT, "older": Kind.NUMBER, "newer": Kind.NUMBER},
    "stable_rates_fewer": {"factor": Kind.NUMBER},
    "stable_rates_more": {"factor": Kind.NUMBER},
    "too_few_to_cut": {"customers": Kind.COUNT},
}
