"""`vetrina bundle`: a month as one zip, the same bytes again, every page in it or named with why not."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

from commands.vetrina import main
from data.store import Store
from sheets import bundle
from sheets.papers import PAPERS
from sheets.reading import Reading
from tests.analytics.shop import line, opened, order, product


@pytest.fixture
def home(tmp_path: Path) -> Path:
    days = ["2024-03-01", "2025-02-03", "2025-05-05", "2026-02-01", "2026-03-14"]
    orders = [order(f"o{i}", day, f"c{i % 2}", market="CN" if i % 2 else "IT") for i, day in enumerate(days)]
    tables = {"customers": [{"customer_id": "c0"}, {"customer_id": "c1"}], "products": [product()]}
    opened(tmp_path / "store", orders=orders, order_lines=[line(f"o{i}") for i in range(5)], **tables).close()
    return tmp_path / "store"


def test_a_month_is_one_zip_with_every_page_or_why_not(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home.parent)
    assert main(["bundle", "--store", str(home), "--month", "2025-05", "--lang", "it"]) == 0
    assert capsys.readouterr().out == "vetrina_month_2025-05.zip\n"
    with zipfile.ZipFile("vetrina_month_2025-05.zip") as packed:
        told = json.loads(packed.read("manifest.json"))
        files = [file for page in told["pages"].values() for file in page.get("files", ())]
        assert sorted(packed.namelist()) == sorted([*files, "manifest.json"])
        assert packed.read("vetrina_overview_2025-05.pdf").startswith(b"%PDF-")
        assert packed.read("vetrina_overview_2025-05.xlsx").startswith(b"PK")
    assert set(told["pages"]) == set(PAPERS) and told["month"] == "2025-05" and told["language"] == "it"
    assert "2025" in told["pages"]["overview"]["choice"] and told["pages"]["overview"]["title"] == "Panoramica"
    assert told["pages"]["wallet"]["refused"].startswith("Nessun pagamento")


def test_the_same_data_make_the_same_zip(home: Path) -> None:
    store = Store.open(home)
    assert bundle.month(Reading.of(store), date(2026, 2, 1)) == bundle.month(Reading.of(store), date(2026, 2, 1))
    store.close()


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("may", "'may' is no month; write it as 2024-05."),
        ("2024-13", "'2024-13' is no month"),
        ("2023-05", "May 2023 is not in the data, which go from 1 Mar 2024 to 14 Mar 2026."),
        ("2027-01", "Jan 2027 is not in the data"),
    ],
)
def test_a_month_that_is_none_is_refused(home: Path, month: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundle", "--store", str(home), "--month", month]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("until", "first"), [(date(2026, 3, 15), date(2026, 2, 1)), (date(2025, 6, 1), date(2025, 5, 1))]
)
def test_the_month_that_the_screen_offers_is_the_last_that_is_over(home: Path, until: date, first: date) -> None:
    store = Store.open(home)
    assert bundle.last_month(Reading.of(store), until) == first
    store.close()
