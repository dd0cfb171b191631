"""What a column of a table holds, in the reader's language: a figure's own words, else those of analytics/columns.toml."""

from analytics.columns import columns
from words import comparisons, currency, figures
from words.currency import VERSUS
from words.messages import _, language

ENDS = ("_low", "_high")
# tables of one kind, each named after what it is of
OWN = ("payout_month",)  # of a kind, and with words of its own
TABLES = (
    "contract_",
    "payout_",
    "needs_",
    "cohorts_wide_",
    "markdown_ladder_",
    "mix_or_rate_",
    "trading_",
    "loyalty_by_",
    "launch_",
    "first_met_",
    "sell_through_",
    "stock_left_",
)


def meaning(column: str, table: str = "") -> str:
    """What a column holds; empty where nobody has said.

    Args:
        column: its name inside the shop; amounts end in `_eur` whatever they are in.
        table: the name of the table's file, where a word means something else than elsewhere.
    """
    own_name, versus, basis = column.partition(VERSUS)
    if versus and (told := meaning(own_name, table)):
        return _("{meaning} Compared with: {basis}.", meaning=told, basis=comparisons.option(basis))
    kind = next((start for start in TABLES if table.startswith(start) and table not in OWN), table)
    if (own := columns().get(f"{kind}.{column}")) is not None:
        return _filled(own[language()])
    if said := figures.note(column):
        return said
    if (known := columns().get(column)) is not None:
        return _filled(known[language()])
    if column.isdigit():
        return _("The figure {n} periods after the first purchase.", n=column)
    stem = next((column.removesuffix(end) for end in ENDS if column.endswith(end)), "")
    if not stem:
        return ""
    whole = _name(stem, kind)
    if column.endswith("_low"):
        return _("Lower end of the 95% interval of {column}.", column=whole)
    return _("Upper end of the 95% interval of {column}.", column=whole)


def versus(column: str, basis: str) -> str:
    """The name of a column that holds the same of a further comparison, such as `change_vs_2019`."""
    return f"{column}{VERSUS}{basis}"


def _name(column: str, table: str) -> str:
    """What an interval is of: a figure by its name, else a column as files call it."""
    named = figures.name(column)
    return named if named != column else currency.column(column)


def _filled(text: str) -> str:
    return text.replace("{currency}", currency.code())
