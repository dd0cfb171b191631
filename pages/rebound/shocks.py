"""Which market, when its shops were closed, and how far to look: dates of the market calendar, editable, in the address."""

from analytics.closures import Closure
from analytics.rebound.shop import MEASURES, REAL, Question
from analytics.rebound.shop.question import alongside
from sheets.choice import Chosen
from sheets.rebound import shock as sheet
from sheets.rebound.shock import COUNTED, WATCHED, Shown
from ui import cache, filters, states, tables, url
from ui.screen import st
from words import formats, labels
from words.messages import _

LONGEST = 156


def shown(chosen: Chosen) -> Shown | None:
    """What the reader asks; None, and a sentence, where the dates make no question."""
    first, last = filters.bounds()
    closed = sheet.closures(cache.reading(), chosen)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        market = _market(sheet.choosable(cache.reading(), chosen, closed))
        known = closed.get(market, [])
        place = _which(known)
        dates = st.container(horizontal=True, gap="medium", width="content")
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        counted = _weeks(_("Weeks counted"), "rebound_weeks", COUNTED, 4)
        watched = _weeks(_("Weeks observed"), "rebound_watch", WATCHED, 8)
        measure = _measure()
    usual = sheet.usual(known, place, watched, last)
    with dates:
        picked = _dates(market, usual, place)
    if not known and picked == usual:
        states.empty(
            _(
                "The calendar has no closed shops in this selection. Set the first day of the shock and of the reopening."
            )
        )
        return None
    if sentence := sheet.wrong(picked, first, last):
        states.empty(sentence)
        return None
    every = alongside(market, picked, closed, watched)
    return Shown(market, tuple(picked), Question(chosen.choice, measure, every, counted, watched))


def _market(names: list[str]) -> str:
    return str(
        url.one(st.selectbox, _("Market"), names, "rebound_market", names[0], format_func=labels.market, width=170)
    )


def _which(known: list[Closure]) -> int:
    """The place of the closure asked about, from 1; 0 where none is known."""
    if len(known) < 2:
        return len(known)
    names = {place: formats.period(one.start, one.reopen) for place, one in enumerate(known, 1)}
    return int(
        url.one(st.selectbox, _("Closure"), list(names), "rebound_closure", 1, format_func=names.__getitem__, width=230)
    )


def _measure() -> str:
    name = sheet.measure_name
    return str(url.one(st.segmented_control, _("Measured"), MEASURES, "rebound_measure", REAL, format_func=name))


def _dates(market: str, usual: list[Closure], place: int) -> list[Closure]:
    form, picked = tables.day_format(), []
    for i, one in enumerate(usual):
        key = f"{market}{place + i}"
        closed, open_again = _("Closed from"), _("Open again from")
        if len(usual) > 1:
            closed, open_again = _("{n}. closed from", n=i + 1), _("{n}. open again from", n=i + 1)
        start = url.day(closed, f"rebound_from_{key}", one.start, format=form, width=140)
        reopen = url.day(open_again, f"rebound_to_{key}", one.reopen, format=form, width=140)
        picked.append(Closure(start, reopen))
    return picked


def _weeks(label: str, key: str, usual: int, minimum: int) -> int:
    return int(url.number(st.number_input, label, key, usual, min_value=minimum, max_value=LONGEST, width=120))
