"""The menu, in order, and the server it is served by."""

from pathlib import Path

from streamlit import App
from streamlit.runtime.pages_manager import PagesManager

from pages import cohorts, customers, health, overview, promotions, rebound, sensitivity, trading, wallet
from ui import frame, headers, reader
from ui.screen import st
from words.messages import _

SCREENS = {
    "": overview,
    "overview": overview,
    "trading": trading,
    "rebound": rebound,
    "cohorts": cohorts,
    "customers": customers,
    "promotions": promotions,
    "sensitivity": sensitivity,
    "wallet": wallet,
    "health": health,
}


def menu() -> None:
    """Every page, in order; the one that is asked for is drawn."""
    st.set_page_config(page_icon=Path(__file__).parent / "static" / "icon.png", layout="wide")
    page = st.navigation(
        {
            _("Trading"): [
                st.Page(overview.render, title=_("Overview"), icon=":material/monitoring:", default=True),
                # The first page answers at the bare address only; whoever writes its name finds it too.
                st.Page(overview.render, title=_("Overview"), url_path="overview", visibility="hidden"),
                st.Page(
                    trading.render, title=_("Channels & boutiques"), url_path="trading", icon=":material/storefront:"
                ),
                st.Page(rebound.render, title=_("Revenge spending"), url_path="rebound", icon=":material/trending_up:"),
            ],
            _("Customers"): [
                st.Page(cohorts.render, title=_("Cohorts & loyalty"), url_path="cohorts", icon=":material/group_add:"),
                st.Page(customers.render, title=_("Customers"), url_path="customers", icon=":material/diversity_3:"),
            ],
            _("Promotions"): [
                st.Page(promotions.render, title=_("Promotions"), url_path="promotions", icon=":material/sell:"),
                st.Page(
                    sensitivity.render, title=_("Promotion sensitivity"), url_path="sensitivity", icon=":material/tune:"
                ),
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
    frame.around(page.run, SCREENS[page.url_path].HEEDS)


# `streamlit run dashboard.py` finds the server here, and runs this file as its script for every reader.
if __name__ == "__main__":
    with reader.spoken_to():
        menu()
else:
    # Else the server takes `pages/` for a menu of its own until the first page is shown, and says of any page that there is none.
    PagesManager.uses_pages_directory = False
    app = App(__file__, middleware=[headers.policy()])
