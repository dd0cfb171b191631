"""One sentence per reason and language: `SENTENCES` in English, `locales/` in the others."""

from dataclasses import dataclass

from analytics.results import CODES, Reason
from words.languages import catalogue
from words.written import Speech, written


@dataclass(frozen=True)
class Sentence:
    """A text with a placeholder for every value of its code.

    Attributes:
        singular: the text, or where it has a number its form for one.
        many: its form for several; empty where there is none.
        by: the value that decides between them.
    """

    singular: str
    many: str = ""
    by: str = ""


def one_form(text: str) -> Sentence:
    """A sentence of one form."""
    return Sentence(text)


def two_forms(singular: str, many: str, by: str) -> Sentence:
    """A sentence that agrees with the value `by`."""
    return Sentence(singular, many, by)


def sentence(reason: Reason, speech: Speech | None = None) -> str:
    """The reason as its reader reads it; in English unless `speech` says otherwise."""
    speech = speech or Speech()
    kinds = CODES[reason.code]
    values = {name: written(kinds[name], value, speech) for name, value in reason.items}
    return _form(SENTENCES[reason.code], reason, speech.language).format(**values)


def _form(text: Sentence, reason: Reason, language: str) -> str:
    if not text.many:
        return catalogue(language).gettext(text.singular)
    value = reason.values[text.by]
    count = value[0] if isinstance(value, tuple) else value
    return catalogue(language).ngettext(text.singular, text.many, int(count))  # type: ignore[arg-type]


