"""One market through its shock: actual and expected sales, the gap added up, what it is made of, and the weeks ahead."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from analytics.rebound.answer.result import Answer
from analytics.rebound.shop import MarketRebounds
from analytics.rebound.shop import tables as answers
from analytics.weekly_sales import weekly_sales
from sheets import intervals
from sheets.choice import Chosen
from sheets.columns import Columns
from sheets.part import Part
from sheets.reading import Reading
from sheets.rebound import amounts
from sheets.rebound.shock import Shown, note
from words import formats, labels
from words.messages import _

BEFORE = timedelta(weeks=52)


def sold(reading: Reading, shown: Shown, chosen: Chosen) -> Part:
    """Sales of the market around the shock, for as long as there is no answer."""
    choice = replace(chosen.choice, market=(shown.market,))
    since, until = shown.closures[0].start - BEFORE, shown.closures[-1].reopen + BEFORE
    sales = reading.ask(weekly_sales, choice, since=since, until=until)
    weekly = sales.groupby("week")["net_constant_eur"].sum().reset_index()
    columns: Columns = {"week": (_("Week"), "day"), "net_constant_eur": (_("Net sales"), "money")}
    return Part(_("Actual sales"), "rebound_sold", weekly, weekly, columns=columns)


def course(rebounds: MarketRebounds, shown: Shown) -> Part:
    """Actual sales by week, and what was expected without the shock."""
    table = answers.course(rebounds, shown.market)
    title = _("{market}: actual vs expected without the shock", market=labels.market(shown.market))
    return Part(title, "rebound_series", table, table, note(shown))


def expected() -> str:
    """What the line without the shock is called."""
    return _("Expected without the shock")


def gap(answer: Answer, shown: Shown) -> Part:
    """Actual less expected sales, added up since the shock."""
    table = answers.gap(answer)
    meaning = _("Below zero: not yet recovered. Above zero: more than recovered.")
    captions = (" ".join([meaning, _recovered(answer)]),)
    return Part(gap_title(), "rebound_gap", table, table, note(shown), captions=captions)


def gap_title() -> str:
    """What the gap is called, also while there is none."""
    return _("Lost and recovered")


def gap_line() -> str:
    """What the line of the gap is called."""
    return _("Cumulative gap to the no-shock scenario")


def _recovered(answer: Answer) -> str:
    if answer.recovery is None:
        return _("On the central estimate, it has not come back to zero.")
    return _("On the central estimate, all was recovered by {day}.", day=formats.day(answer.recovery))


def decomposition(answer: Answer, shown: Shown) -> Part:
    """What was lost and what came back, in parts that are amounts; exported with shares and verdicts."""
    table, names = answers.decomposition(answer), _parts()
    rows = table[table["part"].isin(names)].dropna(subset=["estimate"])
    lasting = () if answer.lasting is None else (_lasting(answer),)
    return Part(
        _("What the rebound is made of"),
        "rebound_decomposition",
        table,
        rows.assign(name=rows["part"].map(names), span=intervals.spans(rows["low"], rows["high"], formats.money_short)),
        note(shown),
        columns={
            "name": (_("Part"), "text"),
            "estimate": (_("Net sales"), "money"),
            "span": (_("95% interval"), "text"),
        },
        empty=_("Shops had not reopened by the end of the data."),
        captions=lasting,
    )


def _parts() -> dict[str, str]:
    return {
        "suppressed": _("Lost while closed"),
        "excess": _("Recovered since"),
        "released": _("… pent-up demand released"),
        "beyond": _("… beyond: revenge spending"),
        "transient": _("… of which temporary"),
        "pulled_forward": _("Pulled forward: missing later"),
    }


def _lasting(answer: Answer) -> str:
    return _("Lasting level, once the temporary effect is gone: {share}.", share=amounts.change(answer.lasting))


def scenario(rebounds: MarketRebounds, shown: Shown) -> Part:
    """The weeks ahead as a fan, after half a year of what was sold."""
    table = answers.scenario(rebounds, shown.market)
    return Part(
        _("Projection if it keeps fading at this rate"),
        "rebound_scenario",
        table,
        table.drop(columns="expected", errors="ignore"),
        note(shown),
        empty=_("At least four weeks after the reopening are needed to estimate how the rebound fades."),
        captions=(" ".join(_assumed(table, rebounds.of(shown.market))),),
    )


def _assumed(table: pd.DataFrame, answer: Answer) -> list[str]:
    """What the fan takes as given."""
    sentences = [_("The weeks ahead if level and fading continue as before, without new discounts.")]
    if len(table) and table.dropna(subset=["middle"])["actual"].notna().any():
        sentences.append(_("Actual sales are drawn where the data have them; the model had not seen them."))
    if answer.half_life is None:
        sentences.append(_("How fast it fades cannot be estimated, so the fan covers both slow and fast."))
    return sentences
