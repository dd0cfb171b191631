"""Law: what a file's rows add up to in money is what was loaded, a duplicate, rejected or set aside, to the last unit."""

from decimal import Decimal
from pathlib import Path

import pytest

from data.intake import Report
from data.landing.money import Money
from data.load import load
from data.sources import layouts
from data.staging import LoadOptions
from data.store import Store
from tests.data.loading import loaded, till

MAPPING = """
name: bill
system: bill
grain: payment
skip_where: {State: void}
columns: {natural_key: Id, occurred_at: {from: Day, zone: Europe/Rome}, gross: Amount, currency: Currency}
constants: {txn_type: payment, status: succeeded}
"""
# What stands in the store of a file of its own, by the kind of its rows.
# An order is told by several files of these; a lesser layout's events stand as a fuller file tells them.
LESSER = {layout.name for layout in layouts() if layout.yields_to}
STORED = ("wallet_transactions", "gross"), ("settlements", "amount"), ("campaign_spend", "spend"), ("orders", "total")


def test_every_sample_is_accounted_for(samples: tuple[Store, list[Report]]) -> None:
    _, reports = samples
    assert sum(bool(report.money) for report in reports) > 40
    assert not [(report.file, part) for report in reports for part in report.money if not part.adds_up]


def test_what_is_called_loaded_stands_in_the_store(samples: tuple[Store, list[Report]]) -> None:
    store, reports = samples
    files = [(Path(report.file).name, report.member) for report in reports]
    looked_at = 0
    for report in reports:
        # Files whose every row is new and whose orders no other file of their system touches.
        if not report.money or report.rows_loaded != report.rows_seen or report.rows_updated:
            continue
        if files.count((Path(report.file).name, report.member)) > 1:
            continue
        stood = stored(store, report)
        if stood is not None:
            assert sum(part.loaded for part in report.money) == stood, report.file
            looked_at += 1
    assert looked_at > 35


def stored(store: Store, report: Report) -> Decimal | None:
    """The money in the store of the rows that a file brought; None where others of its system brought some of them."""
    if report.system in {"tmall", "cegid", "woocommerce"} or report.layout in LESSER:
        return None
    for table, amount in STORED:
        rows = store.query(
            f"""select sum({amount})::varchar as amount from {table} join source_files using (file_id)
            where file_name = $name and member_name is not distinct from $member""",
            {"name": Path(report.file).name, "member": report.member},
        )
        if rows.amount[0] is not None:
            return Decimal(rows.amount[0])
    return None


SETTLED, MOVED = "DL202610010000000001_抖店结算账单.csv", "抖店_动账明细.csv"


@pytest.mark.parametrize("names", [(SETTLED, MOVED), (MOVED, SETTLED)])
def test_money_that_two_files_tell_stands_once_in_any_order_and_the_report_says_so(
    names: tuple[str, str], shared: Path, tmp_path: Path
) -> None:
    reports = load([shared / "formats/samples_more/china" / name for name in names], tmp_path)
    rows = Store.open(tmp_path).query(
        """select layout, sum(gross)::integer as gross from wallet_transactions join source_files using (file_id) group by 1 order by 1"""
    )
    # The settlement's 1,890.00 is the movement's; its 640.00 and its refund of 200.00 no movement tells.
    assert rows.values.tolist() == [["douyin_movements", 50], ["douyin_settlement", 440]]
    said = sum(part.loaded for report in reports for part in report.money)
    if names[0] == SETTLED:
        assert (
            "1 event of CNY 1,890.00 in all, loaded before from a shorter file, stands as this file tells it"
            in reports[1].message
        )
        assert said - 1890 == 490
    else:
        assert said == 490 and reports[1].money[0].duplicate == 1890


def test_each_fate_of_a_payment_has_its_money(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING)
    (tmp_path / "bill.csv").write_text(
        "Id,Day,Amount,Currency,State\nP1,2024-03-01,100.00,EUR,\nP1,2024-03-01,100.00,EUR,\nP2,2024-03-01,20.00,EUR,void\n"
        "P3,nonsense,7.00,EUR,\nP4,2024-03-01,-30.00,EUR,\nP5,2024-03-01,50.00,USD,\nP6,2024-03-01,xx,USD,\n"
    )
    options = LoadOptions(mappings=(tmp_path / "m.yaml",))
    _, (report,) = loaded(tmp_path, tmp_path / "bill.csv", options=options)
    euro, dollar = report.money
    assert euro == Money("EUR", *map(Decimal, ("197", "70", "100", "7", "20")))
    assert dollar == Money("USD", *map(Decimal, ("50", "50", "0", "0", "0")))
    assert euro.adds_up and euro.sentence().endswith(
        "= 70.00 loaded + 100.00 duplicate + 7.00 rejected + 20.00 set aside"
    )


def test_receipts_are_worth_their_lines_and_a_second_load_is_all_duplicate(tmp_path: Path) -> None:
    rows = ("Milano;1;05/06/2020;10:00;B1;Borsa;1;100,00;10,00;;IT", "Milano;1;05/06/2020;10:00;B2;Borsa;;55,00;;;IT")
    _, (report,) = loaded(tmp_path, till(tmp_path, "a.csv", *rows))
    assert [(part.read, part.loaded, part.rejected) for part in report.money] == [
        (Decimal(90), Decimal(90), Decimal(0))
    ]
    more = (*rows, "Milano;2;05/06/2020;10:00;B1;Borsa;1;40,00;;;IT")
    _, (report,) = loaded(tmp_path, till(tmp_path, "b.csv", *more))
    assert [(part.read, part.loaded, part.duplicate) for part in report.money] == [
        (Decimal(130), Decimal(40), Decimal(90))
    ]


@pytest.mark.parametrize(("lost", "adds_up"), [("0", True), ("0.000001", False)])
def test_a_millionth_that_is_lost_is_said(lost: str, adds_up: bool) -> None:
    part = Money("EUR", Decimal(10), Decimal(10) - Decimal(lost), Decimal(), Decimal(), Decimal())
    assert part.adds_up is adds_up and ("IS NOT" in part.sentence()) is not adds_up
