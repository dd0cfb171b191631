"""Where the sample shop sells, and to whom: markets, stores, and how people move between them."""

from dataclasses import dataclass
from datetime import date

from data.sample.plan import Tiers


@dataclass(frozen=True)
class Market:
    """Where shoppers live. `tastes` is the share of people by the tier they favour; `gap` is list price over Italy's."""

    code: str
    share: float
    currency: str
    vat: float
    tastes: Tiers
    gap: float
    growth: float


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
AVERAGE = (0.22, 0.25, 0.25, 0.21, 0.07)
MARKETS = (
    Market("IT", 0.37, "EUR", 0.22, (0.29, 0.27, 0.22, 0.16, 0.06), 1.0, 0.03),
    Market("CN", 0.36, "CNY", 0.13, (0.19, 0.23, 0.24, 0.25, 0.09), 1.22, 0.07),
    Market("US", 0.06, "USD", 0.0, AVERAGE, 1.12, 0.04),
    Market("FR", 0.05, "EUR", 0.20, AVERAGE, 1.0, 0.03),
    Market("KR", 0.05, "KRW", 0.10, AVERAGE, 1.14, 0.06),
    Market("DE", 0.04, "EUR", 0.19, AVERAGE, 1.0, 0.03),
    Market("JP", 0.03, "JPY", 0.10, AVERAGE, 1.1, 0.02),
    Market("GB", 0.02, "GBP", 0.20, AVERAGE, 1.04, 0.02),
    Market("HK", 0.02, "HKD", 0.0, AVERAGE, 1.06, 0.02),
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
    Place("lab-milano", "phygital_lab", "Phygital Lab Milano", "Milano", "Lombardia", "IT", ROME, "EUR", OLD, 1.0),
    Place(
        "lab-shanghai", "phygital_lab", "Phygital Lab Shanghai", "Shanghai", "Shanghai", "CN", SHANGHAI, "CNY", OLD, 1.0
    ),
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
    Origin("IT", "boutique", False, 0.56, (0.74, 0.06, 0.0, 0.18, 0.02)),
    Origin("IT", "phygital_lab", False, 0.08, (0.35, 0.35, 0.0, 0.28, 0.02)),
    Origin("IT", "ecommerce", False, 0.28, (0.14, 0.04, 0.0, 0.78, 0.04)),
    Origin("IT", "marketplace", False, 0.08, (0.05, 0.02, 0.0, 0.23, 0.7)),
    Origin("CN", "boutique", True, 0.17, (0.27, 0.05, 0.52, 0.11, 0.05)),
    Origin("CN", "boutique", False, 0.23, (0.66, 0.07, 0.19, 0.04, 0.04)),
    Origin("CN", "phygital_lab", False, 0.08, (0.3, 0.34, 0.28, 0.04, 0.04)),
    Origin("CN", "wallet", False, 0.28, (0.1, 0.03, 0.77, 0.05, 0.05)),
    Origin("CN", "ecommerce", False, 0.06, (0.08, 0.02, 0.22, 0.62, 0.06)),
    Origin("CN", "marketplace", False, 0.18, (0.04, 0.01, 0.16, 0.04, 0.75)),
    Origin("HK", "boutique", True, 0.3, (0.25, 0.03, 0.42, 0.3, 0.0)),
    Origin("HK", "wallet", False, 0.3, (0.1, 0.0, 0.75, 0.15, 0.0)),
    Origin("HK", "ecommerce", False, 0.4, (0.1, 0.0, 0.1, 0.8, 0.0)),
    *(Origin(market, "boutique", True, 0.36, (0.3, 0.03, 0.0, 0.67, 0.0)) for market in WESTERN),
    *(Origin(market, "phygital_lab", False, 0.04, (0.15, 0.2, 0.0, 0.65, 0.0)) for market in WESTERN),
    *(Origin(market, "ecommerce", False, 0.6, (0.08, 0.02, 0.0, 0.9, 0.0)) for market in WESTERN),
)