SENTENCES: dict[str, Sentence] = {
    "out_of_reach": one_form("This cannot be narrowed to what you may see of the shop, so it is not shown."),
    "hidden_few": one_form("Hidden: too few customers. Widen the period, or clear a filter."),
    "hidden_wallets": one_form(
        "Of payments your role sees the costs of all markets and channels together. Clear the filters."
    ),
    "hidden_filters": one_form("With so many filters a figure would be of few customers. Clear all but one."),
    "hidden_grid": one_form("Your role sees whole weeks and months, so this is not shown."),
    "hidden_persons": one_form("This tells of single customers or orders, which your role does not see."),
    "period_after_data": one_form(
        "Nothing is compared: the period begins on {begins_on}, and the data end on {last_on}. Choose earlier days."
    ),
    "baseline_overlaps": one_form(
        "Nothing is compared: the days to compare with, {since} to {last_on}, do not end before the period begins. Choose "
        "a shorter period or another comparison."
    ),
    "baseline_before_data": one_form(
        "Nothing is compared: the days to compare with, {since} to {last_on}, lie before the shop's first day in the data, "
        "{begins_on}."
    ),
    "budget_in_shop_terms": one_form(
        "The budget is of net sales in the shop's own currency, so nothing is held against it here. Choose net sales and that currency."
    ),
    "budget_told_by_month": one_form(
        "Targets are told of whole months. Choose months that are over, or the one that runs."
    ),
    "budget_of_parts": one_form(
        "No target here: the budget is of parts of these sales that are too small to be shown apart."
    ),
    "returns_open": one_form(
        "The books hold sales whose return window has closed: those up to {final_to}. The period begins later, on {begins_on}, so "
        "there is nothing to show yet."
    ),
    "baseline_hardly_known": one_form(
        "Nothing is compared: of the days to compare with, {since} to {last_on}, less than a week is in the data, which "
        "begin on {begins_on}."
    ),
    "year_not_earlier": one_form(
        "Nothing is compared: {year} is not earlier than {last}, the year of the period. Choose an earlier year."
    ),
    "no_event_near": one_form(
        "Nothing is compared: {event} is more than 60 days from the period. Choose days around it or another comparison."
    ),
    "no_event_in_year": one_form("Nothing is compared: the calendar has no day for {event} in {year}."),
    "no_budget": one_form("No budget is loaded."),
    "budget_not_by_goods": one_form(
        "No target under a filter of price tier, brand or category: the budget is by market, channel and boutique. Clear that filter."
    ),
    "budget_not_by_market": one_form(
        "No target here: the budget is not split by market. Clear the filter, or load a budget by market."
    ),
    "budget_not_by_channel": one_form(
        "No target here: the budget is not split by channel. Clear the filter, or load a budget by channel."
    ),
    "budget_not_by_boutique": one_form(
        "No target here: the budget is not split by boutique. Clear the filter, or load a budget by boutique."
    ),
    "budget_lacks_month": one_form(
        "No target for this period: no budget is loaded for the month that begins on {begins_on}. Choose a shorter period, or load that month."
    ),
    "budget_of_others": one_form(
        "No target here: the budget has no row of this selection in every month of the period."
    ),
    "budget_without_rate": one_form(
        "No target: the budget is in {currency}, and no exchange rate before its month is loaded. Load the rates of the European Central Bank."
    ),
    "budget_in_other_currency": one_form(
        "No target: the budget is in {currency}, and the shop's sales are in {shop} without any exchange rate. State the budget in {shop}."
    ),
    "budget_mixes_vat": one_form(
        "No target: some rows of the budget of this selection hold VAT and others do not. State all of them alike."
    ),
    "budget_vat_unknown": one_form(
        "No target: the budget is without VAT, and the VAT of some orders of this period is not known. State the budget with VAT."
    ),
    "budget_twice": one_form(
        "No target: two rows of the budget for {month} are of the same sales ({one}; {other}). Keep one of them."
    ),
    "budget_of_strangers": one_form(
        "How the month will end is not estimated: the budget names {store}, and no order does. Write the boutique as orders name it."
    ),
    "budget_changes_within": one_form(
        "How the quarter will end is not estimated: its months have budgets of different markets, channels or boutiques."
    ),
    "outlook_days_too_few": two_forms(
        "How the month will end is not estimated: {days} day of sales is known, and {needed} are needed.",
        "How the month will end is not estimated: {days} days of sales are known, and {needed} are needed.",
        "days",
    ),
    "outlook_orders_too_few": two_forms(
        "How the month will end is not estimated: {orders} order in the last eight weeks, and {needed} are needed.",
        "How the month will end is not estimated: {orders} orders in the last eight weeks, and {needed} are needed.",
        "orders",
    ),
    "weeks_too_thin": one_form(
        "Nothing in this selection sells enough for a week to be judged: {needed} orders a week are needed, in most weeks of a year."
    ),
    "weeks_too_few": two_forms(
        "The data hold {weeks} whole week; at least {needed} are needed to say what is out of the ordinary.",
        "The data hold {weeks} whole weeks; at least {needed} are needed to say what is out of the ordinary.",
        "weeks",
    ),
    "no_store_throughout": one_form(
        "Nothing is compared: no boutique was open from {since} to {last_on}. Compare all boutiques instead."
    ),
    "too_few_dates": two_forms(
        "The series has {dates} period; at least {needed} are needed.",
        "The series has {dates} periods; at least {needed} are needed.",
        "dates",
    ),
    "irregular_dates": one_form(
        "Its dates are {days} days apart, which is not a day, week, month, quarter or year; one row per period is "
        "needed."
    ),
    "two_rows_in_period": one_form("Two rows fall in the period of {begins_on}; one row per period is needed."),
    "no_value": one_form("{name} has no value at all."),
    "empty_before_shock": two_forms(
        "Only {periods} period before the shock has a value above zero; at least {needed} are needed.",
        "Only {periods} periods before the shock have a value above zero; at least {needed} are needed.",
        "periods",
    ),
    "constant_before_shock": one_form(
        "{name} has the same value in all {periods} periods known before the shock, so an effect cannot be separated from chance."
    ),
    "unseen_after_shock": one_form("Nothing of {name} is known since the shock on {shock_on}."),
    "short_before_shock": one_form(
        "The data begin on {begins_on}, {known} before the shock on {shock_on}; at least {needed} are needed."
    ),
    "ends_before_shock": one_form("The selected data end on {last_on}, before the shock on {shock_on}."),
    "ends_before_reopening": one_form(
        "The selected data end with the period of {last_on}; no whole period follows the reopening on {reopen_on}."
    ),
    "not_back_yet": one_form(
        "{name} has not been above the no-shock scenario for two periods, so its reopening cannot be read off; give "
        "the date."
    ),
    "too_little_sold": one_form("Too little is sold in this selection to say anything. Widen it."),
    "nothing_sold": one_form("Nothing is sold in this selection in {markets}. Widen it."),
    "hardly_sold_before": one_form(
        "Hardly anything was sold in {markets} before the shock, so there is nothing to compare with."
    ),
    "begins_after_window": one_form("It begins on {begins_on}, after the last day of the selection, {last_on}."),
    "begins_too_late": one_form(
        "It begins on {begins_on}, {known} before the closure; at least {needed} are needed to learn from."
    ),
    "gaps_before_shock": one_form("Only {share} of its periods before the closure are known."),
    "short_history": one_form("Only {years} years before the shock: season and trend are hard to separate."),
    "controls_moved_too": one_form("Not used, because the shock hit them too: {names}."),
    "controls_hardly_known": one_form("Not used, because too little of them is known: {names}."),
    "controls_never_move": one_form("Not used, because they never change before the shock: {names}."),
    "periods_unseen": two_forms(
        "{periods} since the shock is unknown and not in any total.",
        "{periods} since the shock are unknown and not in any total.",
        "periods",
    ),
    "adds_not_multiplies": one_form("Some periods sold nothing, so the model adds where it would multiply."),
    "earlier_breaks": two_forms(
        "The level had already shifted {breaks} time.", "The level had already shifted {breaks} times.", "breaks"
    ),
    "intervals_widened": one_form(
        "Intervals were widened by a factor of {times} so that they hold on dates with no event."
    ),
    "parts_left_out": one_form("Not in any total, as hardly sold before the shock, or always the same: {parts}."),
    "channels_too_thin": one_form("Boutiques or other channels sell too seldom here to be looked at apart."),
    "one_kind_of_channel": one_form(
        "Nothing could move between channels: only one kind of them sold here before the shock."
    ),
    "taken_chances": one_form(
        "Probability of what other channels took up: under a tenth {little}, a tenth to a half {part}, over a half {most}."
    ),
    "together_chances": one_form(
        "Probability of all channels together: down by a tenth or more {down}, within a tenth {within}, up by a tenth or more {up}."
    ),
    "level_chances": one_form(
        "Probability of the lasting level: down by a tenth or more {down}, within a tenth {within}, up by a tenth or more {up}."
    ),
    "regained_chances": one_form(
        "Probability of what was recovered: under 90% of the loss {under}, 90% to 110% {about}, over 110% {over}."
    ),
    "no_lasting_change": one_form("No lasting effect: a change of {excluded} or more, up or down, can be excluded."),
    "change_open": one_form(
        "Not enough data to tell a lasting change: only one of {excluded} or more, up or down, can be excluded."
    ),
    "level_unknown": one_form(
        "No probability of the lasting level: too little is known since the shock, or next to nothing was expected."
    ),
    "too_many_alarms": one_form(
        "No probabilities: the model finds an effect on about {share} of the dates with no event."
    ),
    "not_reopened": one_form("No probability of what was recovered: there is no reopening."),
    "regained_unseen": one_form("No probability of what was recovered: nothing is known since the reopening."),
    "loss_in_doubt": one_form("No probability of what was recovered: the loss itself is in doubt."),
    "launch_too_early": one_form(
        "The channel began on {launch_on} and the data on {begins_on}; at least {needed} of sales before it are needed."
    ),
    "launch_too_late": one_form(
        "The channel began on {launch_on} and returns are known to {last_on}; at least {needed} of sales since are needed."
    ),
    "launch_sold_nothing": one_form(
        "From {launch_on} to {last_on} the channel made less than 1% of the sales of every market selected."
    ),
    "launch_near_closure": one_form(
        "It cannot be said what the channel added: shops of {markets} were closed until {reopen_on}, and what comes back "
        "within half a year of a reopening looks the same as what a new channel brings."
    ),
    "launch_open": one_form(
        "More weeks alone will not settle it, as the trend is in doubt too: here only an added share of the channel's sales of "
        "about {smallest} or more would show. Open the next market or store for a random half of the known customers: "
        "`vetrina design` says how many."
    ),
    "launch_without_controls": one_form(
        "No market without the channel helps as a comparison: season and trend are assumed to have gone on as before."
    ),
    "launch_markets_opened": one_form(
        "Not in the comparison, as hardly anything was sold there before: {markets}. What is sold there is all new to the shop."
    ),
    "launch_margin_unknown": one_form(
        "Costs of goods are not loaded, so nothing can be said of its margin: give the usual margin, or load costs."
    ),
    "launch_margin_given": one_form("Margin of all sales as given: {share}."),
    "launch_fee_unknown": one_form(
        "No fees of the channel's payments are loaded, and no commission is given: none is taken off."
    ),
    "shock_earlier": one_form("Closed {by} earlier"),
    "reopening_later": one_form("Open again {by} later"),
    "half_history": one_form("Half the history"),
    "no_growth": one_form("No growth of its own"),
    "free_growth": one_form("Free growth of its own"),
    "no_controls": one_form("Without other markets"),
    "arm_too_small": two_forms(
        "The smaller group has {customers} customer; at least {needed} are needed.",
        "The smaller group has {customers} customers; at least {needed} are needed.",
        "customers",
    ),
    "too_few_drawn": one_form(
        "The control group is too small to say who responds to a promotion: the smaller group has {customers} "
        "customers and {needed} are needed. Next time, keep a random tenth as a control group."
    ),
    "no_depth_tried": one_form(
        "No promotion of known discount had {needed} customers who got it and a random control group of {needed}, so "
        "what a larger discount brings is unknown. Next time, keep a random tenth as a control group."
    ),
    "column_identifies": one_form("its name is that of an identifier"),
    "column_is_date": one_form("it is a date; give days since it instead"),
    "column_counts_rows": one_form("it counts the rows: a different whole number on each"),
    "column_is_text": one_form("it is text with {values} different values on {rows} rows"),
    "column_settles_outcome": one_form("it settles the outcome for some customers, so it was measured with it"),
    "column_is_outcome": one_form("it is nearly the outcome itself (correlation {correlation})"),
    "rows_repeat": two_forms(
        "{rows} row repeats another row whole, so the file knows less than it seems to; leave copies out, or name with "
        "--cluster the column that says whose row it is.",
        "{rows} rows repeat other rows whole, so the file knows less than it seems to; leave copies out, or name with "
        "--cluster the column that says whose row it is.",
        "rows",
    ),
    "arms_differ": one_form(
        "This is an association, not an experiment: the groups differ in {names} more than a random assignment leaves "
        "(joint test of all columns, p {p}). If a column was measured after the assignment, leave it out with --features; "
        "if customers were drawn by group, name it with --strata, --chance or --cluster."
    ),
    "left_out_differ": one_form(
        "The groups differ in columns that were left out, {names} (p {p}): if these were measured before the assignment, it was "
        "not random and what follows is no effect."
    ),
    "arms_apart": one_form(
        "{share} of the customers have nobody like them in the other group and are not part of the comparison."
    ),
    "too_few_to_adjust": two_forms(
        "Too few customers to hold the columns constant: the smaller group has {customers} customer, {needed} are needed.",
        "Too few customers to hold the columns constant: the smaller group has {customers} customers, {needed} are needed.",
        "customers",
    ),
    "effect_unknown": one_form("The effect on {name} cannot be estimated."),
    "effect_clear": one_form("The treatment changed {name} by {effect} per customer (95%: {low} to {high})."),
    "effect_none": one_form(
        "The treatment has no effect on {name} worth speaking of: {effect} per customer (95%: {low} to {high}); any effect "
        "above {excluded} in size is excluded."
    ),
    "effect_open": one_form(
        "There are not enough data: no clear effect of the treatment on {name}, {effect} per customer (95%: {low} "
        "to {high}); only an effect above {excluded} in size is excluded."
    ),
    "difference_unknown": one_form(
        "The groups have too little in common to compare their {name} with everything else held constant."
    ),
    "difference_clear": one_form(
        "With the known columns held constant, {name} of the treated differs by {effect} per customer (95%: {low} to {high}); "
        "what the file does not know may be the reason."
    ),
    "difference_none": one_form(
        "With the known columns held constant, no difference in {name} worth speaking of is left: {effect} per customer "
        "(95%: {low} to {high}); any above {excluded} in size is excluded."
    ),
    "difference_open": one_form(
        "With the known columns held constant, no clear difference in {name} is left: {effect} per customer (95%: "
        "{low} to {high}); only one above {excluded} in size is excluded."
    ),
    "ranking_needs_assignment": one_form("Without a random assignment nobody is ranked."),
    "ranking_too_few": one_form("Too few customers or no column to rank by: treat all or none."),
    "ranking_none": one_form("No clear difference in who responds more, so nobody is ranked: treat all or none."),
    "ranking_pays": one_form(
        "Ranking pays: among the 30% ranked highest the effect is {effect} (95%: {low} to {high})."
    ),
    "ranking_loses": one_form(
        "Customers differ in how they respond, but even the 30% ranked highest lose: {effect} (95%: {low} to {high})."
    ),
    "ranking_open_at_top": one_form(
        "Customers differ in how they respond, but the effect among the 30% ranked highest is not clear: {effect} "
        "(95%: {low} to {high})."
    ),
    "customers_not_ranked": one_form("The model does no better than chance, so nobody is ranked."),
    "customers_ranked": one_form(
        "Buy only with an offer, or react badly: the chance to buy rises or falls by more than {times} times what it "
        "is anyway. The others: above or below {usual} anyway."
    ),
    "no_list_price": one_form(
        "No sale has a list price; load products with their list price to estimate the effect of prices."
    ),
    "sells_too_seldom": two_forms(
        "No brand sells {units} piece a week in a market for a year, so the effect of prices cannot be estimated.",
        "No brand sells {units} pieces a week in a market for a year, so the effect of prices cannot be estimated.",
        "units",
    ),
    "prices_do_not_move": one_form(
        "No price moves independently of its usual level and of other prices at the same time, so the effect of "
        "prices cannot be estimated."
    ),
    "sales_do_not_move": one_form(
        "Every item sells as much in every period as it always does, whatever its price, so the effect of prices cannot be "
        "estimated."
    ),
    "no_quantity": one_form("Nothing is sold in any period."),
    "too_few_units": two_forms(
        "Only {units} item or place has prices; at least {needed} are needed to tell prices from the season.",
        "Only {units} items or places have prices; at least {needed} are needed to tell prices from the season.",
        "units",
    ),
    "too_few_periods": two_forms(
        "The table has {periods} period; at least {needed} are needed.",
        "The table has {periods} periods; at least {needed} are needed.",
        "periods",
    ),
    "too_few_rows": two_forms(
        "{rows} row is too few for a level per item and per period; at least {needed} are needed.",
        "{rows} rows are too few for a level per item and per period; at least {needed} are needed.",
        "rows",
    ),
    "price_follows_sales": one_form(
        "Prices follow the sales of the {periods} periods before (p {p}): discounts answer demand, so this is an association, "
        "not the effect of the price."
    ),
    "price_follows_sales_harmlessly": one_form(
        "Prices follow the sales of the {periods} periods before (p {p}); with these held constant the answer is the same."
    ),
    "price_effect_clear": one_form(
        "A price 10% lower changes the same period's sales by {change} (95%: {low} to {high})."
    ),
    "price_effect_open": one_form(
        "No clear effect of the price: where it is 10% lower, sales change by {change} (95%: {low} to {high})."
    ),
    "price_association_clear": one_form(
        "With past sales held constant, sales differ by {change} (95%: {low} to {high}) where the price is 10% lower."
    ),
    "price_association_open": one_form(
        "With past sales held constant, no clear difference in sales where the price is 10% lower: {change} (95%: "
        "{low} to {high})."
    ),
    "pieces_borrowed": one_form(
        "Of the extra pieces of a usual price cut, {share} (95%: {low} to {high}) are missing in the next {periods} periods."
    ),
    "pieces_borrowed_open": one_form(
        "No clear loss in the next {periods} periods; up to {high} of a usual cut's extra pieces may be missing."
    ),
    "no_run_of_periods": one_form(
        "No item sells in {periods} consecutive periods, so purchases brought forward cannot be seen."
    ),
    "no_stable_fit": one_form("Too many periods sell nothing for a stable estimate; leave out what hardly ever sells."),
    "margins_unknown": one_form("The cost of too many of its orders is unknown."),
    "nobody_held_out": one_form("There was no control group."),
    "days_unknown": one_form("Nobody used it and its days are unknown."),
    "ran_too_long": one_form("It ran for {days} days: there is no comparable period without it."),
    "sales_too_short": one_form("There are fewer than {months} months of sales to estimate the usual course."),
    "began_outside_data": one_form("The data do not cover the start and the {weeks} weeks before it."),
    "covers_all": one_form("It covers all goods: there are no others that it could have moved."),
    "cover_unknown": one_form(
        "What it covers is not known: no file states it, and its orders show it on too few lines ({lines} of {needed} needed)."
    ),
    "cover_unclear": one_form(
        "What it covers is not known: no file states it, and the goods it was used on ({lines} lines) do not show it clearly."
    ),
    "no_other_goods": one_form("No other category sold {needed} pieces in the year around it."),
    "too_few_bought": one_form(
        "The customers sent it and the control group bought fewer than {needed} pieces that it does not cover, while it ran and in the six weeks after."
    ),
    "too_few_quiet_dates": two_forms(
        "There is only {dates} date without a promotion to check the usual course on; {needed} are needed.",
        "There are only {dates} dates without a promotion to check the usual course on; {needed} are needed.",
        "dates",
    ),
    "no_purchase": one_form("No known customer bought anything up to {last_on}. Widen the selection."),
    "nobody_came_back": one_form("No customer bought twice, so who comes back cannot be estimated."),
    "watched_too_short": one_form(
        "Nobody has been watched long enough: the data reach from {begins_on} to {last_on}. A first year in which nobody is known to be "
        "new, a year of watching and a month for returns are needed."
    ),
    "too_few_watched": two_forms(
        "{customers} customer has been watched for a year since the first order; at least {needed} are needed. Widen the selection.",
        "{customers} customers have been watched for a year since the first order; at least {needed} are needed. Widen the selection.",
        "customers",
    ),
    "too_few_rated": one_form(
        "Customers whose orders all have an exchange rate: {customers}; at least {needed} are needed. Another currency may have more."
    ),
    "too_few_came_back": two_forms(
        "{customers} customer bought again; a forecast needs at least {needed}. Widen the selection.",
        "{customers} customers bought again; a forecast needs at least {needed}. Widen the selection.",
        "customers",
    ),
    "too_few_values": two_forms(
        "The value of {customers} customer who bought again is known; a forecast of value needs at least {needed}.",
        "The value of {customers} customers who bought again is known; a forecast of value needs at least {needed}.",
        "customers",
    ),
    "values_all_equal": one_form(
        "All customers who bought again spend the same, so there are no differences in value to forecast."
    ),
    "poisson_timing_regular": one_form(
        "Purchases are more regular than chance would have it: gaps are like Erlang-{steps} "
        "(log likelihood higher by {gain})."
    ),
    "poisson_timing_clumps": one_form(
        "Purchases come in clumps: gaps have gamma shape {shape}, where chance would give 1."
    ),
    "value_independence": one_form(
        "Customers with twice the purchases spend another amount each time, by {change}; the model supposes none."
    ),
    "value_tail": one_form(
        "A few customers spend so much that the usual value model has no mean (q {q}, not surely above 1); "
        "value rests on the means seen."
    ),
    "gamma_heterogeneity": one_form(
        "Customers differ in another way than the model supposes: {share} bought another number of times."
    ),
    "one_population": one_form(
        "Customers differ by when they were first met: those of the first {weeks} weeks bought {older} times what was "
        "forecast for them earlier, those met later {newer} times."
    ),
    "stable_rates_fewer": one_form(
        "Customers buy at another rate than they used to: earlier forecasts were too low, by a factor of {factor}."
    ),
    "stable_rates_more": one_form(
        "Customers buy at another rate than they used to: earlier forecasts were too high, by a factor of {factor}."
    ),
    "too_few_to_cut": two_forms(
        "{customers} customer cannot be split into five groups; use the default rule.",
        "{customers} customers cannot be split into five groups, or are too alike; use the default rule.",
        "customers",
    ),
}
