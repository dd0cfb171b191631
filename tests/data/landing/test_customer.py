"""A shop's own list of customers, on its way to the customers that orders made."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import link
from data.erasure import forget
from data.intake import Report
from data.load import load
from data.rotation import rotate
from data.staging import LoadOptions
from data.store import Store, writing

MAPPING = """
name: club
system: till
grain: customer
columns:
  pos_card: Card
  email: Mail
  home_market: Country
  loyalty_tier: Tier
  marketing_consent: Consent
  told_at: {from: Changed, format: "%Y-%m-%d", zone: Europe/Rome}
"""
TILL = """
name: till
system: till
grain: line
columns:
  order_ref: Receipt
  ordered_at: {from: Day, format: "%Y-%m-%d", zone: Europe/Rome}
  pos_card: Card
  qty: Qty
  unit_price: Price
constants: {channel: boutique, currency: EUR}
"""
RECEIPTS = "Receipt,Day,Card,Qty,Price\nR1,2026-03-01,C1,1,100.00\nR2,2026-03-02,C2,1,50.00\nR3,2026-03-03,,1,20.00\n"
HEAD = "Card,Mail,Country,Tier,Consent,Changed\n"


class Shop:
    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "store"
        (folder / "club.yaml").write_text(MAPPING)
        (folder / "till.yaml").write_text(TILL)
        self.read = 0

    def list(self, *rows: str, as_of: date | None = None) -> Report:
        self.read += 1
        return self.load(HEAD + "".join(f"{row}\n" for row in rows), f"club{self.read}.csv", as_of)

    def load(self, text: str, name: str, as_of: date | None = None, shop: str | None = None) -> Report:
        (self.folder / name).write_text(text)
        mappings = (self.folder / "club.yaml", self.folder / "till.yaml")
        options = LoadOptions("Europe/Rome", "EUR", mappings=mappings, as_of=as_of, shop=shop)
        (report,) = load([self.folder / name], self.home, options)
        return report

    def known(self) -> dict[str, tuple[object, ...]]:
        """What is known of each customer, by the receipt of their first order."""
        store = Store.open(self.home)
        rows = store.query(
            """select min(source_order_id), home_market, loyalty_tier, marketing_consent
            from customers join orders using (customer_id) group by all order by 1"""
        )
        store.close()
        return {row[0]: tuple(None if pd.isna(value) else value for value in row[1:]) for row in rows.values.tolist()}


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


ANN = "C1,ann@example.com,Italy,gold,yes,2026-01-01"
BOB = "C2,,CN,silver,no,2026-01-01"


@pytest.mark.parametrize("first", ["list", "orders"])
def test_it_may_come_before_the_orders_or_after(shop: Shop, first: str) -> None:
    if first == "list":
        shop.list(ANN, BOB)
    shop.load(RECEIPTS, "receipts.csv")
    report = shop.list(ANN, BOB)
    assert report.rows_seen == 2 and report.rows_rejected == 0
    assert (report.rows_loaded, report.rows_duplicate) == ((0, 2) if first == "list" else (2, 0))
    assert shop.known() == {"R1": ("IT", "gold", True), "R2": ("CN", "silver", False)}


def test_it_makes_nobody_a_customer_and_joins_nobody(shop: Shop) -> None:
    shop.list(ANN, "C9,nobody@example.com,FR,gold,yes,2026-01-01")
    shop.load(RECEIPTS, "receipts.csv")
    assert list(shop.known()) == ["R1", "R2"]


@pytest.mark.parametrize("newer_first", [True, False])
def test_the_latest_word_counts_whatever_is_loaded_last(shop: Shop, newer_first: bool) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    newer = "C1,,FR,platinum,,2026-02-01"  # empty: it does not say
    for row in (newer, ANN) if newer_first else (ANN, newer):
        assert shop.list(row).rows_rejected == 0
    assert shop.known()["R1"] == ("FR", "platinum", True)


def test_without_a_day_what_differs_is_refused_with_both_rows_named_unless_the_day_of_the_list_is_said(
    shop: Shop,
) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    shop.list("C1,,IT,gold,yes,")
    report = shop.list("C2,,CN,,yes,", "C1,,FR,gold,yes,")
    assert (report.rows_loaded, report.rows_rejected) == (1, 1)
    (reason,) = reasons(shop)
    assert "club1.csv, row 2" in reason and "--as-of" in reason
    assert shop.known()["R1"] == ("IT", "gold", True)
    shop.list("C1,,FR,gold,yes,", as_of=date(2026, 3, 1))
    assert shop.known()["R1"] == ("IT", "gold", True), "the first list has no day: neither is newer"


def test_a_list_with_its_day_is_followed_by_the_next(shop: Shop) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    shop.list("C1,,IT,gold,yes,", as_of=date(2026, 1, 1))
    assert shop.list("C1,,FR,silver,yes,", as_of=date(2026, 2, 1)).rows_rejected == 0
    assert shop.known()["R1"] == ("FR", "silver", True)


@pytest.mark.parametrize("refused_first", [True, False])
def test_whoever_refuses_is_refused_also_without_a_day(shop: Shop, refused_first: bool) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    for word in ("no", "yes") if refused_first else ("yes", "no"):
        shop.list(f"C1,,IT,gold,{word},")
    assert shop.known()["R1"] == ("IT", "gold", False)


@pytest.mark.parametrize(
    ("told", "consents"),
    [
        (
            ["C1,,,,no,2026-03-01", "C1,,,,no,2026-05-01", "C1,,,,yes,2026-04-01"],
            False,
        ),  # said again: of its latest day
        (["C1,,IT,gold,yes,2026-03-01", "C1,,,silver,,2026-05-01", "C1,,,,no,2026-04-01"], False),  # another fact's day
        (["C1,,IT,gold,,", "C1,,,silver,no,"], False),
        (["C1,,IT,gold,no,", "C1,,IT,gold,yes,2026-03-01"], False),
        (["C1,,IT,gold,no,2026-03-01", "C1,,IT,gold,yes,2026-04-01"], True),
        (["C1,,IT,gold,yes,2026-03-01", "C1,,,silver,,2026-05-01"], True),
    ],
)
def test_consent_has_a_day_of_its_own(shop: Shop, told: list[str], consents: bool) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    for row in told:
        shop.list(row)
    assert shop.known()["R1"][2] is consents


@pytest.mark.parametrize(
    "rows",
    [
        ("C1,,IT,gold,yes,", "C1,,IT,gold,no,"),
        ("C1,,IT,gold,yes,2026-01-01", "C1,,IT,gold,no,"),
        ("C1,,IT,gold,no,2026-01-01", "C1,,IT,gold,,2026-02-01"),
    ],
)
def test_a_refusal_counts_among_the_rows_of_one_list(shop: Shop, rows: tuple[str, ...]) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    report = shop.list(*rows)
    assert (report.rows_loaded + report.rows_duplicate, report.rows_rejected) == (2, 0)
    assert shop.known()["R1"][2] is False


def test_a_refusal_without_a_day_holds_against_another_systems_dated_consent(shop: Shop) -> None:
    (shop.folder / "till.yaml").write_text(TILL.replace("  qty: Qty", "  email: Mail\n  qty: Qty"))
    shop.load("Receipt,Day,Card,Qty,Price,Mail\nR1,2026-03-01,C1,1,1.00,ann@example.com\n", "receipts.csv")
    shop.list("C1,,,,no,")
    (shop.folder / "club.yaml").write_text(MAPPING.replace("system: till", "system: crm"))
    shop.list(",ann@example.com,,,yes,2020-01-01")
    assert shop.known()["R1"][2] is False


def test_a_list_gets_its_day_when_it_is_loaded_again_with_it(shop: Shop) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    text = HEAD + "C1,,IT,gold,yes,\n"
    shop.load(text, "club.csv")
    assert shop.load(text, "club.csv", date(2026, 1, 1)).rows_duplicate == 1
    assert shop.list("C1,,FR,gold,yes,", as_of=date(2026, 3, 1)).rows_rejected == 0
    assert shop.known()["R1"] == ("FR", "gold", True)


def test_a_day_that_is_to_come_and_a_masked_key_are_refused(shop: Shop) -> None:
    report = shop.list("C1,,IT,gold,yes,2097-01-01", ",a***@example.com,IT,gold,no,2026-01-01")
    assert (report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (0, 0, 2)
    assert "to come" in reasons(shop)[0] and "no key" in reasons(shop)[1]


def test_numbers_of_two_shops_are_kept_apart(shop: Shop) -> None:
    for name, text in (("till", TILL), ("club", MAPPING)):
        (shop.folder / f"{name}.yaml").write_text(text.replace("pos_card", "shop_customer"))
    for place, row in (("Milano", "C1,,IT,gold,no,2026-01-01"), ("Roma", "C1,,FR,silver,yes,2026-02-01")):
        shop.load(RECEIPTS.replace("\nR", f"\n{place}"), f"{place}.csv", shop=place)
        shop.load(f"{HEAD}{row}\n", f"club{place}.csv", shop=place)
    assert shop.known()["Milano1"] == ("IT", "gold", False)
    assert shop.known()["Roma1"] == ("FR", "silver", True)


WEB = TILL.replace("pos_card: Card", "email: Mail\n  phone: Phone")
COUPLE = "Receipt,Day,Mail,Phone,Qty,Price\nR1,2026-03-01,a{0}@x.com,3331234567,1,1\nR2,2026-03-01,b{0}@x.com,3331234567,1,1\n"


@pytest.mark.parametrize(
    "number", range(4)
)  # the id is after the least hash of the first keys: about half of these change
def test_a_refusal_outlives_another_id_after_the_key_is_rotated(shop: Shop, keys: Path, number: int) -> None:
    (shop.folder / "till.yaml").write_text(WEB)
    shop.load(COUPLE.format(number), "orders.csv")
    shop.list(f",a{number}@x.com,IT,gold,no,2026-01-01")
    rotate(shop.home, "anna")
    assert shop.known()["R1"] == ("IT", "gold", False)


def test_what_a_key_of_several_says_is_nobodys_but_its_refusal_is_everybodys(shop: Shop) -> None:
    (shop.folder / "till.yaml").write_text(WEB)
    (shop.folder / "club.yaml").write_text(MAPPING.replace("pos_card", "phone"))
    shop.load(COUPLE.format(""), "orders.csv")
    shop.list("3331234567,,IT,gold,no,2026-01-01", ",b@x.com,FR,silver,,2026-01-01")
    store = Store.open(shop.home)
    (shared,) = store.query("select id_hash from identities where id_type = 'phone'")["id_hash"]
    store.close()
    with writing(shop.home, kind="identity", note="") as writer:
        link.separate(writer, "phone", str(shared), "a couple shares it")
    assert shop.known() == {"R1": (None, None, False), "R2": ("FR", "silver", False)}
    shop.list("3331234567,,CN,gold,yes,2026-02-01")
    assert shop.known() == {"R1": (None, None, None), "R2": ("FR", "silver", None)}


def test_one_customer_told_twice_in_two_ways_in_one_list_is_named(shop: Shop) -> None:
    report = shop.list("C1,,IT,gold,yes,2026-01-01", "C1,,FR,gold,yes,2026-01-01", "C1,,CN,gold,yes,2025-12-31")
    assert (report.rows_loaded, report.rows_rejected, report.rows_duplicate) == (0, 2, 1)
    assert all("says otherwise of this customer" in reason for reason in reasons(shop))


def test_a_row_without_a_key_is_refused(shop: Shop) -> None:
    report = shop.list(",,IT,gold,yes,2026-01-01")
    assert report.rows_rejected == 1 and "no key" in reasons(shop)[0]


def test_words_that_are_no_country_and_a_person_in_the_tier_are_not_kept(shop: Shop) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    shop.list("C1,,Atlantis,ann@example.com,yes,2026-01-01")
    assert shop.known()["R1"] == (None, None, True)


def test_the_forgotten_are_not_told_of_again_and_keys_are_rotated(shop: Shop, keys: Path) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    shop.list(ANN, BOB)
    forget(shop.home, ["C1"], "anna", "pos_card")
    shop.list("C1,ann@example.com,FR,gold,yes,2026-02-01")
    assert list(shop.known()) == ["R2"]
    store = Store.open(shop.home)
    kept = store.query("select id_type, id_hash, home_market from customer_facts")
    store.close()
    assert set(kept["home_market"]) == {"CN"}, "by no key of the row that names the forgotten"
    rotate(shop.home, "anna")
    store = Store.open(shop.home)
    again = store.query("select id_hash from customer_facts")["id_hash"]
    store.close()
    assert set(again).isdisjoint(kept["id_hash"])
    assert shop.list("C2,,FR,silver,no,2026-03-01").rows_loaded == 1
    assert shop.known()["R2"] == ("FR", "silver", False)


@pytest.mark.parametrize("said", ["zoe@example.com", "C7"])
def test_whoever_stands_on_a_list_only_is_forgotten_by_any_key_of_their_row(shop: Shop, said: str) -> None:
    shop.load(RECEIPTS, "receipts.csv")
    shop.list(BOB, "C7,zoe@example.com,FR,gold,no,2026-01-01")
    forget(shop.home, [said], "anna")
    assert markets(shop) == {"CN"}
    shop.list("C7,,IT,,,2026-02-01", ",zoe@example.com,IT,,,2026-02-01")
    assert markets(shop) == {"CN"}, "by either key"


def test_a_refusal_outlives_the_forgetting_of_whom_a_row_named_beside(shop: Shop) -> None:
    (shop.folder / "till.yaml").write_text(WEB)
    (shop.folder / "club.yaml").write_text(MAPPING.replace("pos_card", "phone"))
    shop.load(
        "Receipt,Day,Mail,Phone,Qty,Price\nR1,2026-03-01,a@x.com,,1,1\nR2,2026-03-01,,3331234567,1,1\n", "orders.csv"
    )
    both = "3331234567,a@x.com,IT,gold,no,2026-01-01"
    shop.list(both)
    forget(shop.home, ["a@x.com"], "anna")
    for row in ("3331234567,,FR,gold,,2026-01-02", both.replace("2026-01-01", "2026-01-03")):
        shop.list(row)
        assert shop.known()["R2"][2] is False


def markets(shop: Shop) -> set[str]:
    store = Store.open(shop.home)
    found = set(store.query("select home_market from customer_facts")["home_market"])
    store.close()
    return found


def reasons(shop: Shop) -> list[str]:
    store = Store.open(shop.home)
    found = store.query("select reason from rejected_rows order by row_no")["reason"].tolist()
    store.close()
    return found
