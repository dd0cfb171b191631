"""Law: every colour that carries words carries them with a contrast of 4.5, in both themes.

Broken once: grey figures stood on pale cells, at 3.5.
"""

import tomllib
from pathlib import Path

import pytest

THEMES = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
GREY, WHITE = "#444444", "#ffffff"  # what Plotly writes on a cell: white on one darker than the middle, else grey


def parts(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def luminance(colour: str) -> float:
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in (p / 255 for p in parts(colour))]
    return sum(weight * v for weight, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def figures_on(cell: str) -> str:
    red, green, blue = parts(cell)
    return WHITE if (red * 299 + green * 587 + blue * 114) / 1000 < 128 else GREY


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", ["chartSequentialColors", "chartDivergingColors"])
def test_every_cell_of_a_scale_carries_its_figures(theme, scale):
    cells = THEMES[theme][scale]
    assert len(cells) == 10
    assert {
        cell: round(contrast(cell, figures_on(cell)), 2) for cell in cells if contrast(cell, figures_on(cell)) < 4.5
    } == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_of_charts_and_captions_stand_out_from_the_page(theme):
    colours = THEMES[theme]
    series = colours["chartCategoricalColors"]
    words = {"names": series[7], "ink": series[9], "text": colours["textColor"], "captions": colours["grayTextColor"]}
    for ground in (colours["backgroundColor"], colours["sidebar"]["backgroundColor"]):
        assert {name: c for name, c in words.items() if contrast(c, ground) < 4.5} == {}
