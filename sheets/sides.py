"""Markets side by side: which two are drawn, and what is said of the others."""

from collections.abc import Sequence

from sheets.choice import Chosen, options
from sheets.reading import Reading
from words import labels
from words.messages import _

PAIR = ("CN", "IT")


def sides(reading: Reading, chosen: Chosen) -> list[str]:
    """The two markets to show side by side: those chosen, else China and Italy, else the two with most orders."""
    return among(markets(reading), chosen)


def among(known: Sequence[str], chosen: Chosen) -> list[str]:
    """The same of some markets only, those with most first."""
    wanted = chosen.choice.market or dict.fromkeys([*PAIR, *known])
    return [code for code in wanted if code in known][:2]


def others(reading: Reading, chosen: Chosen) -> str:
    """Which markets are drawn side by side, of how many; empty where there are no others."""
    shown, known = sides(reading, chosen), chosen.choice.market or markets(reading)
    if len(shown) >= len(known):
        return ""
    return _(
        "Side by side: {markets}, of {n} markets. The Market filter sets others; exports have all.",
        markets=", ".join(map(labels.market, shown)),
        n=len(known),
    )


def markets(reading: Reading) -> list[str]:
    """All markets of the shop, those with most orders first."""
    return list(reading.fact(options).get("market", {}))
