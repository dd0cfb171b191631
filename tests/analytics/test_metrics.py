"""The catalogue of figures: whole in every language, and the document written from it current."""

from pathlib import Path

import pytest

from analytics.metrics import LANGUAGES, Metric, metric, metrics, page

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("entry", metrics().values(), ids=lambda entry: entry.key)
def test_a_figure_has_its_name_and_meaning_in_every_language(entry: Metric) -> None:
    assert set(entry.name) == set(entry.note) == set(LANGUAGES)
    assert all(entry.name.values()) and all(entry.note.values()) and entry.formula
    assert entry.format in {"money", "share", "count", "ratio", "days"} and entry.better in {"up", "down", "none"}


def test_the_document_is_what_the_catalogue_says_now() -> None:
    assert (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_an_unknown_figure_is_refused_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="net_eur"):
        metric("revenue")


def test_an_amount_is_in_the_shop_s_currency_whatever_its_name_says():
    wrong = {
        key: metric.unit
        for key, metric in metrics().items()
        if (metric.format == "money") != (metric.unit == "shop currency")
    }
    assert wrong == {}
