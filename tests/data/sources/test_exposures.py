"""Vouchers sent and used, and our own list of treated and held-out customers."""

from pathlib import Path

import pytest

from data.load import load
from data.store import Store
from data.templates import template
from tests.data.sources import test_shopify as shopify
from tests.data.sources.landing import read

SEND = (
    "voucherId,templateId,voucherType,userId,redemptionQuantity,voucherAmount,currency,redemptionTime,redemptionChannel"
)
USE = "voucherId,templateId,voucherType,merchantId,transactionId,transactionRequestId,orderAmount,voucherAmount,currency,paymentType,paymentTime"
VOUCHER = "2021011819050111540150009999900160350019673599"
OFFER = "2020133319050111540217777888880160120030759111"
SENT = f"{VOUCHER},{OFFER},FIXED_VOUCHER,2160111122223333,1,50.00,HKD,2021-04-21 19:53:21,H5"
USED = f"{VOUCHER},{OFFER},FIXED_VOUCHER,21601,51051,20210304,730.00,50.00,HKD,S,2021-04-22 11:05:10"
BACK = f"{VOUCHER},{OFFER},FIXED_VOUCHER,21601,51051,20210304,730.00,50.00,HKD,I,2021-04-23 09:00:00"
STATE = "select arm, assignment, claimed_at is not null, redeemed_at is not null, reversed_at is not null from exposures order by exposure_id"
HEADER = "customer_key,promotion,arm,p_treated,assigned_at"


def written(folder: Path, *lines: str, name: str = "exposures.csv") -> Path:
    file = folder / name
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return file


def stored(home: Path, sql: str = STATE) -> list[tuple[object, ...]]:
    return list(Store.open(home).query(sql).itertuples(index=False, name=None))


@pytest.mark.parametrize("use_first", [False, True])
def test_a_voucher_is_one_exposure_from_claim_to_return(tmp_path: Path, use_first: bool) -> None:
    send, use = written(tmp_path, SEND, SENT, name="send.csv"), written(tmp_path, USE, USED, BACK, name="use.csv")
    reports = load([use, send] if use_first else [send, use], tmp_path / "store")
    assert sorted((each.rows_loaded, each.rows_duplicate, each.rows_rejected) for each in reports) == [
        (1, 0, 0),
        (2, 0, 0),
    ]
    assert stored(tmp_path / "store") == [("treated", "self_selected", True, True, True)]


def test_a_voucher_used_again_after_its_return_counts_as_used(tmp_path: Path) -> None:
    again = USED.replace("2021-04-22 11:05:10", "2021-05-01 10:00:00")
    home = tmp_path / "store"
    load([written(tmp_path, USE, USED, BACK, name="april.csv")], home)
    (may,) = load([written(tmp_path, USE, BACK, again, name="may.csv")], home)
    assert (may.rows_loaded, may.rows_duplicate) == (1, 1)
    assert stored(home) == [("treated", "unknown", False, True, False)]


def test_a_voucher_sent_and_not_taken_is_treated_without_a_claim(tmp_path: Path) -> None:
    load([written(tmp_path, SEND, SENT.replace("2021-04-21 19:53:21", ""))], tmp_path / "store")
    assert stored(tmp_path / "store") == [("treated", "unknown", False, False, False)]


def test_a_damaged_voucher_id_is_rejected(tmp_path: Path) -> None:
    problem = read(written(tmp_path, SEND, SENT.replace(VOUCHER, "2.02E+45"))).rows.iloc[0].problem
    assert "damaged by a spreadsheet" in problem


def test_a_draw_of_known_probability_is_a_randomised_experiment(tmp_path: Path) -> None:
    rows = read(written(tmp_path, HEADER, "a@example.com,S10,treated,0.8,2020-07-01", "b@example.com,S10,Control,80%,2020-07-01",
                        "c@example.com,S10,holdout,,2020-07-01T10:00:00+08:00")).good  # fmt: skip
    assert list(rows.arm) == ["treated", "holdout", "holdout"]
    assert list(rows.assignment) == ["randomised", "randomised", "unknown"]
    assert [str(moment) for moment in rows.assigned_at] == [
        "2020-07-01 00:00:00+00:00", "2020-07-01 00:00:00+00:00", "2020-07-01 02:00:00+00:00",
    ]  # fmt: skip


def test_a_row_that_cannot_be_meant_is_rejected(tmp_path: Path) -> None:
    told = {
        "a@example.com,S10,maybe,0.5,2020-07-01": "arm: text where treated, holdout or unknown may stand",
        "b@example.com,S10,treated,1.5,2020-07-01": "p_treated: a number outside of 0 to 1",
        "c@example.com,S10,treated,0.5,soon": "assigned_at: text where a date belongs",
        ",S10,treated,0.5,2020-07-01": "customer_key is empty",
    }
    rows = read(written(tmp_path, HEADER, *told)).rows
    assert list(rows.problem) == list(told.values())


def test_a_customer_in_both_arms_is_rejected_from_both(tmp_path: Path) -> None:
    rows = read(
        written(
            tmp_path, HEADER, "a@example.com,S10,treated,0.5,2020-07-01", "A@example.com,S10,holdout,0.5,2020-07-01"
        )
    ).rows
    assert list(rows.problem) == ["the customer stands in both arms of the promotion"] * 2


JOINED = """select x.arm, x.customer_id = o.customer_id as same, x.promotion_id from exposures x
    left join orders o on o.customer_id = x.customer_id order by x.arm"""


