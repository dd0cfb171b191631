"""What the model tells in its own words, put into the reader's: channels put together, notes, checks, refusals."""

import re

from analytics.shop_rebound.shop import TOO_FEW
from ui import labels
from ui.words import _, plural


def channel(code: str) -> str:
    """A channel, or several put together because each alone sells too seldom."""
    several = {"other channels": _("Other channels"), "all channels": _("Tiers not split by channel")}
    return several.get(code) or labels.channel(code)


def leaned_on(name: str) -> str:
    """What stayed open and is leaned on: a market, or trade as a whole in one."""
    if trade := re.fullmatch(r"(.*) \(([A-Z]{2})\)", name):
        return f"{trade[1]} ({labels.market(trade[2])})"
    return labels.market(name)


def changed(told: str) -> str:
    """What was asked otherwise in a check."""
    if moved := re.fullmatch(r"(shock|reopening) (\d+) weeks? (earlier|later)", told):
        weeks = int(moved[2])
        if moved[1] == "shock":
            return plural("Closed {n} week earlier", "Closed {n} weeks earlier", weeks)
        return plural("Open again {n} week later", "Open again {n} weeks later", weeks)
    names = {
        "half the history": _("Half the history"),
        "no growth": _("No growth of its own"),
        "growth": _("Free growth of its own"),
        "no controls": _("Without other markets"),
    }
    return names.get(told, told)


def note(told: str) -> str:
    """What the reader must know before believing the numbers."""
    if years := re.match(r"only ([\d.]+) years before the shock", told):
        return _("Only {n} years before the shock: season and trend can hardly be told apart.", n=years[1])
    if left := re.match(r"left out because the event moved them too: (.*)", told):
        return _("Not leaned on, as the shock moved them too: {names}.", names=_leaned_on(left[1]))
    if short := re.match(r"left out because too little of them is known: (.*)", told):
        return _("Not leaned on, as too little of them is known: {names}.", names=_leaned_on(short[1]))
    if broken := re.match(r"(\d+) earlier breaks? of the level", told):
        count = int(broken[1])
        return plural("The level had broken {n} time before.", "The level had broken {n} times before.", count)
    if wider := re.match(r"intervals widened ([\d.]+) times", told):
        return _("Intervals were widened {n} times so that they hold at quiet dates.", n=wider[1])
    if told.startswith("values at or below zero"):
        return _("Some weeks sold nothing, so the model adds where it would multiply.")
    if young := re.match(r"in no sum, because hardly sold before the shock: (.*)", told):
        names = ", ".join(_leaf(name.strip()) for name in young[1].split(","))
        return _("In no sum, as hardly sold before the shock: {names}.", names=names)
    if unseen := re.match(r"(\d+) weeks since the shock have no value", told):
        count = int(unseen[1])
        return plural(
            "{n} week since the shock is unknown and in no sum.",
            "{n} weeks since the shock are unknown and in no sum.",
            count,
        )
    return told[:1].upper() + told[1:] + "."


def refusal(told: str) -> str:
    """Why the model gives no answer."""
    few = _("Too little is sold in this selection to say anything. Widen it.")
    reasons = {
        TOO_FEW: few,
        r"no sales in ": few,
        r"hardly anything was sold in ": _(
            "Hardly anything was sold before the shock, so there is nothing to compare with."
        ),
        r"\d+ periods before the shock on ": _("Too few weeks lie before the shock to learn from."),
        r"no period between the reopening on ": _("No week lies between the reopening and the last day looked at."),
    }
    return next((words for pattern, words in reasons.items() if re.match(pattern, told)), told)


def _leaf(name: str) -> str:
    tier, told = name.split(" / ", 1)
    return f"{labels.tier(tier)} / {channel(told)}"


def _leaned_on(names: str) -> str:
    return ", ".join(leaned_on(name.strip()) for name in names.split(","))
