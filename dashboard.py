"""The menu, in order, and the server it is served by."""

from pathlib import Path
from typing import Any, Literal

from streamlit import App
from streamlit.runtime.pages_manager import PagesManager

from data.errors import BadUsers, NotLetIn, VetrinaError
from pages import (
    assortment,
    calendar,
    cohorts,
    customers,
    definitions,
    health,
    market,
    overview,
    promotions,
    rebound,
    sensitivity,
    trading,
    upload,
    wallet,
)
from ui import access, door, frame, headers, reader, warming
from ui.screen import st
from words.messages import _

SCREENS = {
    "": overview,
    "overview": overview,
    "trading": trading,
    "assortment": assortment,
    "market": market,
    "calendar": calendar,
    "rebound": rebound,
    "cohorts": cohorts,
    "customers": customers,
    "promotions": promotions,
    "sensitivity": sensitivity,
    "wallet": wallet,
    "definitions": definitions,
    "health": health,
    "upload": upload,
}


def menu() -> None:
    """Every page that is open to the reader, in order; the one that is asked for is drawn."""
    st.set_page_config(page_icon=Path(__file__).parent / "static" / "icon.png", layout="wide")
    try:
        who = access.reader()
    except (NotLetIn, BadUsers) as refused:
        access.note_entry(None, getattr(refused, "account", ""))
        _entrance(refused)
        return
    access.note_entry(who)

    def listed(name: str, title: str, icon: str, *, is_first: bool = False) -> Any:
        draw = SCREENS[name].render if who.opens(name) else frame.refusal
        seen: Literal["visible", "hidden"] = "visible" if who.opens(name) else "hidden"
        path = None if is_first else name
        return st.Page(draw, title=title, icon=f":material/{icon}:", url_path=path, default=is_first, visibility=seen)

    page = st.navigation(
        {
            _("Trading"): [
                listed("overview", _("Overview"), "monitoring", is_first=True),
                # The first page answers at the bare address only; whoever writes its name finds it too.
                st.Page(overview.render, title=_("Overview"), url_path="overview", visibility="hidden"),
                listed("trading", _("Channels & boutiques"), "storefront"),
                listed("assortment", _("Assortment & markdown"), "styler"),
                listed("market", _("Market context"), "public"),
                listed("calendar", _("Calendar & events"), "calendar_month"),
                listed("rebound", _("Revenge spending"), "trending_up"),
            ],
            _("Customers"): [
                listed("cohorts", _("Cohorts & loyalty"), "group_add"),
                listed("customers", _("Customers"), "diversity_3"),
            ],
            _("Promotions"): [
                listed("promotions", _("Promotions"), "sell"),
                listed("sensitivity", _("Promotion sensitivity"), "tune"),
            ],
            _("Payments"): [listed("wallet", _("Wallet & settlement"), "account_balance_wallet")],
            _("Data"): [
                listed("definitions", _("Definitions"), "menu_book"),
                listed("health", _("Data health"), "fact_check"),
                listed("upload", _("Upload"), "upload_file"),
            ],
        },
        expanded=True,
    )
    is_open = who.opens(page.url_path or "overview")
    if is_open:
        access.note_persons(who, page.url_path or "overview")
    try:
        frame.around(page.run, SCREENS[page.url_path].HEEDS if is_open else ())
    except (NotLetIn, BadUsers):  # taken out of the table while the page was drawn: the next run stands before the door
        st.rerun()


def _entrance(refused: VetrinaError) -> None:
    """Who is not let in stands before the same door, whichever page they ask for."""

    def entrance() -> None:
        frame.entrance(refused)

    names = [name for name in SCREENS if name]
    doors = [st.Page(entrance, title="Vetrina", default=True)]
    doors += [st.Page(entrance, title="Vetrina", url_path=name, visibility="hidden") for name in names]
    st.navigation(doors, position="hidden").run()


# `streamlit run dashboard.py` finds the server here, and runs this file as its script for every reader.
if __name__ == "__main__":
    with reader.spoken_to():
        menu()
else:
    # Else the server takes `pages/` for a menu of its own until the first page is shown, and says of any page that there is none.
    PagesManager.uses_pages_directory = False
    app = App(__file__, middleware=[headers.policy(), door.policy()], lifespan=warming.lifespan)
