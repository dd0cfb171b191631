"""What wallets, card money and marketplaces of the sample shop cost by contract, and what they hold back."""

from dataclasses import dataclass
from datetime import date

EURO_CARDS = ("IT", "FR", "DE")


@dataclass(frozen=True)
class Contract:
    """Percent of each payment and a fixed fee, from a day on; `market` or `currency` empty: all that have no row of their own.

    `since` empty: from the shop's first day.
    """

    wallet: str
    market: str
    percent: float
    fixed_fee: float = 0.0
    since: date | None = None
    currency: str = ""


@dataclass(frozen=True)
class Overcharge:
    """Weeks in which a wallet charged its payments in one currency another percent than its contract says."""

    wallet: str
    currency: str
    since: date
    weeks: int
    percent: float


@dataclass(frozen=True)
class Reserve:
    """What the card provider keeps of each week's payments from a day on, and gives back some weeks later."""

    since: date
    share: float
    weeks: int


@dataclass(frozen=True)
class Disputes:
    """Chargebacks of card payments: how many by market, more in one spell; what one costs and how often it is won."""

    rate: float
    abroad: float
    spell_since: date
    spell_until: date
    spell_rate: float
    fee_eur: float
    won: float


CONTRACTS = (
    Contract("alipay", "", 1.2),
    Contract("alipay", "CN", 0.6),
    Contract("alipay", "CN", 0.55, since=date(2024, 9, 2)),
    Contract("alipay", "CN", 1.2, currency="EUR"),
    Contract("alipayhk", "", 0.6),
    Contract("wechat", "", 0.6),
    Contract("card", "", 2.4),
    Contract("card", "", 2.1, since=date(2025, 2, 3)),
    *(Contract("card", market, 1.2, 0.25, currency="EUR") for market in EURO_CARDS),
    *(Contract("card", market, 0.95, 0.2, date(2025, 2, 3), "EUR") for market in EURO_CARDS),
    Contract("yunshang", "", 5.5),
    Contract("yunshang", "", 6.0, since=date(2024, 1, 1)),
    Contract("piazza", "", 20.0),
)
# the new contract says 0.55: for ten weeks the wallet charged what another class of shops pays
OVERCHARGE = Overcharge("alipay", "CNY", date(2024, 9, 2), 10, 1.0)
RESERVE = Reserve(date(2023, 12, 4), 0.05, 13)
DISPUTES = Disputes(0.003, 0.008, date(2023, 8, 28), date(2023, 12, 4), 0.04, 20.0, 0.4)
