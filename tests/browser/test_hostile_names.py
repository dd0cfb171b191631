"""Whatever a brand, a boutique, a promotion, a series or a market is called: it is shown as it stands, and nothing else happens."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import pytest

from data.load import load
from tests.browser.conftest import PATIENCE, Visit, options, serving
from tests.browser.hostile import NAMES, TRAP, hostile_shop
from tests.browser.hostile_files import file_shop
from tests.browser.test_pages import TITLES

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]  # a model is computed before its page is read
MADE = f"""() => {{
  const traps = ['img[src*="{TRAP}"]', 'a[href*="{TRAP}"]', 'a[href^="javascript"]', '[onerror]', '.stMarkdownColoredText', '.katex'];
  return traps.filter(trap => document.querySelector(trap)).concat(window.trapped ? ['a script of a name ran'] : []);
}}"""
SHOWN = """() => [document.body.innerText, ...[...document.querySelectorAll('svg text')].map(text => text.textContent),
  ...[...document.querySelectorAll('input')].map(box => box.value)].join('\\n')"""
# The choice stands under the title; letters that Markdown might read have a joiner before them.
CHOSEN = """name => [...document.querySelectorAll('[data-testid=stCaptionContainer]')]
  .some(line => line.innerText.replaceAll('\\u2060', '').includes(name))"""
# On which page which name must be seen, letter by letter: put into the sample shop, and come from files.
SEEN = {"/": ("brand", "category", "market"), "/promotions": ("promotion",)}
SEEN_OF_FILES = {"/": ("brand", "category"), "/promotions": ("promotion",), "/rebound": ("series",)}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a shop with such names."""
    home = tmp_path_factory.mktemp("hostile") / "store"
    hostile_shop(home)
    with serving(home) as found:
        yield found


def query(path: str) -> str:
    """All time, and on the overview such a brand and category, parted by market."""
    names = {name: NAMES[name].replace("%", "%25").replace(",", "%2C") for name in ("brand", "category") if path == "/"}
    parted = ["parted=market"] if path == "/" else []
    return "?" + "&".join(["period=all", *parted, *(f"{name}={quote(value)}" for name, value in names.items())])


@pytest.fixture(scope="module")
def files_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of a shop that got such names from its files."""
    folder = tmp_path_factory.mktemp("files")
    file_shop(folder / "store", folder)
    with serving(folder / "store") as found:
        yield found


def unseen(seen: Visit, kinds: Sequence[str]) -> list[str]:
    """Which of these names do not stand on a page as they are; before that, that none of any kind did anything."""
    for chart in seen.page.locator(".js-plotly-plot .nsewdrag").all()[:4]:
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box is not None
        seen.page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    assert seen.outside == []
    assert seen.page.evaluate(MADE) == []
    flat = "".join(seen.page.evaluate(SHOWN).replace("\u2060", "").split())
    return [kind for kind in kinds if "".join(NAMES[kind].split()) not in flat]


@pytest.mark.parametrize("path", TITLES)
def test_a_name_is_shown_as_it_stands_and_makes_nothing(visit, path):
    assert unseen(visit(path + query(path)), SEEN.get(path, ())) == []


@pytest.mark.parametrize("path", TITLES)
def test_a_name_of_a_file_is_shown_as_it_stands_and_makes_nothing(browser, files_address, path):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE)
    seen = Visit(context.new_page(), files_address)
    seen.page.goto(files_address + path + query(path))
    assert unseen(seen.settled(), SEEN_OF_FILES.get(path, ())) == []
    context.close()


def test_a_boutique_with_such_a_name_can_be_chosen(visit):
    page = visit("/?period=all").page
    side = page.get_by_test_id("stSidebar")
    side.get_by_text("More filters").click()
    offered = options(side.get_by_role("combobox", name="Boutique", exact=True))
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
