"""What a page shows to whom: within rights nothing breaks, and nothing of another market stands on it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data.access import record
from data.store import Rights, Store
from sheets.health.done import from_china
from ui import access, door, local, sign_in
from ui.access import OPENS
from ui.sign_in import Account

USERS = """
[[user]]
subject = "market"
role = "manager"
market = ["IT"]

[[user]]
subject = "boutique"
role = "adviser"
boutique = ["{boutique}"]
"""
MOST = """select store_id, min(name) as name from daily join stores using (store_id)
    group by store_id order by sum(orders) desc limit 1"""


@pytest.fixture
def entering(opening, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Opens a page as somebody whom the provider vouched for."""
    store = Store.open(sample)
    sold = store.query(MOST)
    file = tmp_path / "users.toml"
    file.write_text(USERS.format(boutique=sold["store_id"][0]), encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("VETRINA_USERS", str(file))
    monkeypatch.setattr(sign_in, "is_on", lambda: True)

    def entering(page: str, who: str, **address: str) -> AppTest:
        monkeypatch.setattr(sign_in, "account", lambda: Account(who, ""))
        return opening(page, sample, **address)

    return entering


def texts(app: AppTest) -> str:
    parts = (*app.caption, *app.markdown, *app.info, *app.warning, *app.error, *app.header, *app.title)
    return "\n".join(str(part.value) for part in parts)


@pytest.mark.parametrize(
    ("page", "who"),
    [
        *((page, "market") for page in ("overview", "trading", "customers", "wallet", "promotions")),
        *((page, "boutique") for page in ("overview", "customers")),
    ],
)
def test_a_page_opens_within_rights_and_says_so(entering, sample: Path, page: str, who: str) -> None:
    app = entering(page, who, period="all")
    assert not app.exception
    assert "could not be computed" not in texts(app)
    store = Store.open(sample)
    sold = store.query(MOST)
    named = "Italy" if who == "market" else sold["name"][0]
    assert any(named in caption.value for caption in app.caption)
    if who == "market":
        offered = [box.options for box in app.multiselect if box.label == "Market"]
        assert all(options == ["Italy"] for options in offered)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("cohorts", "single customers or orders"),
        ("wallet", "what is open at a day, or does not agree, is of few payments"),
        ("calendar", "The data hold no whole window"),
    ],
)
def test_who_sees_no_persons_is_told_what_is_not_shown(entering, page: str, said: str) -> None:
    app = entering(page, "market")
    assert not app.exception and not app.error
    assert said in texts(app)


def test_a_boutiques_cohorts_are_of_what_was_bought_there(entering) -> None:
    app = entering("cohorts", "boutique", period="all")
    assert not app.exception and not app.error
    assert "cannot be narrowed" not in texts(app)


def test_the_health_of_the_data_is_refused_in_a_sentence_and_never_given_unfiltered(entering) -> None:
    app = entering("health", "boutique")
    assert "cannot be narrowed" in texts(app)
    assert not app.exception and not app.error


def test_every_role_opens_the_first_page_and_only_an_operator_loads() -> None:
    assert all("overview" in pages for pages in OPENS.values())
    assert [role for role, pages in OPENS.items() if "upload" in pages] == ["operator"]


def test_an_offer_is_void_once_the_rights_are_others(entering, tmp_path: Path) -> None:
    entering("definitions", "market")
    who = access.reader()
    with access.acting(who):
        assert access.reader() == who
    file = tmp_path / "users.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('["IT"]', '["IT", "CN"]'), encoding="utf-8")
    with pytest.raises(PermissionError, match="changed"), access.acting(who):
        pass


def test_what_was_done_is_shown_to_who_runs_it_and_warns_of_persons(opening, one_order: Path, tmp_path: Path) -> None:
    home = tmp_path / "store"
    shutil.copytree(one_order, home)
    record.note_down(home, "anna@example.com", "manager", "exported", "orders.csv", 80_000)
    app = opening("health", home)
    assert not app.exception
    assert "at most 80,000 persons from China" in texts(app)
    assert any("orders.csv" in table.value.get("what", pd.Series()).tolist() for table in app.dataframe)


def test_who_sees_persons_is_recorded_once_a_page_and_who_does_not_is_not(
    opening, one_order: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "store"
    shutil.copytree(one_order, home)
    monkeypatch.setenv("VETRINA_STORE", str(home))
    monkeypatch.setattr(access.st, "session_state", {})
    olga = access.Reader("olga", "operator", account=Account("olga", ""))
    for page in ("wallet", "wallet", "overview", "definitions", "upload"):
        access.note_persons(olga, page)
    access.note_persons(access.Reader("anna", "manager", Rights(smallest=10), Account("anna", "")), "wallet")
    access.note_persons(access.OWNER, "wallet")
    told = [(deed.who, deed.did, deed.what) for deed in record.deeds(home)]
    assert told == [("olga", "saw_persons", "wallet"), ("olga", "saw_persons", "overview")]
    year = datetime.now(UTC).year
    assert record.openings(record.deeds(home), year) == (2, 1)
    assert record.openings(record.deeds(home), year - 1) == (0, 0)
    assert "figures of single persons: 2. Readers: 1." in texts(opening("health", home))


def test_what_was_done_is_not_shown_to_others(entering) -> None:
    assert "persons from China" not in texts(entering("health", "market"))


def test_each_order_of_a_list_is_a_person_and_other_tables_are_of_none() -> None:
    orders = pd.DataFrame({"order_id": ["a", "a", "b", None, "c"], "market": ["CN", "CN", "IT", "CN", "CN"]})
    assert from_china([orders, orders, pd.DataFrame({"market": ["CN"], "net_eur": [1.0]})]) == 2


def test_a_proxy_that_asks_says_who_it_is_and_no_other_header_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "headers", lambda: {"x-forwarded-user": "anna"})
    assert access.reader().name == ""
    monkeypatch.setenv(door.SETTING, "proxy")
    assert access.reader().name == "anna"
