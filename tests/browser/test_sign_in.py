"""Readers sign in at a real provider: each sees what the table of users gives them, from one action to the next."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.access import record
from tests.browser.conftest import settled
from tests.browser.provider import signing_in
from tests.browser.test_cold_server import PAGES, asked_directly

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
ANNA = "anna@\u2060?example.com"  # an unseen sign keeps it from becoming a link
TABLE = """
[[user]]
email = "anna@example.com"
role = "manager"
market = ["IT"]

[[user]]
email = "marco@example.com"
role = "adviser"
boutique = ["milano"]

[[user]]
subject = "olga"
role = "operator"
"""


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("users") / "users.toml"
    file.write_text(TABLE, encoding="utf-8")
    file.chmod(0o600)
    return file


@pytest.fixture(scope="module")
def address(sample: Path, users: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with signing_in(sample, users, tmp_path_factory.mktemp("secrets")) as found:
        yield found


@pytest.fixture
def entering(browser: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """Signs in at the provider by a name; the page that follows."""
    contexts = []

    def entering(name: str, link: str = "") -> Page:
        contexts.append(browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB"))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto(address + link)
        page.get_by_role("button", name="Sign in").click()
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill("any")
        page.locator("button[type=submit]").click()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(f"{address}/**")
        settled(page)
        return page

    yield entering
    for context in contexts:
        context.close()


def menu(page: Page) -> list[str]:
    """What it offers, without the names of its pictures."""
    return [text.splitlines()[-1] for text in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]


def visit(page: Page, address: str, path: str) -> str:
    page.goto(address + path)
    settled(page)
    return page.get_by_test_id("stMain").inner_text()


def test_nobody_sees_anything_before_they_signed_in(address: str) -> None:
    for page in PAGES:
        said = asked_directly(address, page)
        titles = [m.delta.new_element.heading.body for m in said if m.delta.new_element.HasField("heading")]
        assert titles == ["Vetrina"], page
        kinds = {m.delta.new_element.WhichOneof("type") for m in said if m.WhichOneof("type") == "delta"}
        assert not kinds & {"metric", "plotly_chart", "arrow_data_frame", "file_uploader"}, page


def test_a_market_manager_sees_that_market_and_the_pages_of_the_role(
    entering: Callable[[str], Page], address: str
) -> None:
    page = entering("anna")
    assert {"Overview", "Customers", "Definitions"} <= set(menu(page))
    assert not {"Upload", "Data health"} & set(menu(page))
    expect(page.get_by_test_id("stSidebar")).to_contain_text(re.compile(ANNA + ", Manager"))
    expect(page.get_by_test_id("stMain")).to_contain_text("Italy")
    for closed in ("/upload", "/health"):
        assert "not open to your role" in visit(page, address, closed)
    # The address does not widen what may be seen: China is no market that there is.
    text = visit(page, address, "/overview?market=CN&period=all")
    assert "Italy" in text and "China" not in text.replace("“CN”", "")


def test_who_signs_in_lands_where_the_link_led(entering: Callable[..., Page], address: str) -> None:
    page = entering("anna", "/customers?period=all&tier=core")
    page.wait_for_url(f"{address}/customers?*")
    settled(page)
    assert "period=all" in page.url and "tier=core" in page.url
    expect(page.get_by_test_id("stMain")).to_contain_text("Customers")
    page.goto(address)  # once: a page asked for later is that page
    settled(page)
    assert page.url.rstrip("/") == address
    assert entering("olga").url.rstrip("/").startswith(address)


def test_an_adviser_of_one_boutique_and_an_operator(
    entering: Callable[[str], Page], address: str, sample: Path
) -> None:
    page = entering("marco")
    assert not {"Wallet & settlement", "Promotions", "Upload"} & set(menu(page))
    assert "not open to your role" in visit(page, address, "/wallet")
    page = entering("olga")
    assert {"Upload", "Data health"} <= set(menu(page))
    visit(page, address, "/upload")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    saw = {(deed.who, deed.what) for deed in record.deeds(sample) if deed.did == "saw_persons"}
    assert {("marco@example.com", "overview"), ("olga", "overview")} <= saw and "anna@example.com" not in dict(saw)


@pytest.mark.parametrize("name", ["eve", "unvouched-anna"])
def test_whom_the_table_does_not_name_or_the_provider_not_vouch_for_is_not_let_in(
    entering: Callable[[str], Page], name: str
) -> None:
    page = entering(name)
    expect(page.get_by_test_id("stMain")).to_contain_text("has no access")
    assert menu(page) == []
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    page.get_by_role("button", name="Sign in").wait_for()


def exported(home: Path) -> list[str]:
    """What the record says that Anna took along."""
    return [deed.what for deed in record.deeds(home) if (deed.who, deed.did) == ("anna@example.com", "exported")]


def test_who_is_taken_out_of_the_table_is_out_at_the_next_action(
    entering: Callable[[str], Page], users: Path, sample: Path
) -> None:
    page = entering("anna")
    page.get_by_role("button", name="Report").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="PDF, A4").click()
    assert exported(sample) == [taken.value.suggested_filename]
    assert {("eve@example.com", "not_let_in"), ("anna@example.com", "signed_in")} <= {
        (deed.what or deed.who, deed.did) for deed in record.deeds(sample)
    }
    users.write_text(TABLE.replace("anna@", "former@"), encoding="utf-8")
    try:
        # What was offered before is no longer handed out, and the next click is the last.
        page.get_by_role("button", name="PDF, A4").click()
        page.wait_for_timeout(1_000)
        assert len(exported(sample)) == 1
        page.get_by_test_id("stSidebar").get_by_text("Channels & boutiques").click()
        expect(page.get_by_test_id("stMain")).to_contain_text(re.compile(ANNA + " has no access"), timeout=60_000)
    finally:
        users.write_text(TABLE, encoding="utf-8")
