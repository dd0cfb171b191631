"""The app as a reader meets it: a server of its own, and headless Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, TimeoutError, sync_playwright

from tests.pages.conftest import one_order, sample  # noqa: F401  the same small shops

ROOT = Path(__file__).parents[2]
PATIENCE = 300_000  # milliseconds: on a machine that may be busy
COMPUTING = (
    1_200_000  # and for a model in the background, whose answer is kept beside the store: only its first page waits
)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Once more, said as a warning, where the browser itself stumbled: what a test asserts has one try."""
    try:
        return (yield)
    except Error as stumble:
        warnings.warn(f"{pyfuncitem.nodeid} once more, the browser stumbled: {stumble}", stacklevel=1)
    asked = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    pyfuncitem.obj(**asked)
    return True


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    home: Path, script: Path = ROOT / "dashboard.py", *more: str, port: int = 0, **settings: str
) -> Iterator[str]:
    """A fresh server of this store, with more options and settings of the environment; its address."""
    port = port or free_port()
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    options += ["--server.fileWatcherType", "none", *more]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    env = {**os.environ, "VETRINA_STORE": str(home), "VETRINA_THREADS": "1", "VETRINA_WARM_AFTER": "", **settings}
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
        """Once it is finished."""
        settled(self.page)
        return self


def settled(page: Page) -> None:
    """Waits until the page is finished: models in the background answered, every chart drawn."""
    page.get_by_role("heading", level=1).first.wait_for(timeout=PATIENCE)
    page.wait_for_function(SETTLED, timeout=COMPUTING)


# Finished: the script ended, nothing is being computed, no place is held for what is to come, and every chart is drawn.
# There is no app while the browser loads the page anew.
SETTLED = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')];
  const pending = ['stProgress', 'stSpinner', 'stSkeleton', 'stSkeletonElement', 'stAppSkeleton'];
  return app?.dataset.testScriptState === 'notRunning' && !pending.some(part => document.querySelector(`[data-testid=${part}]`))
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
