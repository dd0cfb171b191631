"""What a manager and an accountant come for: the last three Qixi side by side, and the month for the books, each in two clicks."""

import zipfile

import pytest

from tests.browser.conftest import PATIENCE, options, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]


def test_the_last_three_qixi_stand_aligned_after_two_clicks(visit):
    page = visit("/calendar", locale="zh-CN").page
    box = page.get_by_test_id("stMain").get_by_test_id("stSelectbox").first
    options(box.locator("[data-baseweb=select], input").first)
    page.get_by_role("option", name="七夕").click()
    page.wait_for_url("**event=qixi*", timeout=PATIENCE)
    settled(page)
    lines = page.get_by_test_id("stPlotlyChart").first.locator(".legendtext").all_text_contents()
    years = [int(name) for name in lines]
    assert len(years) == 3 and years == sorted(years, reverse=True) and years[0] - years[2] == 2


def test_a_month_for_the_books_leaves_in_two_clicks(visit, tmp_path):
    page = visit("/wallet", locale="it-IT").page
    page.get_by_role("button", name="Chiusura del mese").click()
    with page.expect_download(timeout=PATIENCE) as kept:
        page.get_by_role("button", name="wallet (zip)").click()
    kept.value.save_as(tmp_path / "month.zip")
    with zipfile.ZipFile(tmp_path / "month.zip") as month:
        assert month.testzip() is None and len(month.namelist()) > 3
