"""What each question may tell who may not see persons. A question that stands nowhere here is refused to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from data.errors import TooFew


@dataclass(frozen=True)
class Told:
    """How an answer is kept from telling of few customers.

    Attributes:
        by: columns of the filters that its rows are told apart by; values that are not shown are joined in each.
        by_name: the parameter that names such a column instead.
        grain: of its buckets; empty where a period is told as a whole, or where its days go into a model only.
        since, until: the parameters of its period; empty where it is of all days.
        counts: the column that counts the customers of a row: rows of too few are left out; with `keys` the one that is nought where a row tells of
            nobody.
        keys: what else its rows are told apart by; `persons/<question>.sql` says who is in them, as `keyed` tells them: by `ordered_on` and the
            columns of the filters.
        tens: columns that count customers by a rule or a day of the asker's own, and are told in whole multiples of the smallest number: two answers a
            step apart tell nothing of who lies between them.
        is_whole: whether its rows by keys add up to what is told of the columns of the filters, so that what is not told of them is.
        is_joint: whether columns are told apart together, and not only one by one.
        is_open: whether it tells of no customer at all.
        is_inner: whether its rows go into a model, whose answer is of all of them together: only the filters must be of enough customers.
        is_listed: whether it is of values as such and of all days: of what is listed, whatever is told of all days.
        is_first_met: whether its rows are sums by when customers were first met, label and age, as `first_met` tells them.
        is_paid: whether its rows are months of payment and wallets, as `paid` tells them.
        ends: columns of days that are cut at the last to which anything is told.
        blank: columns that are not told, as what a file's totals are: a file may be of a day, or of one customer.
        only: parameters of the asker's own and the one value they are told at: at two of them the few between follow by subtraction.
        many: periods it is asked of, by parameters `since_0`, `until_0` and so on.
    """

    by: tuple[str, ...] = ()
    by_name: str = ""
    grain: str = ""
    since: str = ""
    until: str = ""
    counts: str = ""
    keys: tuple[str, ...] = ()
    tens: tuple[str, ...] = ()
    is_whole: bool = False
    is_joint: bool = False
    is_open: bool = False
    is_inner: bool = False
    is_listed: bool = False
    is_first_met: bool = False
    is_paid: bool = False
    ends: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    only: tuple[tuple[str, Any], ...] = ()
    many: int = 0

    def asked(self, params: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
        """The columns and the grain that a question is asked by."""
        named = str(params.get(self.by_name, "")) if self.by_name else ""
        return (*self.by, *((named,) if named in NAMED else ())), self.grain

    def called(self, params: Mapping[str, Any]) -> dict[str, str]:
        """The columns of the filters that rows by keys are told apart by, and what they are called in the answer.

        Raises:
            TooFew: it is asked by another column.
        """
        named = str(params.get(self.by_name, WHOLE)) if self.by_name else WHOLE
        if named not in NAMED | {WHOLE}:
            raise TooFew(f"by {named}: not a column that is told to who may not see persons", "filters")
        return {**{column: column for column in self.by}, **({named: "slice"} if named != WHOLE else {})}

    def refuse(self, question: str, params: Mapping[str, Any]) -> None:
        """Raises TooFew where a parameter has another value than the one that is told."""
        for name, value in self.only:
            if params[name] != value:
                raise TooFew(f"the question {question} is told of {name} {value} alone", "few")

    def spans(self, params: Mapping[str, Any]) -> list[tuple[Any, Any]]:
        """First day and day after the last of each period that is asked for."""
        if self.many:
            return [(params[f"since_{number}"], params[f"until_{number}"]) for number in range(self.many)]
        return [(params[self.since], params[self.until])] if self.since else []


WHOLE = "all"
REACH = 24 * 30  # days within which those whom a promotion may reach have bought
NAMED = frozenset({"market", "channel", "tier", "store_id", "brand", "category"})
OPEN = Told(is_open=True)  # no customer, no order: the calendar, budgets, what is loaded

DECLARED: Mapping[str, Told] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *(
                    "budget_rows",
                    "checks",
                    "currencies",
                    "day_notes",
                    "freshness",
                    "marked_days",
                    "market_series",
                ),
                *("row_counts", "shut_days"),
            ),
            OPEN,
        ),
        "loads": Told(is_open=True, blank=("declared", "message")),
        "span": Told(is_open=True, ends=("data_to", "complete_to")),
        # Sums over the columns of filters.
        "choices": Told(by=("market", "channel", "store_id", "tier", "brand", "category"), is_listed=True),
        "store_spans": Told(by=("store_id",), is_listed=True),
        "order_hours": Told(keys=("weekday", "hour"), since="since", until="until"),
        "discount_depths": Told(by=("market",), keys=("depth",), since="since", until="until", is_whole=True),
        "markdown_bands": Told(by_name="by", keys=("band",), since="since", until="until", is_whole=True),
        "promotion_calendar": OPEN,
        "promotion_list": Told(keys=("promotion_id",), until="until", counts="orders", is_listed=True),
        "missing_rates": Told(keys=("currency",), is_listed=True),
        "cohorts": Told(is_first_met=True),
        "wallet_costs": Told(since="since", until="until", is_paid=True),
        # Counts of customers.
        "members": Told(since="since", until="until", tens=("members", "active")),
        "promotion_audience": Told(by=("market", "tier"), counts="customers", only=(("days", REACH),)),
        "aipl": Told(counts="customers", since="before", until="until", tens=("customers",)),
        "segments": Told(counts="customers", since="before", until="until", tens=("customers", "customers_before")),
        "repeat_buyers": Told(
            by=("market",), counts="buyers", since="since", until="until", tens=("buyers", "repeat_buyers")
        ),
        # Into models, whose answers are of all rows together; they are shown nowhere else.
        **dict.fromkeys(
            (
                *(
                    "closed_days",
                    "price_panel",
                    "promotion_exposures",
                    "promotion_sales",
                    "return_ages",
                    "sales_days",
                    "weekly_sales",
                ),
            ),
            Told(is_inner=True),
        ),
    }
)
