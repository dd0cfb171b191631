"""Several processes behind the shipped nginx: a visitor stays with one, and goes on with another when that one dies."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

from tests.browser.conftest import PATIENCE, free_port, serving, settled
from tests.browser.proxy import nginx

pytestmark = pytest.mark.browser
VISITORS = 6
AGAIN = 20_000  # milliseconds


@dataclass(frozen=True)
class Passed:
    """One request that nginx passed on: where, whose, what."""

    to: str
    place: str
    path: str


@dataclass(frozen=True)
class Shop:
    address: str
    servers: tuple[str, ...]
    log: Path

    def passed(self) -> list[Passed]:
        """All requests so far that a visitor known to nginx made."""
        lines = [line.split(" ", 2) for line in self.log.read_text().splitlines()]
        return [Passed(to.split(", ")[-1], place, path) for to, place, path in lines if place != "-"]


@pytest.fixture(scope="module")
def shop(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("nginx")
    with ExitStack() as running:
        servers = [
            running.enter_context(serving(sample, port=free_port(), VETRINA_WITHOUT_SIGN_IN="proxy")) for _ in range(2)
        ]
        address = running.enter_context(nginx(*servers, folder=folder))
        yield Shop(address, tuple(urlsplit(each).netloc for each in servers), folder / "passed.log")


def visited(browser: Browser, shop: Shop, path: str = "/definitions") -> Page:
    """A visitor's own window, with a page drawn."""
    context = browser.new_context(
        ignore_https_errors=True, http_credentials={"username": "anna", "password": "secret"}, locale="en-GB"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(shop.address + path)
    settled(page)
    return page


def _place(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "vetrina_place")


def killed(server: str) -> None:
    """Ends the process that listens there at once."""
    mine = ["--server.port", server.split(":")[1]]
    for said in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = said.read_bytes().decode().split("\0")
            if any(words[at : at + 2] == mine for at in range(len(words))):
                os.kill(int(said.parent.name), signal.SIGKILL)


def to_trading(page: Page) -> None:
    """Clicks on the menu, again where a click fell between two connections."""
    heading = page.get_by_role("heading", level=1, name="Channels & boutiques")
    for _attempt in range(PATIENCE // AGAIN):
        page.get_by_role("link", name="Channels & boutiques").click()
        with suppress(TimeoutError):
            heading.wait_for(timeout=AGAIN)
            break
    settled(page)
    assert heading.count() == 1


def test_visitors_stay_with_a_process_and_go_on_when_it_dies(browser: Browser, shop: Shop) -> None:
    pages = [visited(browser, shop) for _ in range(VISITORS)]
    assert all(page.get_by_role("heading", level=1).count() == 1 for page in pages)
    before = shop.passed()
    with_one = {place: {each.to for each in before if each.place == place} for place in {each.place for each in before}}
    assert len(with_one) == VISITORS, "nginx gave a visitor no place, or two"
    assert all(len(served) == 1 for served in with_one.values()), f"a visitor was sent to two processes: {with_one}"

    page = pages[0]
    place = _place(page)
    (dying,) = with_one[place]
    killed(dying)
    to_trading(page)

    others = [each for each in pages[1:] if with_one[_place(each)] != {dying}]
    for each in others:
        to_trading(each)
    after = shop.passed()[len(before) :]
    assert {each.to for each in after if each.place == place} - {dying}, "nobody took the visitor over"
    known = {_place(each) for each in others}
    assert all({each.to} == with_one[each.place] for each in after if each.place in known), "others had to move too"
