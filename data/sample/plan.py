"""What is planted in the sample shop: every number a model may later be asked to find, in one frozen place."""

from dataclasses import dataclass, field, fields, replace
from datetime import date

from data.errors import BadRequest
from data.sample.terms import DISPUTES, OVERCHARGE, RESERVE, Disputes, Overcharge, Reserve

TIERS = ("entry", "core", "premium", "luxury", "haute")
MOST_CUSTOMERS = 1_000_000  # some 2.7 million orders: what is larger is no sample, and fills the disk
NEEDS = ("needs_it", "buys_anyway", "never", "put_off")
Tiers = tuple[float, float, float, float, float]


@dataclass(frozen=True)
class Loyalty:
    """Pareto/NBD parameters of customers met first in a channel; rates a year of average demand, lifetimes in years."""

    channel: str
    r: float
    alpha: float
    s: float
    beta: float


@dataclass(frozen=True)
class Shock:
    """A closure and its rebound in one market, tier by tier in the order of TIERS.

    While closed, demand is (1 - depth) of what it would have been. t weeks after the reopening it is
    exp(lasting + transient * 2^(-t / half_life)) of it: lasting and transient are logarithms. `trade` says the same
    three numbers of the market's clothing trade as a whole: depth, transient, lasting.
    """

    name: str
    market: str
    closed_on: date
    reopened_on: date
    depth: Tiers
    transient: Tiers
    lasting: Tiers
    half_life_weeks: float = 5.0
    trade: tuple[float, float, float] = (0.55, 0.12, -0.06)


@dataclass(frozen=True)
class Lift:
    """What vouchers of depth 20 % do in a market.

    `extra`: extra orders of a treated customer who lives and needs an offer, by tier of the last order; other needs respond
    by NEED_RESPONSE. `borrowed`: share of the extra orders that is missing in the six weeks after the offer.
    """

    market: str
    extra: Tiers
    borrowed: float


@dataclass(frozen=True)
class Launch:
    """A channel the group joins on a day: of those who meet the shop there, `new_share` would never have come otherwise;
    the others would have met it elsewhere, as those before that day did."""

    channel: str
    joined_on: date
    new_share: float


@dataclass(frozen=True)
class Resellers:
    """Who buys to sell on: one for so many customers (nought: none), some of them at one address.

    A run is bought in that of so many weeks in which one of three ranges is cut deepest, and sent in several parcels.
    """

    customers_each: int = 2_000
    at_one_address: int = 3
    weeks_a_run: int = 6
    categories: tuple[str, ...] = ("bags", "small leather goods")


@dataclass(frozen=True)
class Discrepancies:
    """Errors put into the wallet's side of the books, as counts of orders or payments."""

    missing_payments: int = 24
    missing_orders: int = 15
    mismatches: int = 12
    partials: int = 18
    paid_in_two: int = 40
    duplicates: int = 12
    tests: int = 6
    unpaid: int = 90
    short_at_bank: int = 3
    not_at_bank: int = 2
    short_payouts: int = 2
    lone_refunds: int = 4


