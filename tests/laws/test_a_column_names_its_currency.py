"""A column of amounts in a file that leaves the house ends in the currency that its amounts are in."""

import io
import json
import zipfile

import pytest

from tests.pages.conftest import british, opening  # noqa: F401 the same shop of pounds
from tests.pages.test_every_page import PAGES
from ui import export
from words import currency

FULL = {"overview", "trading", "assortment", "market", "customers", "health"}  # pages that so thin a shop fills


@pytest.fixture
def taken(monkeypatch):
    """Every table that a page hands out, by name, made at once and not when its button is pressed."""
    files = {}
    drawn = export._button

    def making(label, make, file, mime, key):
        if key.endswith((".zip", ".csv")):
            files[key], _persons = make()
        drawn(label, make, file, mime, key)

    monkeypatch.setattr(export, "_button", making)
    monkeypatch.setattr(export, "_popover", lambda label, icon, key, buttons: buttons())  # as if every menu were open
    return files


@pytest.mark.parametrize("page", PAGES)
def test_no_file_of_a_shop_of_pounds_says_euro(opening, british, taken, page):  # noqa: F811
    opening(page, british, period="all")
    columns = {name: _columns(content) for name, content in taken.items()}
    assert columns or page not in FULL
    for name, heads in columns.items():
        wrong = [head for head in heads if head.endswith("_eur") and head not in currency.IN_EURO]
        assert not wrong, (name, wrong)


def test_the_overview_says_pounds(opening, british, taken):  # noqa: F811
    opening("overview", british, period="all")
    assert any("net_gbp" in _columns(content) for content in taken.values())


@pytest.mark.parametrize(("code", "name"), [("EUR", "net_eur"), ("GBP", "net_gbp"), ("CNY", "net_cny")])
def test_a_name_follows_the_currency(code, name):
    with currency.stated_in(code):
        assert currency.column("net_eur") == name
        assert currency.column("orders") == "orders"
        assert currency.column("per_eur_day") == "per_eur_day"
        assert currency.column("contact_cost_eur") == "contact_cost_eur"


def _columns(content: bytes) -> list[str]:
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig").splitlines()[0].split(",")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        table = next(name for name in packed.namelist() if name.endswith(".csv"))
        assert set(json.loads(packed.read("manifest.json"))["columns"]) == set(_columns(packed.read(table)))
        return _columns(packed.read(table))
