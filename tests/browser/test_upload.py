"""A file dropped on the page in a browser: its rows are seen, it is loaded by a click, and the new version is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.store import Home, writing
from tests.browser.conftest import PATIENCE, serving
from tests.data.sources.golden.pairs import FOLDER

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of its own: it is changed."""
    place = tmp_path_factory.mktemp("upload") / "store"
    with writing(place):
        pass
    return place


@pytest.fixture(scope="module")
def own(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{address}/upload")
    page.get_by_role("heading", level=1).first.wait_for(timeout=PATIENCE)
    return page


def test_a_dropped_file_is_seen_loaded_and_shown(browser: Browser, own: str, home: Path) -> None:
    page = opened(browser, own)
    page.locator("input[type=file]").set_input_files(FOLDER / "shopify/in.csv")
    button = page.get_by_role("button", name="Load now")
    button.wait_for(timeout=PATIENCE)
    expect(page.get_by_text("First rows as they would load: in.csv")).to_be_visible()
    page.locator("[data-testid=stExpander] canvas").first.wait_for(state="attached", timeout=PATIENCE)
    assert Home(home).version() == 1
    button.click()
    expect(page.get_by_text("Version 2 is published")).to_be_visible(timeout=PATIENCE)
    assert Home(home).version() == 2
    assert "/health" in (page.get_by_role("link", name="See it in Data health").get_attribute("href") or "")
    page.context.close()