LOYALTIES = (
    Loyalty("boutique", r=0.45, alpha=0.60, s=1.0, beta=1.7),
    Loyalty("phygital_lab", r=0.45, alpha=0.75, s=1.0, beta=1.6),
    Loyalty("wallet", r=0.45, alpha=0.95, s=1.0, beta=1.5),
    Loyalty("ecommerce", r=0.45, alpha=1.40, s=1.0, beta=1.4),
    Loyalty("marketplace", r=0.45, alpha=3.40, s=1.0, beta=1.0),
)
CLOSED_ITALY = ("lockdown 2020", "IT", date(2020, 3, 9), date(2020, 5, 18))
CLOSED_CHINA = ("lockdown 2020", "CN", date(2020, 1, 23), date(2020, 4, 8))
CLOSED_SHANGHAI = ("Shanghai 2022", "CN", date(2022, 4, 1), date(2022, 6, 1))
SHOCKS = (
    Shock(
        *CLOSED_ITALY,
        depth=(0.55, 0.52, 0.48, 0.44, 0.4),
        transient=(0.15, 0.35, 0.55, 0.7, 0.7),
        lasting=(-0.22, -0.08, 0.0, 0.1, 0.14),
        trade=(0.72, 0.1, -0.12),
    ),
    Shock(
        *CLOSED_CHINA,
        depth=(0.6, 0.55, 0.5, 0.45, 0.4),
        transient=(0.1, 0.3, 0.6, 0.8, 0.8),
        lasting=(-0.3, -0.1, 0.05, 0.22, 0.26),
        half_life_weeks=6.0,
        trade=(0.4, 0.06, -0.05),
    ),
    Shock(
        *CLOSED_SHANGHAI,
        depth=(0.35, 0.35, 0.35, 0.3, 0.3),
        transient=(0.2, 0.25, 0.3, 0.3, 0.3),
        lasting=(0.0,) * 5,
        half_life_weeks=4.0,
        trade=(0.22, 0.1, 0.0),
    ),
    Shock("lockdown 2020", "FR", date(2020, 3, 17), date(2020, 5, 11), (0.7,) * 5, (0.4,) * 5, (0.0,) * 5),
    Shock("lockdown 2020", "DE", date(2020, 3, 22), date(2020, 4, 20), (0.6,) * 5, (0.3,) * 5, (0.0,) * 5),
    Shock("lockdown 2020", "US", date(2020, 3, 19), date(2020, 5, 18), (0.6,) * 5, (0.4,) * 5, (0.0,) * 5),
    Shock("lockdown 2020", "GB", date(2020, 3, 23), date(2020, 6, 15), (0.65,) * 5, (0.35,) * 5, (0.0,) * 5),
)
LIFTS = (
    Lift("IT", (0.3, 0.26, 0.2, 0.12, 0.0), borrowed=0.3),
    Lift("CN", (0.36, 0.32, 0.27, 0.2, 0.05), borrowed=0.4),
)
NEED_RESPONSE = (1.0, 0.15, 0.0, 0.0)
# share of people by need, by the tier they favour; the last two tiers hold those whom offers put off
NEED_SHARES = (
    (0.45, 0.27, 0.25, 0.03),
    (0.38, 0.3, 0.27, 0.05),
    (0.28, 0.31, 0.33, 0.08),
    (0.18, 0.3, 0.36, 0.16),
    (0.06, 0.28, 0.4, 0.26),
)
OFFER_DAYS, DIP_DAYS = 28, 42
LAUNCH = Launch("wallet", date(2020, 5, 20), new_share=0.45)


@dataclass(frozen=True)
class Plan:
    """A shop to be generated.

    Attributes:
        customers: people who may come to know the shop; a few of them never buy.
        seed: two plans that differ in nothing else give two independent shops.
        since, until: first day, and first day no longer generated; both Mondays.
        elasticities: of units to the shelf price within a brand, by tier; `elasticity_china` multiplies them in CN.
        launch: the wallet, which the group joins in 2020.
        put_off_share: share of their own orders that customers put off by offers hold back while an offer runs.
        lift_power: extra orders grow with (depth / 20 %) to this power.
        overcharge, reserve, disputes: of wallets and cards; see data/sample/terms.py.
        resellers: daigou, who have orders of their own beside all others.
    """

    customers: int = 12_000
    seed: int = 20_180_101
    since: date = date(2018, 1, 1)
    until: date = date(2026, 11, 23)
    loyalties: tuple[Loyalty, ...] = LOYALTIES
    shocks: tuple[Shock, ...] = SHOCKS
    lifts: tuple[Lift, ...] = LIFTS
    lift_power: float = 0.8
    launch: Launch = LAUNCH
    put_off_share: float = 0.5
    elasticities: Tiers = (-2.2, -1.9, -1.6, -1.2, -0.8)
    elasticity_china: float = 1.15
    discrepancies: Discrepancies = field(default_factory=Discrepancies)
    overcharge: Overcharge = OVERCHARGE
    reserve: Reserve = RESERVE
    disputes: Disputes = DISPUTES
    resellers: Resellers = field(default_factory=Resellers)

    def __post_init__(self) -> None:
        if not 1 <= self.customers <= MOST_CUSTOMERS:
            raise BadRequest(f"customers is {self.customers}; give 1 to {MOST_CUSTOMERS:,}")
        if self.seed < 0:
            raise BadRequest(f"seed is {self.seed}; give 0 or more")
        if self.since.weekday() or self.until.weekday() or self.until <= self.since:
            raise BadRequest(f"the shop runs from {self.since} to {self.until}; give two Mondays, the later one last")

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def weeks(self) -> int:
        return self.days // 7

    def with_nothing_planted(self) -> "Plan":
        """The same shop without effects: one loyalty for all channels, no shock, no lift, nobody new by the wallet, no price response,
        clean books, no daigou."""
        alike = tuple(replace(LOYALTIES[2], channel=loyalty.channel) for loyalty in self.loyalties)
        return replace(
            self,
            loyalties=alike,
            shocks=(),
            lifts=tuple(Lift(lift.market, (0.0,) * 5, 0.0) for lift in self.lifts),
            launch=replace(self.launch, new_share=0.0),
            put_off_share=0.0,
            elasticities=(0.0,) * 5,
            discrepancies=Discrepancies(*[0] * len(fields(Discrepancies))),
            overcharge=replace(self.overcharge, weeks=0),
            resellers=replace(self.resellers, customers_each=0),
        )
