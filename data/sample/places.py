"""Where the sample shop sells, and to whom: markets, stores, and how people move between them."""

from dataclasses import dataclass
from datetime import date

from data.sample.plan import Tiers


@dataclass(frozen=True)
class Market:
    """Where shoppers live. `tastes` is the share of people by the tier they favour; `gap` is list price over Italy's.

    `growth`: of orders a year, where the market has no COURSE. `returned`: share of pieces sold online that come back.
    """

    code: str
    share: float
    currency: str
    vat: float
    tastes: Tiers
    gap: float
    growth: float
    returned: float


@dataclass(frozen=True)
class Place:
    """A store, real or not. `currency` empty: the shopper's own. `weight` shares a channel of a country among its stores."""

    store_id: str
    channel: str
    name: str
    city: str
    region: str
    country: str
    tz: str
    currency: str
    opened_on: date
    weight: float


@dataclass(frozen=True)
class Origin:
    """How people come to know the shop, and where they buy later.

    `abroad`: bought first in an Italian boutique while travelling. `later` is the share of later orders by channel in the
    order of CHANNELS.
    """

    market: str
    channel: str
    abroad: bool
    share: float
    later: tuple[float, float, float, float, float]


CHANNELS = ("boutique", "phygital_lab", "wallet", "ecommerce", "marketplace")
AVERAGE = (0.24, 0.29, 0.27, 0.194, 0.006)
MARKETS = (
    Market("IT", 0.35, "EUR", 0.22, (0.31, 0.29, 0.24, 0.155, 0.005), 1.0, 0.03, 0.33),
    Market("CN", 0.38, "CNY", 0.13, (0.2, 0.25, 0.27, 0.273, 0.007), 1.22, 0.0, 0.43),
    Market("US", 0.06, "USD", 0.0, AVERAGE, 1.12, 0.04, 0.38),
    Market("FR", 0.05, "EUR", 0.20, AVERAGE, 1.0, 0.03, 0.36),
    Market("KR", 0.05, "KRW", 0.10, AVERAGE, 1.14, 0.06, 0.36),
    Market("DE", 0.04, "EUR", 0.19, AVERAGE, 1.0, 0.03, 0.44),
    Market("JP", 0.03, "JPY", 0.10, AVERAGE, 1.1, 0.02, 0.36),
    Market("GB", 0.02, "GBP", 0.20, AVERAGE, 1.04, 0.02, 0.39),
    Market("HK", 0.02, "HKD", 0.0, AVERAGE, 1.06, 0.02, 0.38),
)
# orders by year, in the middle of each, with what the lockdowns and rising prices take and add still to come
COURSE = {
    "CN": {2018: 1.0, 2019: 1.1, 2020: 1.364, 2021: 1.76, 2022: 1.44, 2023: 1.6, 2024: 1.222, 2025: 1.122, 2026: 1.122}
}
# who came to Italy before and does not yet: market, from, until, share
STILL_AT_HOME = (
    ("CN", date(2023, 1, 8), date(2100, 1, 1), 0.4),
    *((market, date(2020, 6, 3), date(2021, 6, 1), 0.75) for market in ("FR", "DE")),
    *((market, date(2021, 5, 16), date(2100, 1, 1), 0.15) for market in ("US", "GB", "KR", "JP", "HK")),
)
OLD = date(2010, 1, 1)
ROME, SHANGHAI = "Europe/Rome", "Asia/Shanghai"
PLACES = (
    Place(
        "milano-montenapoleone", "boutique", "Milano Montenapoleone", "Milano", "Lombardia", "IT", ROME, "EUR", OLD, 0.4
    ),
    Place("roma-condotti", "boutique", "Roma Condotti", "Roma", "Lazio", "IT", ROME, "EUR", OLD, 0.25),
    Place("firenze-tornabuoni", "boutique", "Firenze Tornabuoni", "Firenze", "Toscana", "IT", ROME, "EUR", OLD, 0.22),
    Place(
        "venezia-san-marco",
        "boutique",
        "Venezia San Marco",
        "Venezia",
        "Veneto",
        "IT",
        ROME,
        "EUR",
        date(2019, 5, 6),
        0.13,
    ),
    Place(
        "shanghai-nanjing-xi-lu",
        "boutique",
        "Shanghai Nanjing Xi Lu",
        "Shanghai",
        "Shanghai",
        "CN",
        SHANGHAI,
        "CNY",
        OLD,
        0.45,
    ),
    Place("chengdu-taikooli", "boutique", "Chengdu Taikooli", "Chengdu", "Sichuan", "CN", SHANGHAI, "CNY", OLD, 0.25),
    Place(
        "beijing-sanlitun",
        "boutique",
        "Beijing Sanlitun",
        "Beijing",
        "Beijing",
        "CN",
        SHANGHAI,
        "CNY",
        date(2019, 9, 2),
        0.2,
    ),
    Place(
        "hangzhou-hubin",
        "boutique",
        "Hangzhou Hubin",
        "Hangzhou",
        "Zhejiang",
        "CN",
        SHANGHAI,
        "CNY",
        date(2021, 4, 5),
        0.1,
    ),
    Place("lab-jesi", "phygital_lab", "Phygital Lab Jesi", "Jesi", "Marche", "IT", ROME, "EUR", date(2019, 12, 1), 1.0),
    Place("mini-alipay", "wallet", "Alipay mini-program", "Shanghai", "", "CN", SHANGHAI, "CNY", OLD, 1.0),
    Place("web-europe", "ecommerce", "Online store Europe", "Milano", "", "IT", ROME, "", OLD, 1.0),
    Place("web-china", "ecommerce", "Online store China", "Shanghai", "", "CN", SHANGHAI, "CNY", OLD, 1.0),
    Place(
        "yunshang-flagship", "marketplace", "Yunshang flagship store", "Hangzhou", "", "CN", SHANGHAI, "CNY", OLD, 1.0
    ),
    Place("piazza-online", "marketplace", "Piazza marketplace", "Milano", "", "IT", ROME, "EUR", OLD, 1.0),
)
WESTERN = ("US", "FR", "KR", "DE", "JP", "GB")
ORIGINS = (
    Origin("IT", "boutique", False, 0.58, (0.77, 0.03, 0.0, 0.18, 0.02)),
    Origin("IT", "phygital_lab", False, 0.05, (0.35, 0.35, 0.0, 0.28, 0.02)),
    Origin("IT", "ecommerce", False, 0.29, (0.16, 0.02, 0.0, 0.78, 0.04)),
    Origin("IT", "marketplace", False, 0.08, (0.06, 0.01, 0.0, 0.23, 0.7)),
    Origin("CN", "boutique", True, 0.13, (0.32, 0.0, 0.52, 0.11, 0.05)),
    Origin("CN", "boutique", False, 0.31, (0.73, 0.0, 0.19, 0.04, 0.04)),
    Origin("CN", "wallet", False, 0.3, (0.13, 0.0, 0.77, 0.05, 0.05)),
    Origin("CN", "ecommerce", False, 0.08, (0.1, 0.0, 0.22, 0.62, 0.06)),
    Origin("CN", "marketplace", False, 0.18, (0.05, 0.0, 0.16, 0.04, 0.75)),
    Origin("HK", "boutique", True, 0.3, (0.28, 0.0, 0.42, 0.3, 0.0)),
    Origin("HK", "wallet", False, 0.3, (0.1, 0.0, 0.75, 0.15, 0.0)),
    Origin("HK", "ecommerce", False, 0.4, (0.1, 0.0, 0.1, 0.8, 0.0)),
    *(Origin(market, "boutique", True, 0.3, (0.33, 0.0, 0.0, 0.67, 0.0)) for market in WESTERN),
    *(Origin(market, "ecommerce", False, 0.7, (0.1, 0.0, 0.0, 0.9, 0.0)) for market in WESTERN),
)
