"""The sample shop's campaigns: vouchers with a randomised holdout, codes anyone may use, and their markdowns."""

from dataclasses import dataclass
from datetime import date

from data.sample.plan import Plan


@dataclass(frozen=True)
class Offer:
    """A voucher sent to customers of a market, some of whom are held out by lot.

    `platform_share` of the discount is paid by the platform. `tier` empty: any tier; else it goes to customers whose last
    order was of this tier, and holds for this tier alone.
    """

    promotion_id: str
    name: str
    market: str
    starts_on: date
    depth: float
    p_treated: float
    platform_share: float
    tier: str = ""
    kind: str = "voucher"
    contact_cost_eur: float = 0.12


@dataclass(frozen=True)
class Code:
    """A code or red packet that holds all year; who uses it is the customer's choice, so it proves nothing."""

    promotion_id: str
    name: str
    kind: str
    market: str
    channel: str
    depth: float
    platform_share: float
    first_order: bool


OFFERS = (
    Offer("it-2018-autumn", "Ritorno d'autunno 2018", "IT", date(2018, 9, 24), 0.15, 0.5, 0.0),
    Offer("it-2019-spring", "Primavera 2019", "IT", date(2019, 3, 25), 0.2, 0.6, 0.0),
    Offer("it-2019-autumn", "Club entry 2019", "IT", date(2019, 9, 23), 0.25, 0.5, 0.0, tier="entry"),
    Offer("it-2020-autumn", "Ritorno d'autunno 2020", "IT", date(2020, 9, 28), 0.15, 0.5, 0.0),
    Offer("it-2021-spring", "Primavera 2021", "IT", date(2021, 4, 12), 0.2, 0.7, 0.0),
    Offer("it-2022-spring", "Primavera 2022", "IT", date(2022, 3, 28), 0.1, 0.5, 0.0),
    Offer("it-2023-spring", "Primavera 2023", "IT", date(2023, 3, 27), 0.2, 0.6, 0.0),
    Offer("it-2024-autumn", "Ritorno d'autunno 2024", "IT", date(2024, 9, 23), 0.2, 0.5, 0.0),
    Offer("it-2025-spring", "Primavera 2025", "IT", date(2025, 3, 24), 0.25, 0.6, 0.0),
    Offer("it-2026-spring", "Primavera 2026", "IT", date(2026, 3, 23), 0.2, 0.5, 0.0),
    Offer("cn-2018-autumn", "金秋礼遇 2018", "CN", date(2018, 9, 3), 0.15, 0.5, 0.4, kind="red_packet"),
    Offer("cn-2019-spring", "春日礼券 2019", "CN", date(2019, 3, 11), 0.2, 0.6, 0.3),
    Offer("cn-2020-autumn", "金秋礼遇 2020", "CN", date(2020, 9, 7), 0.2, 0.5, 0.5, kind="red_packet"),
    Offer("cn-2021-spring", "春日礼券 2021", "CN", date(2021, 3, 15), 0.15, 0.6, 0.3),
    Offer("cn-2021-luxury", "臻享礼券 2021", "CN", date(2021, 8, 23), 0.1, 0.5, 0.0, tier="luxury"),
    Offer("cn-2022-autumn", "金秋礼遇 2022", "CN", date(2022, 9, 5), 0.2, 0.5, 0.4, kind="red_packet"),
    Offer("cn-2023-spring", "春日礼券 2023", "CN", date(2023, 3, 13), 0.25, 0.6, 0.3),
    Offer("cn-2024-spring", "春日礼券 2024", "CN", date(2024, 3, 11), 0.15, 0.5, 0.3),
    Offer("cn-2025-autumn", "金秋礼遇 2025", "CN", date(2025, 9, 1), 0.2, 0.6, 0.4, kind="red_packet"),
    Offer("cn-2026-spring", "春日礼券 2026", "CN", date(2026, 3, 9), 0.2, 0.5, 0.3),
)
CODES = (
    Code("welcome-10", "BENVENUTO10", "code", "", "", 0.1, 0.0, True),
    Code("club-15", "CLUB15", "code", "", "", 0.15, 0.0, False),
    Code("red-packet-8", "支付宝红包 8%", "red_packet", "CN", "wallet", 0.08, 1.0, False),
    Code("yunshang-12", "Yunshang shared coupon", "voucher", "CN", "marketplace", 0.12, 0.5, False),
)


def offers(plan: Plan) -> tuple[Offer, ...]:
    """The offers that run and end within the plan's days."""
    return tuple(offer for offer in OFFERS if plan.since < offer.starts_on and (plan.until - offer.starts_on).days > 71)
