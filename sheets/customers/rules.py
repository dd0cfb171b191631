"""The rules behind segments and stages, in words."""

from dataclasses import asdict

from analytics.segments import AiplRule, RfmRule
from words import currency, formats
from words.messages import _


def rfm_names() -> dict[str, str]:
    """By part of the rule of recency, frequency and value, its name."""
    return {
        "recency_days": _("Days since last order, at most"),
        "order_days": _("Days with an order, at least"),
        "value_eur": _("Net sales of at least ({sign})", sign=currency.sign()),
    }


def rfm_scores() -> str:
    """How its numbers are to be read."""
    return _("Scores from 5 (best) to 2; anyone who reaches none of them scores 1.")


def aipl_names() -> dict[str, str]:
    """By part of the rule of the stages, its name."""
    return {
        "aware": _("Aware: days since a message was delivered"),
        "interested": _("Interested: days since a message was opened or a coupon claimed"),
        "loyal": _("Loyal: days within which two orders fall"),
    }


def rfm_lines(rule: RfmRule) -> list[str]:
    """The rule of recency, frequency and value, a line a part."""
    parts = [f"{name}: {' / '.join(map(formats.number, asdict(rule)[part]))}" for part, name in rfm_names().items()]
    return [*parts, rfm_scores()]


def aipl_lines(rule: AiplRule) -> list[str]:
    """The rule of the stages, a line a part."""
    return [f"{name}: {formats.number(asdict(rule)[part])}" for part, name in aipl_names().items()]
