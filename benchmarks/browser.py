"""What a reader feels: time from a click to the redrawn page, against a page of one chart in the same run.

`make bench-browser`, about ten minutes. Both servers read the sample shop and are asked in turn by one headless Chromium: the
period is changed in the sidebar (on the bare page: its one list), until the script has ended and every chart is drawn. First
opens and warmed ones are told apart; messages and bytes are those of the page's web socket and of all requests.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from playwright.sync_api import Page, WebSocket, sync_playwright

from benchmarks.measured import rows as lines
from data.sample import build
from tests.browser.conftest import FLAGS, options, serving, settled

BARE = """
import pandas as pd
import streamlit as st
from data.store import Store

store = st.cache_resource(lambda: Store.open({home!r}))()
picked = st.sidebar.selectbox("Period", ["Last 12 months", "Last calendar year"])
days = 365 if picked == "Last 12 months" else 730
table = store.query(f"select ordered_on as day, sum(net_eur) as net from sales group by 1 order by 1 desc limit {{days}}")
st.title("Bare")
st.plotly_chart({{"data": [{{"type": "scatter", "x": table["day"].astype(str).tolist(), "y": table["net"].tolist()}}]}}, key="one")
"""
PAGES = ("overview", "trading", "assortment", "market", "cohorts", "customers", "promotions", "wallet", "definitions")
BOX, PERIODS = "Period", ("Last calendar year", "Last 12 months")
CLICKS = 8


@dataclass
class Heard:
    """What went over the wire while a page was open."""

    messages: int = 0
    bytes: int = 0
    times: list[float] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("websocket", self._socket)
        page.on("response", lambda answer: self._add(int(answer.headers.get("content-length", 0))))

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self._frame(len(frame)))

    def _frame(self, size: int) -> None:
        self.messages += 1
        self._add(size)

    def _add(self, size: int) -> None:
        self.bytes += size


def measured(page: Page, address: str) -> dict[str, float]:
    """First open, then clicks: seconds to the finished page."""
    heard = Heard()
    heard.listen(page)
    started = time.perf_counter()
    page.goto(address)
    settled(page)
    first, messages, size = time.perf_counter() - started, heard.messages, heard.bytes
    for click in range(CLICKS + 2):
        found = options(page.get_by_test_id("stSidebar").get_by_role("combobox", name=BOX, exact=True))
        page.keyboard.type(PERIODS[click % 2])  # a long list holds only what can be seen of it
        option = found.get_by_text(PERIODS[click % 2], exact=True)
        option.wait_for()
        started = time.perf_counter()
        option.click()
        page.wait_for_timeout(60)  # until the click has reached the server
        settled(page)
        if click >= 2:  # the first two compute what is then kept
            heard.times.append(time.perf_counter() - started)
    return {
        "first open": first,
        "messages": messages,
        "MB": size / 1e6,
        "median": float(np.median(heard.times)),
        "p95": float(np.quantile(heard.times, 0.95)),
    }


@contextmanager
def bare(home: Path, folder: Path) -> Iterator[str]:
    """A server of the page of one chart."""
    script = folder / "bare.py"
    script.write_text(BARE.format(home=str(home)), encoding="utf-8")
    with serving(home, script) as address:
        yield address


def table() -> str:
    """One row a page: seconds, messages, and p95 as a ratio to the bare page's."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return "no Chromium on this machine"
    rows = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "store"
        build(home)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with bare(home, Path(folder)) as one, serving(home) as many:
            rows["bare"] = measured(browser.new_page(locale="en-GB"), one)
            for name in PAGES:
                rows[name] = measured(browser.new_page(locale="en-GB"), f"{many}/{name}?lang=en")
        browser.close()
    bare_p95 = rows["bare"]["p95"]
    found = {page: {**told, "ratio": told["p95"] / bare_p95} for page, told in rows.items()}
    head = ["page", *next(iter(found.values()))]
    return lines(head, [[page, *(f"{value:.2f}" for value in told.values())] for page, told in found.items()])