@pytest.mark.parametrize("orders_first", [False, True])
def test_exposed_customers_are_those_of_the_orders_and_a_known_code_is_its_promotion(
    tmp_path: Path, orders_first: bool
) -> None:
    orders = shopify.written(tmp_path, shopify.order(Discount_Code="SUMMER10", Email="Ada@Example.com"))
    exposed = written(
        tmp_path,
        HEADER,
        "ada@example.com,summer10,treated,0.5,2024-03-01",
        "nobody@example.com,summer10,holdout,0.5,2024-03-01",
    )
    load([orders, exposed] if orders_first else [exposed, orders], tmp_path / "store")
    rows = stored(tmp_path / "store", JOINED)
    assert [row[0] for row in rows] == ["holdout", "treated"] and rows[1][1]
    assert {row[2] for row in rows} == {"shopify|SUMMER10"}
    unresolved = "select count(*) from exposures where customer_id is null"
    assert stored(tmp_path / "store", unresolved) == [(0,)]


@pytest.mark.parametrize("orders_first", [False, True])
def test_a_shops_own_customer_number_finds_its_system(tmp_path: Path, orders_first: bool) -> None:
    from tests.data.sources import test_woocommerce as woo

    orders = woo.written(tmp_path, woo.ORDER | {"billing_email": ""})
    exposed = written(tmp_path, HEADER + ",key_type", "51,S10,treated,0.5,2020-06-01,shop_customer")
    files = [orders, exposed] if orders_first else [exposed, orders]
    load(files, tmp_path / "store", woo.ROME)
    assert [row[:2] for row in stored(tmp_path / "store", JOINED)] == [("treated", True)]


def test_a_list_loaded_twice_adds_nothing_and_a_later_state_updates(tmp_path: Path) -> None:
    home = tmp_path / "store"
    first = written(tmp_path, HEADER, "a@example.com,S10,treated,0.5,2020-07-01")
    later = written(tmp_path, HEADER + ",redeemed_at", "a@example.com,S10,treated,0.5,2020-07-01,2020-07-09",
                    "b@example.com,S10,holdout,0.5,2020-07-01,", name="later.csv")  # fmt: skip
    load([first], home)
    (again,) = load([first], home)
    (second,) = load([later], home)
    assert (again.rows_loaded, again.rows_duplicate) == (0, 1)
    assert (second.rows_loaded, second.rows_updated, second.rows_duplicate) == (2, 1, 0)
    assert stored(home, "select arm, redeemed_at is not null from exposures order by arm") == [
        ("holdout", False),
        ("treated", True),
    ]


def test_what_the_list_says_of_the_promotion_is_kept(tmp_path: Path) -> None:
    header = HEADER + ",promotion_name,kind,funder,depth,starts_on,ends_on,contact_cost_eur"
    load(
        [
            written(
                tmp_path,
                header,
                "a@example.com,S10,treated,0.5,2020-07-01,Summer,code,merchant,0.1,2020-07-01,2020-08-30,0.15",
            )
        ],
        tmp_path / "store",
    )
    said = (
        "select name, kind, funder, depth, cast(ends_on as varchar), cast(contact_cost_eur as double) from promotions"
    )
    assert stored(tmp_path / "store", said) == [("Summer", "code", "merchant", 0.1, "2020-08-30", 0.15)]


def test_what_the_list_says_that_the_promotion_covers_is_kept(tmp_path: Path) -> None:
    header = HEADER + ",category,brand,tier"
    good = "a@example.com,S10,treated,0.5,2020-07-01,Bags; Shoes,Alba,Core"
    bad = "b@example.com,S10,holdout,0.5,2020-07-01,Bags; Shoes,Alba,cheap"
    (result,) = load([written(tmp_path, header, good, bad)], tmp_path / "store")
    assert (result.rows_loaded, result.rows_rejected) == (1, 1)
    said = "select category, brand, tier from promotions"
    assert stored(tmp_path / "store", said) == [("Bags; Shoes", "Alba", "core")]


def test_no_key_of_a_person_is_stored_in_clear(tmp_path: Path) -> None:
    load([written(tmp_path, HEADER, "a@example.com,S10,treated,0.5,2020-07-01")], tmp_path / "store")
    (row,) = stored(tmp_path / "store", "select exposures::varchar from exposures")
    assert "example.com" not in str(row)


def test_the_template_is_a_file_that_loads_once_filled(tmp_path: Path) -> None:
    header = template("exposures").strip()
    filled = [
        "a@example.com" if name == "customer_key" else {"promotion": "S10", "arm": "treated"}.get(name, "")
        for name in header.split(",")
    ]
    made = read(written(tmp_path, header, ",".join(filled)))
    assert (made.layout, len(made.good)) == ("exposures", 1)
    with pytest.raises(ValueError, match="there is exposures"):
        template("nothing")


def test_public_samples_are_two_vouchers_of_which_one_was_used_and_given_back(shared: Path, tmp_path: Path) -> None:
    reports = load([shared / "formats/samples/alipay_voucher"], tmp_path / "store")
    assert [(each.rows_seen, each.rows_rejected) for each in reports] == [(2, 0), (2, 0)]
    assert sorted(stored(tmp_path / "store"), key=str) == [
        ("treated", "self_selected", True, True, True), ("treated", "unknown", False, False, False),
    ]  # fmt: skip
