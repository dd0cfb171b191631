"""What the sample shop sells: invented houses, each with a range in one price tier or two, and the styles of a range."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """A house's range in one tier. Prices run from `low` to `high` euro over its styles, times PRICE_OVER of their category;
    `share` within the tier. `category` empty: all of them."""

    brand: str
    tier: str
    low: float
    high: float
    share: float
    category: str = ""


RANGES = (
    Range("Bottega Velluto", "entry", 55, 210, 0.24),
    Range("Filo & Rosa", "entry", 45, 190, 0.22),
    Range("Luce Minore", "entry", 60, 230, 0.2),
    Range("Nodo Torino", "entry", 50, 180, 0.18),
    Range("Piccola Sartoria Aurelia", "entry", 70, 250, 0.16),
    Range("Atelier Corvane", "core", 190, 560, 0.23),
    Range("Casa Ventaro", "core", 160, 520, 0.21),
    Range("Maren Holt", "core", 180, 540, 0.2),
    Range("Sestante Nove", "core", 170, 600, 0.19),
    Range("Yunlan", "core", 200, 580, 0.17),
    Range("Merlani", "premium", 420, 1150, 0.23),
    Range("Duccio Sarvani", "premium", 400, 1250, 0.21),
    Range("Elsbeth Kray", "premium", 450, 1100, 0.2),
    Range("Mingzhu Atelier", "premium", 430, 1200, 0.19),
    Range("Officina Dorata", "premium", 390, 1050, 0.17),
    Range("Merlani", "luxury", 900, 2400, 0.17),
    Range("Aldovrandi", "luxury", 950, 3200, 0.2),
    Range("Maison Tervane", "luxury", 1000, 3400, 0.18),
    Range("Oriano Bassi", "luxury", 850, 2900, 0.17),
    Range("Serravalle 1921", "luxury", 900, 3600, 0.15),
    Range("Villa Cerere", "luxury", 1100, 3000, 0.13),
    Range("Aldovrandi Privé", "haute", 2400, 9000, 0.38),
    Range("Maison Tervane Haute", "haute", 2600, 10500, 0.34),
    Range("Ca' Lumen Gioielli", "haute", 2900, 13000, 0.28, "jewellery"),
)
# styles of 24, price over that of a range, and share of lines with two pieces
STYLES_OF = {"bags": 3, "shoes": 5, "ready-to-wear": 8, "accessories": 4, "small leather goods": 2, "jewellery": 2}
PRICE_OVER = {
    "bags": 1.6,
    "shoes": 0.82,
    "ready-to-wear": 1.0,
    "accessories": 0.42,
    "small leather goods": 0.48,
    "jewellery": 1.4,
}
PAIRS = {
    "bags": 0.005,
    "shoes": 0.01,
    "ready-to-wear": 0.03,
    "accessories": 0.09,
    "small leather goods": 0.05,
    "jewellery": 0.02,
}
STYLES = 24  # a range
CARRY_OVER = 9  # the first of them stay for years, the others change with the season
RISEN = 3  # carry-over styles of Merlani that moved from premium to luxury
COST_SHARE = {"entry": 0.47, "core": 0.46, "premium": 0.45, "luxury": 0.44, "haute": 0.42}
PRICE_GROWTH = {"entry": 0.01, "core": 0.02, "premium": 0.03, "luxury": 0.06, "haute": 0.07}
