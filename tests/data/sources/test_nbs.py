"""Monthly retail of China's statistics office: a row an indicator, a column a month."""

from pathlib import Path

from data.load import load
from tests.data.sources.chinese import stored


def test_only_months_of_their_own_are_a_series(tmp_path: Path) -> None:
    rows = stored(tmp_path, "nbs/in.csv").query(
        "select series, market, starts_on::varchar as day, value, unit from market_series"
    )
    assert rows.values.tolist() == [["社会消费品零售总额_当期值(亿元)", "CN", "2026-03-01", 40100.5, "亿元"]]


def test_a_table_without_months_has_no_rows_to_load(tmp_path: Path) -> None:
    (tmp_path / "years.csv").write_text("指标,2025年,2024年\n人口(万人),1,2\n", encoding="utf-8")
    (report,) = load([tmp_path / "years.csv"], tmp_path / "store")
    assert (report.rows_loaded, report.rows_rejected) == (0, 1)
