"""What models say beside their numbers, in the reader's words."""

from analytics.rebound.series.leaves import EVERY, OTHER
from analytics.rebound.shop.controls import trade_of
from analytics.results import Reason
from words import labels
from words.messages import _, language, locale
from words.reasons import sentence as written_out
from words.written import Speech


def sentence(reason: Reason) -> str:
    """The sentence of a reason."""
    names = {"market": labels.market, "series": series, "tier": labels.naming("tier"), "channel": channel}
    return written_out(reason, Speech(language(), locale(), names))


def channel(code: str) -> str:
    """A channel, or several put together because each alone sells too seldom."""
    several = {OTHER: _("Other channels"), EVERY: _("Tiers not split by channel")}
    return several.get(code) or labels.named("channel", code)


def series(code: str) -> str:
    """What stayed open and is compared with: a market, or trade as a whole in one."""
    if trade := trade_of(code):
        return f"{trade[0]} ({labels.market(trade[1])})"
    return labels.market(code)
