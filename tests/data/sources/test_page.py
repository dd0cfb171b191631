"""The page of layouts says what the layouts say, and of each how it is known."""

from pathlib import Path

from data.mapping import mapped
from data.sources import layouts
from data.sources.page import LEVELS, evidence, page

ROOT = Path(__file__).parents[3]


def test_every_layout_says_how_it_is_known_once() -> None:
    levels = evidence()
    assert set(levels) == {layout.name for layout in (*layouts(), *mapped()) if layout.part_of is None}
    assert set(levels.values()) == set(LEVELS)


def test_the_page_is_the_one_that_the_layouts_make() -> None:
    assert (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8") == page(), "run make docs"


def test_every_layout_stands_on_the_page() -> None:
    known = [layout for layout in (*layouts(), *mapped()) if layout.part_of is None]
    assert [layout.name for layout in known if f"| {layout.name} |" not in page()] == []


def test_a_layout_gives_way_only_to_layouts_that_are() -> None:
    names = {layout.name for layout in layouts() if not layout.refuse and not layout.yields_to}
    assert all(layout.yields_to <= names for layout in layouts())
