"""Net sales against the budget: figures of cards, columns of tables, and how the month and the quarter will end."""

import dataclasses
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd

from analytics.definition import RETAIL
from analytics.results import Kind
from analytics.targets import FEW, OTHER_TERMS, Outlook, Targets, current, outlook, targets
from data.errors import TooFew
from data.store import Choice
from sheets.choice import DAY, Chosen
from sheets.columns import Columns
from sheets.figure import Figure
from sheets.part import Part
from sheets.past import Past
from sheets.reading import Reading
from words import explanations, formats, messages
from words.labels import HIDDEN
from words.messages import _, plural
from words.written import Speech, written

BY = ("channel", "store_id", "market")
SPANS = ("month", "quarter")
OUTLOOK = (
    *(
        "target_eur",
        "sold_eur",
        "to_return_eur",
        "expected_eur",
        "low_80_eur",
        "high_80_eur",
        "low_95_eur",
        "high_95_eur",
    ),
    *("probability", "needed_eur", "recent_eur"),
)


def against(reading: Reading, chosen: Chosen, held: Past) -> Targets:
    """A choice against its targets."""
    return _stated(held, reading.ask(targets, _filters(held), period=chosen.period))


def _filters(held: Past) -> Choice:
    """The filters alone: a budget is in the shop's own currency."""
    return replace(held.choice, money=None)


def _stated(held: Past, found: Targets) -> Targets:
    """The same, without figures where the page states sales in other terms than the budget does."""
    if found.reason is not None or _is_shops(held):
        return found
    return replace(found, rows=found.rows.head(0), reason=OTHER_TERMS)


def _is_shops(held: Past) -> bool:
    """Whether the page states net sales in the shop's own currency and rates."""
    return held.definition == RETAIL and held.choice.money is None


def is_loaded(found: Targets) -> bool:
    """Whether the shop has a budget at all."""
    return found.reason is None or found.reason.code != "no_budget"


def part(found: Targets) -> Part:
    """The figures as a table of one row, with what is to be said of them; empty where there is no target."""
    why = explanations.sentence(found.reason) if found.reason else ""
    captions = tuple(filter(None, (_not_held(found), *_captions(found))))
    return Part(_("Against target"), "targets", found.rows, found.rows, empty=why, captions=captions)


def figures(found: Targets) -> list[Figure]:
    """What the cards show; none where there is no target."""
    if found.rows.empty:
        return []
    row = found.rows.iloc[0]
    is_over = row["due_eur"] == row["target_eur"]
    target = Figure(
        _("Target"),
        formats.money_short(row["target_eur"]),
        meaning=_("The budget of this period, spread over its days."),
    )
    due = Figure(
        _("Target to date"),
        formats.money_short(row["due_eur"]),
        meaning=_(
            "The budget of the days up to the last complete one. A month is spread over its days as orders came on the like days of a year ago."
        ),
    )
    if row["due_eur"] == 0 < row["target_eur"]:
        return [target]
    reached = Figure(
        _("Target reached"),
        formats.percent(row["reached_share"]),
        meaning=_("Net sales over the target of the same days."),
    )
    return [
        *([target] if is_over else [target, due]),
        Figure(
            _("Difference from target"),
            formats.signed_money(row["gap_eur"]),
            meaning=_(
                "Net sales to the last complete day less the target of the same days. What has no budget counts on neither side."
            ),
        ),
        *([reached] if row["due_eur"] else []),
    ]


def sentences(found: Targets) -> list[str]:
    """The same in words, for paper; none where there is no budget."""
    if not is_loaded(found):
        return []
    if found.reason is not None:
        return [explanations.sentence(found.reason)]
    if not found.rows["due_eur"].iloc[0]:
        return [*filter(None, (_not_held(found), *_captions(found)))]
    told = _(
        "Against target: {share} of {due} to date reached, {gap}.",
        share=formats.percent(found.rows["reached_share"].iloc[0]),
        due=formats.money_short(found.rows["due_eur"].iloc[0]),
        gap=formats.signed_money(found.rows["gap_eur"].iloc[0]),
    )
    return [told, *_captions(found)]


def _not_held(found: Targets) -> str:
    """Why nothing was due, of a table of one row; empty where something was, or where `_captions` says that its days are not in the data."""
    if found.rows.empty or found.rows["due_eur"].iloc[0] or found.until is None:
        return ""
    target, sold = (formats.money_short(found.rows[name].iloc[0]) for name in ("target_eur", "sold_eur"))
    if not found.rows["target_eur"].iloc[0]:
        return _("The budget of this period is zero; net sales are {sold}.", sold=sold)
    if found.first_on is not None and found.until <= found.first_on:
        return ""
    day = formats.day(found.until - timedelta(days=1))
    return _("Of the target of {target} nothing is due yet: the last complete day is {day}.", target=target, day=day)


