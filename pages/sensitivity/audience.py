"""The customers a promotion is for, to take along."""

import pandas as pd

from analytics.promotions.audience.audience import discount_audience
from analytics.promotions.audience.needs import Needs
from analytics.results import Reason
from sheets.choice import Chosen
from sheets.sensitivity import groups as sheet
from sheets.sensitivity.needs import verdict
from ui import export, filters, states, tables
from ui.cache import ask
from ui.faults import Fault
from ui.models import unanswered
from ui.screen import st
from ui.text import paragraphs
from words.messages import _


def audience(needs: Needs | Reason | Fault, chosen: Chosen) -> None:
    """Today's customers by group, with pseudonyms, for roles that may contact them."""
    expander = st.expander(sheet.audience_title(), icon=":material/lock:", on_change="rerun", key="audience")
    if expander.open:
        with expander:
            _audience(needs, chosen)


def _audience(needs: Needs | Reason | Fault, chosen: Chosen) -> None:
    st.warning(
        paragraphs(
            _(
                "For marketing roles that may contact customers. The list has pseudonyms and no names; still it is personal data."
            ),
            _(
                "Customers who refused marketing are left out. Where the data does not say, check the consent before contacting."
            ),
        ),
        icon=":material/lock:",
    )
    if not isinstance(needs, Needs):
        unanswered(needs)
        return
    if needs.verdict != "signal":
        states.empty(verdict(needs))
        return
    people = ask(discount_audience, chosen.choice, on=filters.bounds()[1] + pd.Timedelta(days=1))
    part = sheet.audience(people, needs)
    tables.show(part.drawn, part.name, **part.columns)
    export.offer(part.table, part.name, chosen, note=part.note)
