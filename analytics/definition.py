"""What sales are, by whose definition: the shop's, the platform's, the books'."""

from dataclasses import dataclass
from datetime import timedelta

from analytics.period import Period
from analytics.reach import Reach, at_age_of
from analytics.results import CannotTell, Reason


@dataclass(frozen=True)
class Definition:
    """What one of three parties calls sales, and what a change of it is split into.

    Attributes:
        code: `retail`, `platform` or `finance`.
        sales: the figure that it calls sales.
        chain: sums of known buyers, each over the one before being a factor of sales; the last are sales to known buyers.
        factors: what those ratios are called, the first sum itself first.
        guests: sales to people nobody knows.
        is_final: whether only orders count whose return window has closed.
    """

    code: str
    sales: str
    chain: tuple[str, ...]
    factors: tuple[str, ...]
    guests: str
    is_final: bool = False

    @property
    def sums(self) -> tuple[str, ...]:
        """What a change is worked out from."""
        return (*self.chain, self.guests)

    @property
    def known(self) -> str:
        """Sales to known buyers."""
        return self.chain[-1]


_FACTORS = ("buyers", "orders_per_buyer", "units_per_order", "price_per_unit", "exchange_rate")
RETAIL = Definition(
    "retail",
    "net_eur",
    ("rated_buyers", "rated_orders", "rated_units", "rated_constant_eur", "net_known_eur"),
    _FACTORS,
    "net_guest_eur",
)
PLATFORM = Definition(
    "platform",
    "gmv_eur",
    ("payers", "paid_orders", "paid_units", "paid_constant_eur", "gmv_known_eur"),
    _FACTORS,
    "gmv_guest_eur",
)
FINANCE = Definition(
    "finance",
    "books_eur",
    ("taxed_buyers", "taxed_orders", "taxed_units", "taxed_constant_eur", "taxed_net_eur", "books_known_eur"),
    (*_FACTORS, "vat_and_receipts"),
    "books_guest_eur",
    is_final=True,
)
DEFINITIONS = {each.code: each for each in (RETAIL, PLATFORM, FINANCE)}


def final_days(known: Reach, period: Period) -> Period:
    """The days of a period whose sales are final: their return window has closed.

    Raises:
        CannotTell: none is.
    """
    until = at_age_of(known, period, period).matured_until
    if period.since >= until:
        raise CannotTell(Reason("returns_open", begins_on=period.since, final_to=until - timedelta(days=1)))
    return Period(period.since, min(period.until, until))