def _captions(found: Targets) -> tuple[str, ...]:
    said = []
    if found.reason is None and not found.with_vat:
        said.append(_("The budget is without VAT, and so are the sales held against it."))
    if found.before_eur:
        said.append(
            plural(
                "The data begin on {first}: the target to date leaves out {n} day before it and its {amount}.",
                "The data begin on {first}: the target to date leaves out {n} days before it and their {amount}.",
                found.days_before,
                first=formats.day(found.first_on),
                amount=formats.money_short(found.before_eur),
            )
        )
    if found.lacking:
        ends = dict.fromkeys(formats.month(month) for month in (found.lacking[0], found.lacking[-1]))
        said.append(
            plural(
                "No budget is loaded for {n} month of this period ({months}).",
                "No budget is loaded for {n} months of this period ({months}).",
                len(found.lacking),
                months=" … ".join(ends),
            )
        )
    if found.counts_all:
        share = formats.percent(FEW, 0)
        said.append(
            _(
                "Sales of places without a budget of their own, at most {share} of orders, are counted: they are too few to be shown apart.",
                share=share,
            )
        )
    if found.outside_eur:
        amount = formats.money_short(found.outside_eur)
        said.append(_("Net sales of {amount} have no budget and count on neither side.", amount=amount))
    if found.strangers:
        said.append(_("The budget names boutiques that no order names: {names}.", names=", ".join(found.strangers)))
    return tuple(said)


def beside(reading: Reading, held: Past, by: str) -> tuple[pd.DataFrame, Columns, str]:
    """For a table of slices: `slice`, `due_eur`, `gap_eur` and `reached_share`, the columns shown, and why there are none."""
    if by not in BY:
        return pd.DataFrame(columns=["slice"]), {}, ""
    try:
        found = _stated(held, reading.ask(targets, _filters(held), period=held.period, by=by))
    except TooFew:
        return pd.DataFrame(columns=["slice"]), {}, ""
    if found.reason is not None:
        return pd.DataFrame(columns=["slice"]), {}, explanations.sentence(found.reason) if is_loaded(found) else ""
    columns: Columns = {"due_eur": (_("Target to date"), "money"), "reached_share": (_("Target reached"), "percent")}
    rows = found.rows[found.rows["slice"] != HIDDEN]  # the rest of a table may be of other values
    return rows[["slice", "due_eur", "gap_eur", "reached_share"]], columns, " ".join(_captions(found))


def how_to_load() -> str:
    """How a shop without a budget comes by one; the command is marked as in Markdown."""
    return _(
        "No budget is loaded. `vetrina template budgets` prints the list to fill; loaded, its targets stand here and on the overview."
    )


def ends(reading: Reading, chosen: Chosen, held: Past) -> Part | None:
    """How the month and the quarter of the last complete day will end, each in a sentence; None where the period has no day of them or nothing is budgeted."""
    spans = {name: reading.fact(current, span=name) for name in SPANS}
    month = spans["month"]
    until = chosen.period.until + DAY * bool(
        reading.store.rights.smallest
    )  # whole months end where the one begins that runs
    if not _is_shops(held) or chosen.period.since >= month.until or until <= month.since:
        return None
    told = {name: reading.ask(outlook, held.choice, span=name) for name in SPANS}
    if told["month"].reason is not None and told["month"].reason.code in ("no_budget", *_SAID):
        return None
    rows = [
        {"span": name, "since": end.span.since, "until": end.span.until, **_amounts(end)} for name, end in told.items()
    ]
    table = pd.DataFrame(rows)
    drawn = pd.DataFrame([{"span": name, "said": said(name, end)} for name, end in told.items()])
    note = _(
        "Net of returns still to come. The forecast follows the level of recent days and the course of the year; its interval is as wide as "
        "the same forecast was wrong on the days of the last year."
    )
    return Part(_("How the month will end"), "outlook", table, drawn, note, captions=(note,))


# why there is no target, which the cards already say
_SAID = (
    *("budget_not_by_goods", "budget_not_by_market", "budget_not_by_channel", "budget_not_by_boutique"),
    *("budget_without_rate", "budget_in_other_currency", "budget_mixes_vat", "budget_vat_unknown", "budget_twice"),
)


def _amounts(end: Outlook) -> dict[str, Any]:
    values = dataclasses.asdict(end)
    return {name: values[name] for name in OUTLOOK}


def said(span: str, end: Outlook) -> str:
    """How a span will end, and how likely it makes its target; or why that is not said."""
    if end.reason is not None:
        return explanations.sentence(end.reason) if span == "month" else ""
    told = _forecast(span, end)
    if end.days_left and end.needed_eur > 0 and span == "month":
        return _("{forecast} {needed}", forecast=told, needed=_needed(end))
    return told


def _forecast(span: str, end: Outlook) -> str:
    values = {
        "name": formats.month(end.span.since) if span == "month" else formats.period(end.span.since, end.span.until),
        "expected": formats.money_short(end.expected_eur),
        "interval": formats.interval(formats.money_short(end.low_95_eur), formats.money_short(end.high_95_eur)),
        "probability": written(
            Kind.PROBABILITY, min(max(end.probability, 0.0), 1.0), Speech(messages.language(), messages.locale())
        ),
        "target": formats.money_short(end.target_eur),
    }
    if span == "quarter":
        return _(
            "The quarter ({name}) will end at about {expected} {interval} (95%): {probability} to make the target of {target}.",
            **values,
        )
    if end.days_left:
        return _(
            "The month ({name}) will end at about {expected} {interval} (95%): {probability} to make the target of {target}.",
            **values,
        )
    return _(
        "The month ({name}) is over; once returns are in it stands at about {expected} {interval} (95%): {probability} to make the target of {target}.",
        **values,
    )


def _needed(end: Outlook) -> str:
    return plural(
        "{n} day is left and must sell {needed}; a day of the last eight weeks sold {recent}.",
        "{n} days are left, each of which must sell {needed}; a day of the last eight weeks sold {recent}.",
        end.days_left,
        needed=formats.money_short(end.needed_eur),
        recent=formats.money_short(end.recent_eur),
    )
