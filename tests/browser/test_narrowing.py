"""A click on a row or a bar becomes a filter, which stands above the page and in the address, and is taken away by a click."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PATIENCE, STILL, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]


def clicked(place: Locator, across: float, down: float) -> None:
    """Clicks inside a drawing, whose own layers would take a click on the element: so many pixels from its corner."""
    place.scroll_into_view_if_needed()
    place.page.evaluate(STILL)
    box = place.bounding_box()
    assert box is not None
    place.page.mouse.click(box["x"] + across, box["y"] + down)


def narrowed(page: Page) -> None:
    page.wait_for_url("**channel=*", timeout=PATIENCE)
    settled(page)
    expect(page.locator("[class*='st-key-chip_']")).to_have_count(1, timeout=PATIENCE)


def test_a_bar_becomes_a_filter_and_is_taken_away(visit):
    page = visit("/overview").page
    clicked(page.locator("[class*='st-key-chart_by_channel'] .bars .point path").first, 12, 8)
    narrowed(page)
    page.locator("[class*='st-key-chip_channel'] button").first.click()
    expect(page.locator("[class*='st-key-chip_']")).to_have_count(0, timeout=PATIENCE)
    assert "channel=" not in page.url


def test_a_cell_of_the_grid_becomes_two_filters(visit):
    page = visit("/overview?period=last_year&parted=market_channel").page
    grid = page.locator("[class*='st-key-chart_where']").first
    grid.scroll_into_view_if_needed()
    page.evaluate(STILL)
    box = grid.locator(".nsewdrag").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 12, box["y"] + 8)  # at the edge of the first cell
    page.wait_for_url("**market=*", timeout=PATIENCE)
    settled(page)
    expect(page.locator("[class*='st-key-chip_market'], [class*='st-key-chip_channel']")).to_have_count(
        2, timeout=PATIENCE
    )
    assert "channel=" in page.url


def test_any_cell_of_a_row_becomes_a_filter(visit):
    page = visit("/trading").page
    clicked(page.locator("[class*='st-key-table_trading_channel'] canvas").first, 60, 52)
    narrowed(page)
