"""The menu, in order."""

from pathlib import Path

import streamlit as st

from pages import cohorts, customers, health, overview, wallet
from ui import frame
from ui.words import _

st.set_page_config(page_icon=Path(__file__).parent / "static" / "icon.png", layout="wide")

page = st.navigation(
    {
        _("Trading"): [
            st.Page(overview.render, title=_("Overview"), icon=":material/monitoring:", default=True),
            # The first page answers at the bare address only; whoever writes its name finds it too.
            st.Page(overview.render, title=_("Overview"), url_path="overview", visibility="hidden"),
        ],
        _("Customers"): [
            st.Page(cohorts.render, title=_("Cohorts & loyalty"), url_path="cohorts", icon=":material/group_add:"),
            st.Page(customers.render, title=_("Customers"), url_path="customers", icon=":material/diversity_3:"),
        ],
        _("Payments"): [
            st.Page(
                wallet.render,
                title=_("Wallet & settlement"),
                url_path="wallet",
                icon=":material/account_balance_wallet:",
            ),
        ],
        _("Data"): [
            st.Page(health.render, title=_("Data health"), url_path="health", icon=":material/fact_check:"),
        ],
    },
    expanded=True,
)
frame.around(page.run)
