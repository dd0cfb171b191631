"""What readers will ask first is worked out when a version is published, so that the first of them on Monday does not wait for it."""

import logging
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from analytics.results import CannotTell
from data.errors import BadRequest, BadUsers, OutOfReach
from data.store import Home, StoreError
from sheets import boutiques, choice, marks, overview, terms
from sheets.choice import Chosen, usual
from sheets.papers import PAPERS
from sheets.past import past
from sheets.reading import Reading
from sheets.rebound import shock
from ui import access, background, cache
from words import currency

log = logging.getLogger(__name__)
AFTER = "VETRINA_WARM_AFTER"  # seconds that a version must have been published; empty: nothing is worked out before it is asked for
USUAL = 15.0
EVERY = 2.0  # seconds between two looks at what is published
PERIODS = ("12m", "last_week", "yesterday", "mtd")  # what Monday asks of the pages on trading
TRADING = ("overview", "trading")
KINDS = 8  # roles with their rights that are worked for
POLITE = 10  # how much readers come first, as `nice` counts


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, Any]]:
    """Watches for new versions while the server runs."""
    ended = threading.Event()
    seconds = os.environ.get(AFTER, str(USUAL))
    if seconds:
        threading.Thread(target=_watch, args=(float(seconds), ended), daemon=True, name="warming").start()
    try:
        yield {}
    finally:
        ended.set()


def _watch(after: float, ended: threading.Event) -> None:
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITE)
    warmed = None
    while not ended.wait(EVERY):
        published = _published()
        if published is None or published == warmed or ended.wait(after):
            continue
        if published == _published():
            warmed = published
            warm(ended)


def _published() -> str | None:
    try:
        return str(Home().current())
    except (StoreError, OSError):
        return None


def warm(ended: threading.Event | None = None) -> None:
    """Asks what every page asks first, through the cache of the pages."""
    try:
        with access.acting(access.OWNER):
            cache.store()
    except StoreError:
        return  # the pages say what is wrong with it
    asked = [(page, code) for page in TRADING for code in PERIODS]
    asked += [(page, PERIODS[0]) for page in PAPERS if page not in TRADING]
    for who in _readers():
        for page, code in asked:
            if ended is not None and ended.is_set():
                return
            if who.opens(page):
                ask_first(page, code, who)


def _readers() -> list[access.Reader]:
    """For whom it is worked out: what a part of the shop or figures of many customers alone are is another answer for each."""
    try:
        return access.expected()[:KINDS]
    except BadUsers:
        return []  # the door says what is wrong with the table


def ask_first(page: str, period: str = PERIODS[0], who: access.Reader = access.OWNER) -> None:
    """Asks what a page asks of all that a reader may see; what breaks is logged, and breaks on the page.

    Args:
        page: one of `PAPERS`.
        period: one of `sheets.choice.PERIODS`.
        who: whose rights count.
    """
    with access.acting(who), cache.one_draw(), currency.stated_in(cache.store().currency):
        reading = cache.reading()
        try:
            chosen = usual(reading, PAPERS[page].heeds, period)
            _frame(reading, chosen)
            if page == "rebound":
                _rebound(reading, chosen)
            if page == "overview":
                held = past(reading, chosen)
                overview.sparks(reading, held)
                boutiques.glance(reading, held)
            PAPERS[page].sheet(reading, chosen)
        except (BadRequest, CannotTell, OutOfReach):
            return  # what the page says in place of an answer
        except Exception:
            log.exception("working out %s before it is asked for", page)


def _frame(reading: Reading, chosen: Chosen) -> None:
    """What surrounds every page: what the filters offer, and the calendar's markets."""
    reading.fact(choice.options)
    choice.recent_events(reading)
    terms.offered(reading)
    marks.countries(reading, chosen.choice)
    marks.notes(reading, chosen.choice, chosen.period)


def _rebound(reading: Reading, chosen: Chosen) -> None:
    """The one answer that takes half a minute: a reader who asks meanwhile sees how far it is."""
    shown = shock.by_default(reading, chosen)
    job = background.rebound(shown.question) if shown else None
    if isinstance(job, background.Job):
        job.done.wait()
