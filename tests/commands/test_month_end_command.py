"""`vetrina month-end`: the month's books as a zip, in the shop's own accounts."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from commands.vetrina import main
from tests.analytics.shop import line, opened, order, product, txn


@pytest.fixture
def home(tmp_path: Path) -> Path:
    opened(
        tmp_path / "store",
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[
            order("o1", "2024-05-03", total=122.0, goods_gross=122.0, tax=22.0, payment_wallet="alipay"),
            order("o2", "2024-07-03"),
        ],
        order_lines=[line("o1", gross=122.0), line("o2")],
        wallet_transactions=[txn("t", "2024-05-03", 122.0, "o1", fee=-1.22)],
    ).close()
    return tmp_path / "store"


def rows(packed: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig"))))


def test_the_zip_holds_a_journal_in_the_shops_accounts(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "accounts.csv").write_text("role;account;name\nfees;68.01.05;Commissioni wallet\n", encoding="utf-8")
    out = tmp_path / "may.zip"
    assert main(["month-end", "--store", str(home), "--month", "2024-05", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    with zipfile.ZipFile(out) as packed:
        assert packed.namelist() == [
            "journal.csv",
            "wallets.csv",
            "receivable.csv",
            "payouts_to_check.csv",
            "manifest.json",
        ]
        journal, told = rows(packed, "journal.csv"), json.loads(packed.read("manifest.json"))
        (wallet,) = rows(packed, "wallets.csv")
    assert sum(Decimal(row["debit"]) for row in journal) == sum(Decimal(row["credit"]) for row in journal) > 0
    (fee,) = [row for row in journal if row["role"] == "fees"]
    assert (fee["account"], fee["account_name"], fee["debit"], fee["credit"]) == (
        "68.01.05",
        "Commissioni wallet",
        "1.22",
        "0.00",
    )
    # no file states payouts: what is owed is not known, and is not nought
    assert (wallet["fees"], wallet["receivable"]) == ("-1.22", "") and "alipay EUR" in told["not_known"][-1]
    assert told["month"] == "2024-05" and all(
        meaning for meanings in told["files"].values() for meaning in meanings.values()
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("account,role\n", "begins with another header"),
        ("role,account,name\nfee,1,x\n", "is no role"),
        ("role,account,name\nfees,1,x\nfees,2,y\n", "stands twice"),
        ("role,account,name\nfees,,x\n", "has no account"),
    ],
)
def test_a_wrong_chart_is_refused_by_line(home: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "accounts.csv").write_text(text, encoding="utf-8")
    assert main(["month-end", "--store", str(home), "--month", "2024-05"]) != 0
    assert said in capsys.readouterr().err


def test_the_same_data_make_the_same_zip(home: Path, tmp_path: Path) -> None:
    files = [tmp_path / "a.zip", tmp_path / "b.zip"]
    for file in files:
        main(["month-end", "--store", str(home), "--month", "2024-05", "--out", str(file)])
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_refund_without_a_day_is_in_no_journal_and_the_manifest_says_so(tmp_path: Path) -> None:
    home = tmp_path / "store"
    opened(
        home,
        customers=[{"customer_id": "ann"}],
        products=[product()],
        orders=[
            order("o1", "2024-04-03", refunded=-30.0),
            order("o2", "2024-05-03"),
            order("o3", "2024-06-03", refunded=-9.0),
        ],
        order_lines=[line("o1"), line("o2"), line("o3")],
    ).close()
    out = tmp_path / "may.zip"
    assert main(["month-end", "--store", str(home), "--month", "2024-05", "--out", str(out), "--lang", "en"]) == 0
    with zipfile.ZipFile(out) as packed:
        told = json.loads(packed.read("manifest.json"))["not_known"]
        assert "return" not in {row["entry"].split("_vat")[0] for row in rows(packed, "journal.csv")}
    assert [said for said in told if "without a day" in said] == [
        "1 order before the end of the month has a refund without a day: 30.00 EUR is in no month's journal."
    ]
