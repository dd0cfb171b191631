"""A period against several pasts at once: in the tables that are taken along, on cards and on paper."""

from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from analytics.kpis import kpis
from analytics.period import Period
from data.store import EVERYTHING
from sheets import as_html, as_pdf, overview, sales_line, strip, trading
from sheets.choice import Chosen
from sheets.past import Past, past
from sheets.reading import Reading
from words import currency
from words.columns import meaning
from words.messages import speaking

SPRING = Period(date(2026, 2, 1), date(2026, 8, 1))
CODES = ("weekday", "previous", "2019")
CHOSEN = Chosen(EVERYTHING, SPRING, compare=CODES[0], also=CODES[1:])


@pytest.fixture(scope="module")
def held(small: Reading) -> Past:
    return past(small, CHOSEN)


def test_the_cards_are_taken_along_with_columns_of_each_past(small: Reading, held: Past) -> None:
    numbers, doubts = overview.headline(small, CHOSEN, held), overview.doubts(small, held)
    part = strip.part(numbers, doubts.drawn, held, ("net_eur", "full_price_share"))
    row = part.table.set_index("figure").loc["net_eur"]
    for code in CODES:
        alone = kpis(small.store, period=SPRING, against=past(small, Chosen(EVERYTHING, SPRING, compare=code)).against)
        suffix = "" if code == CODES[0] else f"_vs_{code}"
        before, now = alone["net_eur"][code], alone["net_eur"]["current"]
        assert row[f"before{suffix}"] == pytest.approx(before)
        assert row[f"change{suffix}"] == pytest.approx(now / before - 1)
        assert row[f"change_low{suffix}"] < row[f"change{suffix}"] < row[f"change_high{suffix}"]
    assert "Change on 2019" in {name for name, _kind in part.columns.values()}


def test_each_interval_is_that_of_the_past_alone(small: Reading, held: Past) -> None:
    every = overview.doubts(small, held).drawn.set_index(["against", "figure"])
    for code in CODES:
        alone = overview.doubts(small, past(small, Chosen(EVERYTHING, SPRING, compare=code))).drawn
        got = every.loc[code].loc[alone["figure"], ["change_low", "change_high"]].to_numpy(dtype=float)
        assert got == pytest.approx(alone[["change_low", "change_high"]].to_numpy(dtype=float), nan_ok=True)


def test_the_line_has_one_beside_it_for_each_past_and_names_it(small: Reading, held: Past) -> None:
    line = sales_line.trend(small, held)
    names = ["This period", "The same weekdays last year", "The period before", "2019"]
    assert list(line.named("money").values()) == names
    assert sales_line.earlier(line) == ["sales_before", "sales_before_vs_previous", "sales_before_vs_2019"]
    for code, column in zip(
        CODES, ("net_before_eur", "net_before_eur_vs_previous", "net_before_eur_vs_2019"), strict=True
    ):
        alone = past(small, Chosen(EVERYTHING, SPRING, compare=code))
        sold = kpis(small.store, period=SPRING, against=alone.against).loc[code, "net_eur"]
        assert line.table[column].sum() == pytest.approx(sold)
        assert meaning(column)
    assert line.drawn["sales_before_vs_2019"].notna().all()
    with currency.stated_in("CNY"):
        assert currency.column("net_before_eur_vs_2019") == "net_before_cny_vs_2019"


@pytest.mark.parametrize("by", ["channel", "store_id"])
def test_a_table_has_each_row_once_and_columns_of_each_past(small: Reading, held: Past, by: str) -> None:
    part, alone = trading.cut(small, held, by), trading.cut(small, replace(held, others=()), by)
    assert part.table["slice"].tolist() == alone.table["slice"].tolist()
    assert part.table["change"].tolist() == pytest.approx(alone.table["change"].tolist(), nan_ok=True)
    wanted = [name for name in part.columns if name.startswith("told_vs_")]
    assert wanted == ["told_vs_previous", "told_vs_2019"]
    assert part.drawn["told_vs_2019"].str.contains("[", regex=False).any()
    assert any("without a star" in caption for caption in part.captions)


@pytest.mark.parametrize("language", ["en", "it", "zh"])
def test_the_columns_of_a_further_past_are_explained(language: str) -> None:
    with speaking(language):
        for column in ("before", "change", "change_low", "is_clear", "told"):
            for code in ("previous", "2019", "qixi-2019", "2024-03-01"):
                said = meaning(f"{column}_vs_{code}", "trading_channel" if column == "told" else "kpis")
                assert said.startswith(meaning(column, "trading_channel" if column == "told" else "kpis"))
                assert len(said) > len(meaning(column, "kpis")) + 5


def test_every_past_stands_on_the_cards_of_paper(small: Reading) -> None:
    sheet = overview.paper(small, CHOSEN)
    sales = sheet.figures[0]
    assert sales.beside == "vs the same weekdays last year" and len(sales.also) == 2
    assert "vs the period before" in sales.also[0] and "vs 2019" in sales.also[1] and "[" in sales.also[1]
    page = unescape(as_html.page(sheet).decode())
    assert "<title>2019</title>" in page and "<title>The period before</title>" in page  # the line's
    assert sales.also[1] in page and "Also with 2019, 1 Feb" in page
    assert as_pdf.pages(sheet).startswith(b"%PDF")


def test_the_change_is_split_against_each_past_and_adds_up(small: Reading, held: Past) -> None:
    assert list(overview.changes_since(held)) == list(CODES)
    for code in CODES:
        alone = past(small, Chosen(EVERYTHING, SPRING, compare=code))
        sold = kpis(small.store, period=SPRING, against=alone.against)["net_eur"]
        steps = overview.change(small, held, code)
        assert steps is not None
        first, *parts, last = steps.drawn["eur"]
        assert first == pytest.approx(sold[code], abs=0.01) and last == pytest.approx(sold["current"], abs=0.01)
        assert first + sum(parts) == pytest.approx(last, abs=0.06)  # steps of less than a cent are not drawn
        assert steps.drawn["step"].iloc[0] == alone.title


def test_paper_has_the_change_against_each_past(small: Reading) -> None:
    page = unescape(as_html.page(overview.paper(small, CHOSEN)).decode())
    for said in (
        "Where the change comes from",
        "Where the change comes from: the period before",
        "Where the change comes from: 2019",
    ):
        assert said in page
