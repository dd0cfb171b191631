"""Pseudonyms: keyed, the same in the engine and outside it, and nothing personal in the store."""

from pathlib import Path

import pytest

from data import privacy
from data.store import writing
from tests.data.loading import loaded, till

HEADER = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,"
    "Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Phone,Id"
)
ROW = (
    "#1,Ada.Rossi@Example.com,paid,2026-01-05 10:00:00 +0100,EUR,100.00,0.00,0.00,100.00,"
    ",0.00,2026-01-05 10:00:00 +0100,1,Bag,100.00,Ada Rossi,+39 333 1234567,1001"
)


@pytest.mark.parametrize("key", [b"a-key-of-sixteen", b"k" * 100])
def test_the_engine_computes_the_same_pseudonym_as_the_standard_library(tmp_path: Path, key: bytes) -> None:
    with writing(tmp_path) as writer:
        writer.execute(privacy.macros(key))
        assert writer.execute("select pseudonym('email|città@example.com')") == [
            (privacy.pseudonym("email|città@example.com", key),)
        ]


def test_another_key_gives_another_pseudonym() -> None:
    assert privacy.pseudonym("email|a", b"x" * 16) != privacy.pseudonym("email|a", b"y" * 16)


def test_no_address_phone_or_name_reaches_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    store, (report,) = loaded(tmp_path, file)
    assert report.rows_loaded == 1
    assert store.query("select id_type from identity_links order by 1")["id_type"].tolist()[:1] == ["email"]
    stored = store.path.read_bytes().lower()
    for secret in (b"ada.rossi", b"ada rossi", b"3331234567", b"333 1234567"):
        assert secret not in stored


def test_a_rejected_row_keeps_no_word_of_a_person(tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(f"{HEADER}\n{ROW.replace('2026-01-05 10:00:00 +0100,1,', 'soon,1,')}\n", encoding="utf-8")
    store, (report,) = loaded(tmp_path, file)
    assert report.rows_rejected == 1
    kept = store.query("select reason || payload::varchar as kept from rejected_rows")["kept"][0]
    assert "Created at: text" in kept and "100.00" in kept and "soon" not in kept
    assert not [word for word in ("Ada", "Rossi", "333") if word in kept]


def test_a_mapped_card_is_a_persons_under_any_header(tmp_path: Path) -> None:
    store, _ = loaded(tmp_path, till(tmp_path, "a.csv", "MI01;7;31/12/2025;23:30;BAG-1;Borsa;uno;1,00;0,00;CARD-77;IT"))
    assert "CARD-77" not in store.query("select payload::varchar as kept from rejected_rows")["kept"][0]
