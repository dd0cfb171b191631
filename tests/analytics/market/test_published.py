"""Published figures: each has a source, and none is computed with."""

import pytest

from analytics.market import published
from analytics.market.published import FILE, published_figures
from tests.conftest import ROOT
from words.labels import NAMES


def test_every_figure_has_a_name_and_a_source() -> None:
    table = published_figures()
    assert set(table["what"]) <= set(NAMES["published"]) and (table["source"].str.len() > 0).all()
    assert set(table["unit"]) <= {"share", "cny", "users"}
    assert table.set_index("what")["value"].to_dict() == {
        "import_growth": 0.76,
        "import_value": 78.5e9,
        "brand_loyalty": 0.02,
        "alipay_users": 1.2e9,
    }


def test_a_market_has_its_own_and_those_of_none() -> None:
    assert set(published_figures(("IT",))["market"]) == {""} and set(published_figures(("CN",))["market"]) == {"", "CN"}


def test_another_header_is_refused_by_name(tmp_path, monkeypatch) -> None:
    wrong = tmp_path / "published.csv"
    wrong.write_text(FILE.read_text(encoding="utf-8").replace("what,", "name,", 1), encoding="utf-8")
    monkeypatch.setattr(published, "FILE", wrong)
    with pytest.raises(ValueError, match="has the columns name, market"):
        published_figures()


def test_no_model_reads_them() -> None:
    readers = [
        file
        for file in (ROOT / "analytics").rglob("*.py")
        if "published_figures" in file.read_text(encoding="utf-8") and file.parent.name != "market"
    ]
    assert readers == []
