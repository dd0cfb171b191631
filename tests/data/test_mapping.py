"""Mapping files: configured, not coded, and clear when wrong."""

from pathlib import Path

import pytest

from data.mapping import BadMapping, layout, mapped
from data.staging import LoadOptions
from tests.data.loading import loaded

GOOD = """
name: till
system: till
grain: line
columns: {order_ref: No, ordered_at: {from: When, format: "%m/%d/%Y", zone: America/New_York}, qty: Q, unit_price: P}
constants: {channel: boutique, currency: USD, status: paid}
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "m.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_mapping_makes_an_unknown_file_loadable(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("No,When,Q,P\nA1,12/31/2025,2,10.50\n")
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(written(tmp_path, GOOD),)))
    assert (report.system, report.rows_loaded) == ("till", 1)
    assert store.query(
        "select total::double as total, ordered_on::varchar as day, currency from orders"
    ).values.tolist() == [[21.0, "2025-12-31", "USD"]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("grain: line", "grain: row"), "grain is 'row'; it may be line, order, refund, payment, entry"),
        (("qty: Q", "quantity: Q"), "quantity is no column of line rows"),
        (("qty: Q", "qty: {from: Q, decimal: '.', thousands: '.'}"), "thousands and decimal are both '.'"),
        (('format: "%m/%d/%Y"', "format: MM/DD/YYYY"), "format is 'MM/DD/YYYY'; write its parts as %d, %m"),
        (("currency: USD", "currency: XXQ"), "currency is 'XXQ'; write its code"),
        (("currency: USD", "currency: USD, total: '12,50'"), "total is '12,50', no number; write it with a point"),
        (
            ("currency: USD", "currency: USD, is_test: perhaps"),
            "is_test is 'perhaps', no yes or no; write true or false",
        ),
        (("currency: USD", "currency: USD, paid_at: yesterday"), "paid_at is 'yesterday', no time; write it as"),
        (("unit_price: P", "title: P"), "unit_price is not mapped"),
        (("America/New_York", "New York"), "zone 'New York'"),
        (("format:", "pattern:"), "pattern; it may have"),
        (("name: till", "nome: till"), "nome; it may have"),
        (("columns:", "columns: ["), "cannot be read as YAML"),
        (("name: till", "nome: till"), "m.yaml line 2 has nome; .* did you mean name?"),
        (("format:", "formats:"), "m.yaml line 5: ordered_at has formats; .* did you mean format?"),
        (("qty: Q", "qtty: Q"), "did you mean qty?"),
        (("qty: Q", "qty: {from: Q, decimal: 1}"), "m.yaml line 5: qty: decimal is '1'; it may be '.' or ','"),
        (("constants: {", "constants: [{"), "cannot be read as YAML"),
        (("status: paid}", "status: [paid]}"), "m.yaml line 6: constants is entries with a colon; write `name: text`"),
        (("name: till", "name: a|b"), r"m.yaml line 2: name is 'a\|b'; give a word"),
        (("grain: line", "grain: line\nmatch: No"), "m.yaml line 5: match is 'No'; write a list of columns"),
        (("qty: Q", 'qty: {from: Q, join: "-"}'), "join has no effect, as one column alone is joined to none"),
        (("qty: Q", "qty: {from: Q, zone: Europe/Rome}"), "qty: zone has no effect, as it is no moment; leave it out"),
        (("order_ref: No", "order_ref: {from: No, decimal: ','}"), "decimal has no effect, as it is no number"),
        (("qty: Q", "qty: {from: Q, values: {one: '1'}}"), "values has no effect, as it is no text"),
        (("grain: line", "about: us\ngrain: line"), "m.yaml line 4 has about; it may have"),
        (("currency: USD", "currency: USD, order_ref: x"), "order_ref stands under columns and under constants"),
        (
            ("grain: line", "grain: line\nwhole_orders: perhaps"),
            "m.yaml line 5: whole_orders is 'perhaps'; write yes or no",
        ),
    ],
)
def test_a_wrong_mapping_says_what_may_stand_there(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(BadMapping, match=said):
        layout(written(tmp_path, GOOD.replace(*change)))


def test_whole_orders_means_nothing_where_rows_are_payments(tmp_path: Path) -> None:
    text = "name: a\nsystem: a\ngrain: payment\nwhole_orders: yes\ncolumns: {natural_key: K, txn_type: T, occurred_at: A, gross: G}"
    with pytest.raises(BadMapping, match=r"m.yaml line 4: whole_orders has no effect on payment rows; leave it out"):
        layout(written(tmp_path, text))


def test_a_column_alone_and_a_list_of_it_are_the_same(tmp_path: Path) -> None:
    alone, listed = GOOD, GOOD.replace("order_ref: No", "order_ref: {from: [No]}")
    assert layout(written(tmp_path, alone)).select == layout(written(tmp_path, listed)).select


def test_the_shipped_mappings_are_sound() -> None:
    assert {each.name for each in mapped()} >= {"boutique_pos", "phygital_lab", "online_retail"}


def test_a_price_is_the_amount_over_the_pieces_where_the_file_states_amounts(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("No,When,Q,P\nA1,12/31/2025,2,21.00\nA2,12/31/2025,-1,-5.00\nA3,12/31/2025,0,5.00\n")
    per = GOOD.replace("unit_price: P", "unit_price: {from: P, per: Q}")
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(written(tmp_path, per),)))
    assert (report.rows_loaded, report.rows_rejected) == (2, 1)
    lines = store.query("select unit_price::double as price, gross::double as gross from order_lines order by 2")
    assert lines.values.tolist() == [[5.0, -5.0], [10.5, 21.0]]


def test_rows_that_a_mapping_leaves_out_are_set_aside_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "No,When,Q,P,Kind,State\nA1,12/31/2025,1,1,ART,\nA2,12/31/2025,1,1,TXT,\nA3,12/31/2025,1,1,ART,void\n"
    )
    rules = f"{GOOD}keep_where: {{Kind: ART}}\nskip_where: {{State: void}}\n"
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=(written(tmp_path, rules),)))
    assert (report.rows_loaded, report.rows_duplicate, report.rows_rejected) == (1, 2, 0)
    assert "Kind is not ART" in report.message and "State is void" in report.message
    assert store.query("select source_order_id from orders").source_order_id.tolist() == ["A1"]


def test_what_a_mapping_says_it_needs_is_said_by_the_user_or_named(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("No,When,Q,P\nA1,12/31/2025,1,1.00\n")
    open_text = GOOD.replace(", zone: America/New_York", "").replace(" currency: USD,", "") + "needs: [tz, currency]\n"
    mapping = (written(tmp_path, open_text),)
    _, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=mapping))
    assert (
        report.rows_loaded == 1 and "times have no zone" in report.message and "no currency is stated" in report.message
    )
    store, (report,) = loaded(tmp_path, file, options=LoadOptions(mappings=mapping, currency="JPY"))
    assert (report.rows_loaded, report.rows_updated) == (1, 1)
    assert store.query("select currency from orders").currency.tolist() == ["JPY"]


def test_a_boutique_of_two_names_is_one_by_its_values(tmp_path: Path) -> None:
    text = GOOD.replace("qty: Q", "store_key: {from: S, values: {MI01: Milano, Milano Montenapoleone: Milano}}, qty: Q")
    (tmp_path / "x.csv").write_text(
        "No,When,Q,P,S\nA1,12/31/2025,2,10.50,MI01\nA2,12/31/2025,1,3.00,Milano Montenapoleone\nA3,12/31/2025,1,4.00,Roma\n"
    )
    store, _ = loaded(tmp_path, tmp_path / "x.csv", options=LoadOptions(mappings=(written(tmp_path, text),)))
    assert store.query(
        "select stores.name, count(*) as orders from orders join stores using (store_id) group by 1 order by 1"
    ).values.tolist() == [["Milano", 2], ["Roma", 1]]
