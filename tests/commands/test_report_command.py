"""`vetrina report`: a screen on paper, made without Streamlit, by a timer as well as by hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from commands.vetrina import main
from tests.analytics.shop import line, opened, order, product
from tests.conftest import ROOT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    days = ["2024-03-01", "2025-02-03", "2025-05-05", "2026-02-01", "2026-03-14"]
    orders = [order(f"o{i}", day, f"c{i % 2}", market="CN" if i % 2 else "IT") for i, day in enumerate(days)]
    tables = {"customers": [{"customer_id": "c0"}, {"customer_id": "c1"}], "products": [product()]}
    opened(tmp_path / "store", orders=orders, order_lines=[line(f"o{i}") for i in range(5)], **tables).close()
    return tmp_path / "store"


def test_it_is_written_in_the_language_asked_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home.parent / "sheet.html"
    assert main(["report", "--store", str(home), "--out", str(file), "--lang", "it", "--market", "IT"]) == 0
    text = file.read_text()
    assert capsys.readouterr().out == f"{file}\n"
    assert text.startswith("<!doctype html>") and 'lang="it"' in text
    assert "Vendite nette" in text and "Italia" in text and "Net sales" not in text


def test_the_ending_of_the_file_says_how_it_is_written(home: Path) -> None:
    for ending, start in {"pdf": b"%PDF-", "xlsx": b"PK", "html": b"<!doctype html>"}.items():
        file = home.parent / f"sheet.{ending}"
        assert main(["report", "--store", str(home), "--out", str(file), "--lang", "zh", "--since", "2025-02-01"]) == 0
        assert file.read_bytes().startswith(start)
    assert "2025年2月1日至2026年3月14日" in file.read_text()


def test_its_file_is_named_after_what_is_in_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home.parent)
    assert main(["report", "--store", str(home), "--period", "last_year", "--market", "IT"]) == 0
    assert capsys.readouterr().out == "vetrina_overview_2025-01-01--2025-12-31_IT.html\n"


def test_another_screen_is_written_by_its_name(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home.parent)
    assert main(["report", "--store", str(home), "--page", "customers", "--market", "CN", "--lang", "zh"]) == 0
    file = capsys.readouterr().out.strip()
    assert file.startswith("vetrina_customers_2025-03-15--2026-03-14_CN")
    text = Path(file).read_text()
    assert 'lang="zh"' in text and "<h1>客户</h1>" in text and "支付买家数<b>1</b>" in text


def test_a_screen_that_goes_by_no_period_is_of_all_days(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    assert main(["report", "--store", str(home), "--page", "health"]) == 0
    assert [file.name for file in home.parent.glob("*.html")] == ["vetrina_health_2024-03-01--2026-03-14.html"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--market", "XX"], "report: market XX is not in this shop; there is CN, IT"),
        (["--market", "CN", "--period", "30d"], "report: No orders in this selection. Widen"),
        (["--page", "wallet"], "report: No wallet payments in this selection."),
        (["--page", "health", "--period", "30d"], "report: the page health does not go by --period; leave it out"),
        (["--page", "cohorts"], "report: No new customers in this selection."),
        (
            ["--page", "cohorts", "--period", "all"],
            "report: All who were first met here are in groups too small to show.",
        ),
        (["--page", "wallet", "--tier", "luxury"], "report: the page wallet does not go by --tier; leave it out"),
        (["--page", "wallet", "--same-stores"], "report: the page wallet does not go by --same-stores; leave it out"),
        (["--page", "cohorts", "--compare", "2019"], "report: the page cohorts does not go by --compare; leave it out"),
        (["--page", "promotions", "--rates", "month"], "does not go by --currency or --rates; leave it out"),
        (["--currency", "XXX"], "report: amounts cannot be stated in XXX; give one of EUR"),
        (["--rates", "month"], "report: the shop knows no exchange rates, so leave out --rates"),
        (["--period", "mtd", "--definition", "finance"], "report: The books hold sales whose return window has closed"),
        (["--period", "fortnight"], "report: fortnight is no period; give one of yesterday, last_week"),
        (["--out", "monday.doc"], "report: --out monday.doc ends in none of .pdf, .xlsx, .html"),
        (["--since", "2025-01-01", "--period", "mtd"], "report: --period and --since say both which days"),
        (["--until", "2025-01-01"], "report: --until says the last day only; give the first one by --since"),
        (["--since", "2025-02-01", "--until", "2025-01-01"], "report: --until 2025-01-01 is before --since 2025-02-01"),
        (["--page", "health", "--since", "2025-02-01"], "report: the page health does not go by --since; leave it out"),
        (["--compare", "foo"], "report: 'foo' is nothing to compare with; give last_year, weekday, previous, a year"),
        (["--compare", "previous,2019"], "lie before the shop's first day in the data, 1 Mar 2024"),
        (["--compare", "previous,foo"], "report: 'foo' is nothing to compare with"),
        (["--compare", "previous,2023,weekday,2022"], "names 4 pasts; give 3 at most"),
        (["--page", "customers", "--compare", "previous,weekday"], "the page customers is held against one past"),
        (["--compare", "2019"], "lie before the shop's first day in the data, 1 Mar 2024"),
        (
            ["--compare", "2026-01-01"],
            "report: Nothing is compared: the days to compare with, 1 Jan 2026 to 31 Dec 2026",
        ),
        (
            ["--period", "mtd", "--compare", "qixi"],
            "report: Nothing is compared: Qixi is more than 60 days from the period.",
        ),
    ],
)
def test_a_sheet_of_nothing_is_refused(
    home: Path, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--store", str(home), *asked]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "Compared with last year, 15 Mar 2024"),
        (
            ["--period", "mtd", "--compare", "previous"],
            "Compared with the same days of the month before, 1–14 Feb 2026.",
        ),
        (["--period", "mtd", "--compare", "previous,weekday"], "Also with the same weekdays last year, 2–15 Mar 2025."),
        (["--period", "mtd", "--compare", "2025-02-01"], "Compared with the days chosen, 1–14 Feb 2025."),
        (
            ["--period", "cny-2025"],
            "Nothing is compared: the days to compare with, 3 Feb 2024 to 17 Feb 2024, lie before",
        ),
    ],
)
def test_a_sheet_says_what_the_period_is_held_against(home: Path, asked: list[str], said: str) -> None:
    file = home.parent / "sheet.html"
    assert main(["report", "--store", str(home), "--out", str(file), *asked]) == 0
    assert said in file.read_text().split("</header>")[0]


def test_a_refused_comparison_is_told_in_the_readers_language(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--store", str(home), "--lang", "zh", "--compare", "2019"]) == 2
    assert "早于商家数据的第一天 2024年3月1日" in capsys.readouterr().err


def test_it_needs_no_streamlit(home: Path) -> None:
    script = (
        "import sys\nfrom commands.vetrina import main\n"
        f"code = main(['report', '--store', {str(home)!r}, '--out', {str(home.parent / 'sheet.html')!r}])\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('streamlit', 'plotly')]\n"
        "sys.exit(code)"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert (home.parent / "sheet.html").read_text().startswith("<!doctype html>")
