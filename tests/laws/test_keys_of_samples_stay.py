"""No key of any format sample changes on its way into the store: what an independent reader finds in the file stands in the key columns."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from data.intake import Report
from data.store import Store

# A header of the samples and the column of the store that bears its cells.
KEYS = (
    ("shopify/orders_export_eur_71cols.csv", "Name", "orders.order_name"),
    ("shopify/orders_export_eur_71cols.csv", "Lineitem sku", "order_lines.sku"),
    ("shopify/orders_export_eur_71cols.csv", "Payment Reference", "orders.payment_ref"),
    ("shopify/orders_export_usd_73cols.csv", "Name", "orders.order_name"),
    ("shopify/orders_export_usd_73cols.csv", "Discount Code", "promotions.code"),
    ("shopify/pos_like_orders_export_pkr_79cols.csv", "Name", "orders.order_name"),
    ("magento/export.csv", "ID", "orders.order_name"),
    ("woocommerce/order_export_webtoffee.csv", "order_number", "orders.order_name"),
    ("stripe/itemized_payout_reconciliation_eur.csv", "automatic_payout_id", "wallet_transactions.settlement_batch"),
    ("adyen/settlement_detail_report_batch_380.csv", "Psp Reference", "wallet_transactions.provider_txn_id"),
    ("adyen/settlement_detail_report_batch_380.csv", "Merchant Reference", "wallet_transactions.merchant_ref"),
    ("wechat/1601959334All2021-01-28.csv", "商户订单号", "wallet_transactions.merchant_ref"),
    ("wechat/1601959334All2021-01-28.csv", "微信订单号", "wallet_transactions.provider_txn_id"),
    ("alipay_cn/2088000000000156_20200722.csv.zip", "支付宝交易号", "wallet_transactions.provider_txn_id"),
    ("alipay_cn/2088000000000156_20200722.csv.zip", "商户订单号", "wallet_transactions.merchant_ref"),
    ("tmall/ExportOrderList201809011818.csv", "订单编号", "orders.source_order_id"),
    ("tmall/ExportOrderDetailList201809011818.csv", "商家编码", "order_lines.sku"),
)
# Columns of keys in the store; ids of rows that join several keys are taken apart at their bars.
COLUMNS = (
    "orders.source_order_id", "orders.order_name", "orders.payment_ref", "orders.shop", "orders.foreign_order_id", "orders.discount_code",
    "order_lines.sku", "order_lines.source_line_id", "promotions.code", "promotions.source_key",
    "wallet_transactions.provider_txn_id", "wallet_transactions.merchant_ref", "wallet_transactions.original_ref",
    "wallet_transactions.merchant_refund_ref", "wallet_transactions.settlement_batch", "wallet_transactions.account_id",
    "settlements.merchant_ref", "settlements.provider_txn_id", "settlements.settlement_batch",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(samples: tuple[Store, list[Report]]) -> Store:
    """All samples, in one store."""
    return samples[0]


@pytest.fixture(scope="module")
def cells(shared: Path) -> set[str]:
    """Every cell of every sample, as a plain reader has it, and the files' names, which bear the account."""
    files = list((shared / "formats").rglob("*"))
    return {cell for file in files for row in rows(file) for cell in row} | {file.name for file in files}


def rows(file: Path) -> Iterator[list[str]]:
    """The rows of a sample, read without any code of the loader: csv, tabs, bars, members of a zip, sheets, fixed widths."""
    if file.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(file, data_only=True):
            yield from (
                [bare(str(cell)) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
            )
    elif file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            for member in archive.namelist():
                yield from split(archive.read(member))
    elif file.suffix in {".csv", ".txt"}:
        yield from split(file.read_bytes())
    elif not file.suffix and file.is_file():  # fields of fixed widths, apart by blanks
        yield from (line.split() for line in file.read_text(encoding="gb18030", errors="replace").splitlines())


def split(raw: bytes) -> Iterator[list[str]]:
    """The cells of a text in any of the encodings and separators of the samples."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    mark = max(",|\t;", key=text.count)
    yield from ([bare(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=mark))


def bare(cell: str) -> str:
    """A cell without what spreadsheets and Chinese exports put around a number."""
    return cell.strip().strip("`'\t ").removeprefix('="').removesuffix('"').strip()


def values(store: Store, place: str) -> set[str]:
    table, column = place.split(".")
    return set(store.query(f'select distinct "{column}" as kept from "{table}" where "{column}" is not null')["kept"])


@pytest.mark.parametrize(("file", "header", "place"), KEYS)
def test_the_keys_of_a_sample_stand_in_the_store(
    store: Store, shared: Path, file: str, header: str, place: str
) -> None:
    table = list(rows(shared / "formats" / "samples" / file))
    heads = [at for at, row in enumerate(table) if header in row]
    assert heads, header
    raw = {
        row[table[at].index(header)]
        for at, end in zip(heads, [*heads[1:], len(table)], strict=True)
        for row in table[at + 1 : end]
        if len(row) == len(table[at])
    }
    kept = values(store, place)
    keys = {key for key in raw if any(sign.isdigit() for sign in key)}
    assert raw & kept and keys <= kept


@pytest.mark.parametrize("place", COLUMNS)
def test_every_key_of_the_store_is_a_cell_of_some_sample(store: Store, cells: set[str], place: str) -> None:
    texts = {text.upper() for text in cells}
    joined = "\n".join(texts)
    parts = {part for key in values(store, place) for part in key.upper().split("|") if part}
    assert {part for part in parts if part not in texts and part not in joined} == set()
