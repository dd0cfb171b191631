"""What market context says first: a sentence, and four figures."""

from collections.abc import Callable

import pandas as pd

from analytics.interval import UNKNOWN, Interval
from sheets.changes import between
from sheets.choice import COLUMNS, Chosen
from sheets.figure import Figure
from sheets.intervals import span as written
from sheets.market import growth, loyalty
from sheets.market.loyalty import Loyalty
from sheets.part import Part
from sheets.reading import Reading
from words import formats
from words.messages import _

HEEDS = (*COLUMNS, "period", "currency", "marks")


def title() -> str:
    """What the page is called."""
    return _("Market context")


def finding(grown: Part, held: Loyalty) -> str:
    """Whether the shop grows faster than its markets together, and whether its buyers come back; empty where neither is known."""
    return " ".join(filter(None, [_growth(foremost(grown)), _loyalty(held.whole)]))


def foremost(grown: Part) -> pd.Series | None:
    """The row with most own sales of those whose growth has an interval; None where there is none."""
    known = grown.drawn[grown.drawn["own_low"].notna()] if len(grown.drawn) else grown.drawn
    return None if known.empty else known.iloc[0]


def _growth(row: pd.Series | None) -> str:
    if row is None:
        return ""
    told = {
        "name": row["name"],
        "own": formats.change(row["own_change"]),
        "interval": row["told"],
        "market": formats.change(row["market_change"]),
    }
    if row["verdict"] == "faster":
        return _("{name}: own net sales {own} (95%: {interval}), the market {market}: faster than the market.", **told)
    if row["verdict"] == "slower":
        return _("{name}: own net sales {own} (95%: {interval}), the market {market}: slower than the market.", **told)
    return _("{name}: own net sales {own} (95%: {interval}), the market {market}: no clear difference.", **told)


def _loyalty(row: pd.Series | None) -> str:
    if row is None or formats.missing(row["repeat_share"]):
        return ""
    share = formats.percent(row["repeat_share"])
    if formats.missing(row["change"]):
        return _("{share} of the buyers had bought in the year before.", share=share)
    told = {
        "share": share,
        "change": formats.points(row["change"]),
        "interval": between(row["change_low"], row["change_high"], "percent"),
    }
    if row["is_clear"]:
        return _(
            "{share} of the buyers had bought in the year before, {change} vs a year earlier: a clear change (95%: {interval}).",
            **told,
        )
    return _(
        "{share} of the buyers had bought in the year before, {change} vs a year earlier: no clear change (95%: {interval}).",
        **told,
    )


def figures(grown: Part, held: Loyalty) -> list[Figure]:
    """The four cards."""
    row, whole = foremost(grown), held.whole
    place = "" if row is None else str(row["name"])
    own = UNKNOWN if row is None else Interval(row["own_change"], row["own_low"], row["own_high"])
    market = formats.DASH if row is None else formats.change(row["market_change"])
    share, change = _intervals(whole)
    year = _("vs a year before, {name}", name=place) if place else _("not known")
    return [
        Figure(_("Own growth"), formats.change(own.estimate), _told(own, formats.change), meaning=year),
        Figure(
            _("Growth of the market"),
            market,
            place or _("not known"),
            meaning=_("As published, over the same periods."),
        ),
        Figure(
            _("Buyers who come back"),
            formats.percent(share.estimate),
            _told(share, formats.percent),
            meaning=_("Share of known buyers who had bought in the 365 days before."),
        ),
        Figure(
            _("Buyers who come back, change"),
            formats.points(change.estimate),
            _told(change, formats.points),
            meaning=_("In percentage points, against the same quarters a year before."),
        ),
    ]


def _intervals(row: pd.Series | None) -> tuple[Interval, Interval]:
    if row is None:
        return UNKNOWN, UNKNOWN
    return (
        Interval(row["repeat_share"], row["low"], row["high"]),
        Interval(row["change"], row["change_low"], row["change_high"]),
    )


def _told(interval: Interval, write: Callable[[float], str]) -> str:
    return written(interval, write) if interval.is_known else _("not known")


def parts(reading: Reading, chosen: Chosen) -> tuple[Part, Loyalty]:
    """What the sentence and the cards are made of."""
    return growth.growth(reading, chosen), loyalty.loyalty(reading, chosen)
