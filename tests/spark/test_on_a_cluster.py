"""A real cluster: every mart and every question that a page asks, on both engines, equal to the last digit, floats to a billionth.

One file, so that one process of the test runner starts one cluster.
"""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from commands.cluster import Cluster
from data.store import Choice, Rights, Store, marts
from data.store.reader import QUESTIONS
from data.store.spark.publish import copied, publish
from data.store.spark.reader import SparkStore
from tests.browser.conftest import PATIENCE, browser, serving, settled  # noqa: F401
from tests.laws.questions import Entry, entries
from tests.spark.alike import same

pytestmark = [pytest.mark.spark, pytest.mark.timeout(1800)]
NAMES = sorted(file.stem for file in QUESTIONS.glob("*.sql"))
DRAWN = (
    "select promotion_id from exposures where assignment = 'randomised' group by 1 order by count(*) desc, 1 limit 1"
)


@pytest.fixture(scope="module")
def registry(here: Store) -> dict[str, Entry]:
    return entries(here.query(DRAWN)["promotion_id"].iloc[0])


@pytest.mark.parametrize("mart", sorted(file.stem for file in marts.FOLDER.glob("*.sql")))
def test_a_mart_built_on_spark_is_the_mart(mart: str, here: Store, there: SparkStore) -> None:
    sql = f"select * from {mart}"
    same(here, sql, {}, here.query(sql), there.query(sql))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_one_answer(name: str, here: Store, there: SparkStore, registry: dict[str, Entry]) -> None:
    asked, sql = registry[name].asked, (QUESTIONS / f"{name}.sql").read_text(encoding="utf-8")
    same(here, sql, asked, here.ask(name, **asked), there.ask(name, **asked))


@pytest.mark.parametrize("name", ["price_panel", "rfm", "cohorts_rollup"])
def test_filters_and_rights_hold_there_too(
    name: str, here: Store, there: SparkStore, registry: dict[str, Entry]
) -> None:
    asked, sql = registry[name].asked, (QUESTIONS / f"{name}.sql").read_text(encoding="utf-8")
    choice, rights = Choice(market=("CN",)), Rights(channel=("boutique", "ecommerce"))
    if name == "cohorts_rollup":
        same(here, sql, asked, here.ask(name, choice, **asked), there.ask(name, choice, **asked))
        return
    mine, theirs = here.seen_by(rights), there.seen_by(rights)
    assert len(mine.ask(name, choice, **asked)) < len(here.ask(name, **asked)) or name == "rfm"
    same(here, sql, asked, mine.ask(name, choice, **asked), theirs.ask(name, choice, **asked))


def test_detail_is_filed_by_month(published: Path) -> None:
    months = sorted(folder.name for folder in (published / "store-1" / "orders").glob("filed_month=*"))
    assert "filed_month=2024-05" in months
    assert len(months) > 60


def test_every_mart_was_built_by_spark_itself(published: Path) -> None:
    assert copied(published, 1) == {}


def test_a_mart_that_spark_builds_otherwise_is_copied_and_those_that_read_it_are_built(
    shop: Path, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    selects = marts.selects()
    dearer = selects["fx_constant"].replace(
        "cast(coalesce(of_year, of_all) as", "cast(2 * coalesce(of_year, of_all) as"
    )
    assert dearer != selects["fx_constant"]
    few = {mart: selects[mart] for mart in ("shop_currency", "fx_daily", "fx_constant", "fx_bases")}
    monkeypatch.setattr(marts, "selects", lambda: few | {"fx_constant": dearer})
    publish(shop, tmp_path, cluster.address)
    assert copied(tmp_path, 1) == {"fx_constant": "sum_per_eur differs"}


@pytest.mark.browser
def test_pages_open_on_it(published: Path, cluster: Cluster, browser: Browser) -> None:  # noqa: F811
    """Overview and Cohorts as a reader meets them: figures and charts, and no refusal."""
    settings = {"VETRINA_STORE": cluster.address, "VETRINA_SPARK_PATH": str(published)}
    with serving(published, **settings) as address:
        window = browser.new_context(locale="en-GB")
        window.set_default_timeout(PATIENCE)
        page = window.new_page()
        for path, charts in (("/overview?period=12m", 2), ("/cohorts?period=all", 2)):
            page.goto(address + path)
            settled(page)
            assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
            assert page.locator("[data-testid=stPlotlyChart] .main-svg").count() >= charts
        page.goto(address + "/overview?period=12m")
        settled(page)
        figures = page.get_by_test_id("stMetric").all_inner_texts()
        assert figures and all(any(sign.isdigit() for sign in text) for text in figures)
        window.close()


def test_a_worker_killed_within_a_query_changes_no_answer(here: Store, there: SparkStore, cluster: Cluster) -> None:
    """The last test of this file: the cluster has one worker fewer after it."""
    paired = (
        "select count(*) as pairs, sum(case when a.total > b.total then 1 else 0 end) as dearer "
        "from orders as a join orders as b on a.market = b.market cross join orders as others"
    )
    right = here.query(paired)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(there.query, paired)
        time.sleep(3)
        assert not asked.done(), "the query was over before the worker was killed"
        lost = cluster.pids["worker-1"]
        for pid in (*_children(lost), lost):
            os.kill(pid, signal.SIGKILL)
        answered = asked.result(timeout=600)
    assert answered.astype("int64").to_numpy().tolist() == right.astype("int64").to_numpy().tolist()
    assert not Path(f"/proc/{lost}/exe").exists() or "Z" in Path(f"/proc/{lost}/stat").read_text()


def _children(pid: int) -> list[int]:
    """Processes that this one began, as the executor of a worker."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found
