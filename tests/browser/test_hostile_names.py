"""Whatever a brand, a boutique, a promotion, a series or a market is called: it is shown as it stands, and nothing else happens."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from data.load import load
from tests.browser.conftest import Visit, options, serving
from tests.browser.hostile import NAMES, TRAP, hostile_shop
from tests.browser.test_pages import TITLES

pytestmark = pytest.mark.browser
MADE = f"""() => {{
  const traps = ['img[src*="{TRAP}"]', 'a[href*="{TRAP}"]', 'a[href^="javascript"]', '[onerror]', '.stMarkdownColoredText', '.katex'];
  return traps.filter(trap => document.querySelector(trap)).concat(window.trapped ? ['a script of a name ran'] : []);
}}"""
SHOWN = "() => document.body.innerText + [...document.querySelectorAll('svg text')].map(text => text.textContent).join('\\n')"
# The choice stands under the title; letters that Markdown might read have a joiner before them.
CHOSEN = """name => [...document.querySelectorAll('[data-testid=stCaptionContainer]')]
  .some(line => line.innerText.replaceAll('\\u2060', '').includes(name))"""
# On which page which name must be seen, letter by letter.
SEEN = {"/": ("brand", "category", "store", "market"), "/promotions": ("promotion",)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a shop with such names."""
    home = tmp_path_factory.mktemp("hostile") / "store"
    hostile_shop(home)
    with serving(home) as found:
        yield found


def chosen(**filters: str) -> str:
    return "&".join(f"{name}={quote(value.replace('%', '%25').replace(',', '%2C'))}" for name, value in filters.items())


@pytest.mark.parametrize("path", TITLES)
def test_a_name_is_shown_as_it_stands_and_makes_nothing(visit, path):
    picked = chosen(brand=NAMES["brand"], category=NAMES["category"]) if path == "/" else ""
    seen = visit(f"{path}?period=all&{picked}")
    page = seen.page
    for chart in page.locator(".js-plotly-plot .nsewdrag").all()[:4]:
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    assert seen.outside == []
    assert page.evaluate(MADE) == []
    words = page.evaluate(SHOWN).replace("\u2060", "")
    flat = "".join(words.split())
    missing = [kind for kind in SEEN.get(path, ()) if "".join(NAMES[kind].split()) not in flat and kind != "store"]
    assert missing == []


def test_a_boutique_with_such_a_name_can_be_chosen(visit):
    page = visit("/?period=all").page
    side = page.get_by_test_id("stSidebar")
    side.get_by_text("More filters").click()
    offered = options(side.get_by_role("combobox", name="Boutique"))
    offered.filter(has_text=NAMES["store"]).first.click()
    page.wait_for_function(CHOSEN, arg=NAMES["store"], timeout=60_000)
    assert page.evaluate(MADE) == []


def test_a_page_may_load_from_its_own_server_and_from_nowhere_else(visit, address):
    page = visit("/health").page
    said = page.request.get(address).headers["content-security-policy"]
    assert "default-src 'self'" in said and "unsafe-eval" not in said
    assert "'unsafe-inline'" not in said.split("script-src")[1].split(";")[0]
    refused = page.evaluate(
        "trap => new Promise(done => { const image = new Image(); document.addEventListener('securitypolicyviolation',"
        " event => done(event.blockedURI)); image.src = trap; })",
        f"{TRAP}.png",
    )
    assert refused.startswith(TRAP)


def test_the_shipped_mapping_lets_no_name_through(browser, shared: Path, tmp_path: Path):
    till = shared / "cases" / "hostile_names" / "till.csv"
    if not till.is_file():
        pytest.skip("no hostile till among the cases")
    load([till], tmp_path / "store")
    with serving(tmp_path / "store") as address:
        context = browser.new_context(locale="it-IT")
        for path in ("/?period=all", "/customers?period=all", "/health"):
            seen = Visit(context.new_page(), address)
            seen.page.goto(address + path)
            seen.settled()
            assert seen.outside == []
            assert seen.page.evaluate("[window.__xss, document.querySelector('[onerror], [onmouseover]')]") == [
                None,
                None,
            ]
        context.close()
