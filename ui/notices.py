"""What is said above a page whatever page it is: amounts that are missing, and what the address asked for in vain."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from analytics.period import Period
from analytics.reach import reach
from data.rates import missing_rates
from ui import cache, refusals
from ui.screen import st
from ui.text import bullets, joined, markdown, paragraphs
from words import formats
from words.messages import _, plural


def rates() -> None:
    """A banner where orders have no amount for want of an exchange rate: which, how many, and what to do."""
    if not (told := missing()):
        return
    remedies: list[str] = [
        markdown(
            _(
                "They count as orders but in no amount. Download the reference rates of the European Central Bank, "
                "eurofxref-hist.zip, and load them: {command}"
            ),
            command=markdown("`vetrina load eurofxref-hist.zip`"),
        )
    ]
    if (cache.of_store(missing_rates)["currency"] == "").any():
        again = markdown("`vetrina load --currency EUR FILE`")
        stated = _("Where no currency is stated, load the file again with it: {command}")
        remedies.append(markdown(stated, command=again))
    st.warning(paragraphs(bullets(told), joined(remedies, "  \n")), icon=":material/currency_exchange:")


def missing() -> list[str]:
    """A sentence per currency in which orders have no exchange rate; none where all have one."""
    return [_without_rate(row) for row in cache.of_store(missing_rates).to_dict("records")]


def _without_rate(row: dict[Hashable, Any]) -> str:
    return plural(
        "{currency}: {count} order without an exchange rate, {days}.",
        "{currency}: {count} orders without an exchange rate, {days}.",
        row["orders"],
        currency=row["currency"] or _("No currency stated"),
        count=formats.number(row["orders"]),
        days=formats.period(row["first_on"], row["last_on"] + pd.Timedelta(days=1)),
    )


def newness(period: Period) -> str:
    """Why nobody is called new in a period; empty where customers are."""
    known = cache.of_store(reach)
    if period.since >= known.new_from:
        return ""
    return _(
        "New customers are not known in a period that begins before {day}: the data begin on {first}, and those who had "
        "bought before would look new.",
        day=formats.day(known.new_from),
        first=formats.day(known.first_on),
    )


def address(place: Any) -> None:
    """What the address asks for and this page cannot take.

    Args:
        place: an empty element, filled anew each time this is said.
    """
    if told := refusals.sentences():
        place.warning(
            paragraphs(_("Some choices in the address cannot be used as given:"), bullets(told)),
            icon=":material/link_off:",
        )
