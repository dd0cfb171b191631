"""Did a new channel pay: the finding in a sentence, who bought there, what of its sales is extra, and how sure that is."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from analytics.interval import Interval
from analytics.launch import Launch, openings
from analytics.launch.verdict import GAIN, SUM
from sheets import intervals
from sheets.choice import Chosen
from sheets.figure import Figure
from sheets.part import Part
from sheets.reading import Reading
from words import explanations, formats, labels
from words.messages import _

ALL = "all"


def title() -> str:
    """What the section is called."""
    return _("Did opening a channel pay?")


def begun(reading: Reading, chosen: Chosen) -> dict[str, date]:
    """Channels that began within the data, latest first, with their first week."""
    known: dict[str, date] = reading.ask(openings, replace(chosen.choice, channel=()))
    return known


def nothing_began() -> str:
    """Why there is no answer where no channel began."""
    return _("No channel began in these data half a year or more after the first sale.")


def finding(found: Launch) -> str:
    """The answer in a sentence or two, with its probability and money."""
    channel = labels.named("channel", found.channel)
    whole = found.whole
    sold = _(
        "Since {on} {channel} sold {amount}.",
        on=formats.day(found.on),
        channel=channel,
        amount=_money(whole["channel_eur"]),
    )
    return " ".join(filter(None, [_verdict(found, channel), sold, _known_before(found), _break_even(found)]))


def _verdict(found: Launch, channel: str) -> str:
    whole = found.whole
    if formats.missing(whole["p_paid"]):
        return _("Not enough data to say whether {channel} paid.", channel=channel)
    gain, span = _money(whole["gain_eur"]), _span(whole, "gain_eur")
    said = {
        "paid": _("{channel} paid: margin {gain} higher than without it, {span}.", channel=channel, gain=gain, span=span),
        "lost": _("{channel} did not pay: margin changed by {gain} because of it, {span}.", channel=channel, gain=gain, span=span),
        "even": _("{channel} made no difference that matters: margin {gain}, {span}.", channel=channel, gain=gain, span=span),
        "open": _("Whether {channel} paid is open: margin {gain}, {span}.", channel=channel, gain=gain, span=span),
    }[found.word]  # fmt: skip
    chance = _(
        "Probability that it paid {paid}, that it made no difference {even}, that it lost {lost}.",
        paid=formats.percent(whole["p_paid"], 0),
        even=formats.percent(whole["p_even"], 0),
        lost=formats.percent(whole["p_lost"], 0),
    )
    return f"{said} {chance}"


def _known_before(found: Launch) -> str:
    people = found.customers[found.customers["tier"] == ALL]
    sold = people.groupby("origin")["net_eur"].sum().astype(float)
    total = float(sold.sum())
    if total <= 0:
        return ""
    return _(
        "{new} of that went to customers new to the shop, {moved} to customers who had bought elsewhere within a year.",
        new=formats.percent(float(sold.get("new", 0.0)) / total, 0),
        moved=formats.percent(float(sold.get("moved", 0.0)) / total, 0),
    )


def _break_even(found: Launch) -> str:
    share = float(found.whole["break_even_share"])
    if formats.missing(share):
        return ""
    if share <= 0:
        return _("It earns more on a sale than other channels do: it pays even if all its sales only moved.")
    if share >= 1:
        return _("It would not pay even if none of its sales had been made elsewhere.")
    return _(
        "It pays if at least {share} of its sales would not have been made without it.", share=formats.percent(share, 0)
    )


def step(found: Launch) -> str:
    """What to do next."""
    return {
        "paid": _("Next step: keep it, and open it in the next market."),
        "lost": _("Next step: renegotiate its fees, or close it where it loses most."),
        "even": _("Next step: keep it only if it costs no work."),
        "open": _("Next step: keep it while it is being tested; close nothing on these figures."),
    }[found.word]


def reasons(found: Launch) -> list[str]:
    """What the reader must know, the most important first."""
    return [explanations.sentence(reason) for reason in found.reasons]


def figures(found: Launch) -> list[Figure]:
    """What it sold, what of that is extra, and what that leaves."""
    whole = found.whole
    return [
        Figure(
            _("Sold through it"), _money(whole["channel_eur"]),
            _("{share} of all sales", share=formats.percent(whole["channel_eur"] / whole["actual_eur"], 0)),
        ),
        intervals.figure(_("Extra sales by the channel"), _interval(whole, "extra_eur"), _money),
        intervals.figure(_("Moved from other channels"), _interval(whole, "moved_eur"), _money),
        intervals.figure(_("Margin gained, after fees"), _interval(whole, "gain_eur"), _money),
    ]  # fmt: skip


def course(found: Launch) -> Part:
    """Week by week: all channels, and what they would have sold without the new one."""
    table = found.course
    return Part(
        _("All channels, with and without it"),
        "launch_course",
        table,
        table,
        _basis(found),
        columns={
            "week": (_("Week"), "day"),
            "actual": (_("Actual"), "money"),
            "estimate": (_("Without the channel"), "money"),
            "low": (_("95% interval, low"), "money"),
            "high": (_("95% interval, high"), "money"),
            "channel": (_("Sold through it"), "money"),
        },
        empty=_("There is no comparison to draw."),
        captions=(_basis(found),),
    )


def _basis(found: Launch) -> str:
    return _(
        "Net sales at constant exchange rates, {since} to {last}; returns are in. Without the channel: carried on from the past, "
        "with markets that it does not serve as a comparison. What moved sales cost in fees elsewhere is not counted.",
        since=formats.day(found.on),
        last=formats.day(found.last_on),
    )


def parts(found: Launch) -> Part:
    """A row a market and tier, then each market, tier and all: what is extra, what moved, what it left."""
    table = found.table
    drawn = table.assign(
        place=[_place(market, tier) for market, tier in zip(table["market"], table["tier"], strict=True)],
        extra=[_amount(row, "extra_eur") for _place_no, row in table.iterrows()],
        gain=[_amount(row, "gain_eur") for _place_no, row in table.iterrows()],
    )
    return Part(
        _("By market and price tier"),
        "launch_parts",
        table,
        drawn,
        _basis(found),
        columns={
            "place": (_("Market and tier"), "text"),
            "channel_eur": (_("Sold through it"), "money"),
            "extra": (_("Extra sales, 95% interval"), "text"),
            "gain": (_("Margin gained, 95% interval"), "text"),
            "p_paid": (_("Probability that it paid"), "percent"),
            "break_even_share": (_("Extra share it needs"), "percent"),
        },
        captions=(_("Rows of one market add up to it. A one-off cost is taken off the last row alone."),),
    )


def customers(found: Launch) -> Part:
    """Who bought there, by market and tier: new to the shop, or from other channels."""
    table = found.customers
    drawn = table[table["tier"] == ALL]
    total = drawn.groupby("market")["net_eur"].transform("sum").astype(float)
    drawn = drawn.assign(
        market=[labels.market(code) for code in drawn["market"]],
        name=[_origins()[code] for code in drawn["origin"]],
        share=drawn["net_eur"].astype(float) / np.where(total > 0, total, np.nan),
    )
    return Part(
        _("Who bought there: new or moved"),
        "launch_customers",
        table,
        drawn.reset_index(drop=True),
        columns={
            "market": (_("Market"), "text"),
            "name": (_("Before"), "text"),
            "customers": (_("Customers"), "number"),
            "orders": (_("Orders"), "number"),
            "net_eur": (_("Net sales"), "money"),
            "share": (_("Share"), "percent"),
        },
        captions=(
            _("A new customer might have come anyway, and a moved one might have stopped buying: only the comparison above says what is extra."),
        ),
    )  # fmt: skip


def likely(found: Launch) -> Part:
    """How likely each statement is; those of one matter add to one."""
    whole = found.whole
    names = {f"p_{code}": text for code, text in (_sums() | _gains()).items()}
    codes = [f"p_{code}" for code in (*SUM, *GAIN)]
    rows = [
        {"statement": code.removeprefix("p_"), "probability": float(whole[code]), "name": names[code]}
        for code in codes
        if not formats.missing(whole[code])
    ]
    table = pd.DataFrame(rows, columns=["statement", "probability", "name"])
    return Part(
        _("How likely is it?"),
        "launch_probabilities",
        table.drop(columns="name"),
        table,
        columns={"name": (_("Statement"), "text"), "probability": (_("Probability"), "percent")},
        empty=" ".join(reasons(found)[:1]),
        captions=tuple(filter(None, [_quiet(found), _matters(found)])),
    )


def _matters(found: Launch) -> str:
    whole = found.whole
    if formats.missing(whole["expected_gain_eur"]):
        return ""
    return _(
        "A gain or loss matters from {threshold} on. Over all that is possible, having it is worth {gain} and puts {loss} at risk.",
        threshold=_money(found.threshold_eur),
        gain=_money(whole["expected_gain_eur"]),
        loss=_money(whole["expected_loss_eur"]),
    )


def _quiet(found: Launch) -> str:
    rate = found.whole["false_alarm_rate"]
    if formats.missing(rate):
        return _("The history is too short for dates without a launch.")
    return _(
        "At {n} dates without a launch the same question found an effect in {share} of cases; 5% is what the intervals promise.",
        n=formats.number(len(found.quiet)),
        share=formats.percent(rate, 0),
    )


def _sums() -> dict[str, str]:
    return {
        "moved": _("Sales only moved: under a tenth is extra"),
        "both": _("Part moved, part is extra"),
        "extra": _("Nine tenths or more are extra"),
    }


def _gains() -> dict[str, str]:
    return {
        "lost": _("It did not pay: margin is lower"),
        "even": _("No difference that matters"),
        "paid": _("It paid: margin is higher"),
    }


def _origins() -> dict[str, str]:
    return {
        "new": _("New to the shop"),
        "moved": _("Bought elsewhere within a year"),
        "returned": _("Bought elsewhere longer ago"),
        "unknown": _("Not known"),
    }


def _place(market: str, tier: str) -> str:
    names = {"all": _("all tiers"), "other tiers": _("other tiers")}
    where = _("All markets") if market == ALL else labels.market(market)
    return " · ".join([where, names.get(tier) or labels.named("tier", tier)])


def _amount(row: "pd.Series[float]", name: str) -> str:
    if formats.missing(row[name]):
        return formats.DASH
    return f"{_money(row[name])} {_span(row, name)}"


def _span(row: "pd.Series[float]", name: str) -> str:
    return intervals.span(_interval(row, name), _money)


def _interval(row: "pd.Series[float]", name: str) -> Interval:
    return Interval(float(row[name]), float(row[f"{name}_low"]), float(row[f"{name}_high"]))


def _money(amount: float) -> str:
    return formats.money_short(float(amount))
