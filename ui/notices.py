"""What is said above a page whatever page it is: amounts that are missing, and what the address asked for in vain."""

from typing import Any

from data.rates import missing_rates
from sheets.notes import missing
from ui import cache, refusals
from ui.screen import st
from ui.text import bullets, joined, markdown, paragraphs
from words.messages import _


def rates() -> None:
    """A banner where orders have no amount for want of an exchange rate: which, how many, and what to do."""
    if not (missing_orders := missing(cache.reading())):
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
    st.warning(paragraphs(bullets(missing_orders), joined(remedies, "  \n")), icon=":material/currency_exchange:")


def address(place: Any) -> None:
    """What the address asks for and this page cannot take.

    Args:
        place: an empty element, filled anew each time this is said.
    """
    if sentences := refusals.sentences():
        place.warning(
            paragraphs(_("Some choices in the address cannot be used as given:"), bullets(sentences)),
            icon=":material/link_off:",
        )
