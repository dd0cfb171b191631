"""The app as a reader meets it: a server of its own, and headless Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, sync_playwright

from tests.pages.conftest import one_order, sample  # noqa: F401  the same small shops

ROOT = Path(__file__).parents[2]
PATIENCE = 300_000  # milliseconds: a model is computed while its page is waited for, on a machine that may be busy
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """A fresh server of this store; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", *options, "--server.fileWatcherType", "none"]
    env = {**os.environ, "VETRINA_STORE": str(home), "VETRINA_THREADS": "1"}
    server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _await(address: str, server: subprocess.Popen[bytes], seconds: float = 90) -> None:
    for _attempt in range(int(seconds * 4)):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(f"{address} did not answer in {seconds} seconds")


@pytest.fixture(scope="module")
def address(sample: Path) -> Iterator[str]:  # noqa: F811
    """A server of the sample shop."""
    with serving(sample) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield found
        found.close()


class Visit:
    """An open page, and all that went wrong or went out while it was open."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.errors: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda said: self._hear(said.type, said.text, said.location.get("url", "")))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda asked: self._note(asked.url, address))

    def _hear(self, kind: str, text: str, source: str) -> None:
        # Streamlit looks for its own address below the page's path first, and is told 404 there.
        if kind == "error" and "/_stcore/" not in source:
            self.errors.append(f"{text} {source}")

    def _note(self, asked: str, address: str) -> None:
        inside = asked.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))
        if not inside:
            self.outside.append(asked)

    def settled(self) -> "Visit":
        """Waits until the script ended and every chart is drawn."""
        self.page.get_by_role("heading", level=1).first.wait_for(timeout=PATIENCE)
        self.page.wait_for_function(SETTLED, timeout=PATIENCE)
        return self


SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  return app.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-testid=stSkeleton]')
    && charts.every(chart => chart.querySelector('.main-svg'));
}"""


STILL = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def options(box: Locator, tries: int = 5) -> Locator:
    """The options of a box in which one chooses, opened.

    A list closes when what it hangs on is scrolled, so the box is brought into the window before it is clicked, and clicked
    again where it slid on meanwhile.
    """
    found = box.page.get_by_role("option")
    for _attempt in range(tries):
        box.scroll_into_view_if_needed()
        box.page.evaluate(STILL)
        box.click()
        with suppress(TimeoutError):
            found.first.wait_for(timeout=5_000)
            return found
    raise AssertionError(f"no options came after {tries} clicks")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Opens a path of the app in a window of its own."""
    contexts = []

    def visit(path: str, width: int = 1440, scheme: str = "light", locale: str = "en-GB") -> Visit:
        size = {"width": width, "height": 900 if width > 800 else 800}
        context = browser.new_context(viewport=size, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        opened = Visit(context.new_page(), address)
        opened.page.goto(address + path)
        return opened.settled()

    yield visit
    for context in contexts:
        context.close()
