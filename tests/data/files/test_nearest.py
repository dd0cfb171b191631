"""A file that no layout claims: what its reader is advised to do."""

from data.files.nearest import sentence
from data.sources import layouts

MAGENTO = [
    "ID",
    "Purchase Point",
    "Purchase Date",
    "Bill-to Name",
    "Grand Total (Base)",
    "Grand Total (Purchased)",
    "Status",
]


def test_a_header_that_differs_by_case_or_a_letter_is_near_and_says_which_name_it_may_be() -> None:
    said = sentence([[name.upper() for name in MAGENTO[:-1]] + ["STATUSS"]], layouts())
    assert "the nearest is magento_orders" in said and "Status (here 'STATUSS'?) is missing" in said


def test_a_bill_of_a_provider_nobody_knows_is_not_likened_to_another_one() -> None:
    header = ["Data operazione", "ID movimento", "Tipo", "Importo lordo", "Commissione", "Valuta", "Rif. ordine"]
    said = sentence([header], layouts())
    assert "nearest" not in said and "vetrina template mapping FILE" in said


def test_a_layout_that_is_refused_is_no_advice() -> None:
    refused = next(layout for layout in layouts() if layout.refuse and len(layout.required) > 2)
    header = sorted(refused.required)[1:]
    assert f"the nearest is {refused.name}," not in sentence([header], layouts())


def test_capitals_alone_are_named_and_never_nothing() -> None:
    header = ["NAME", "CURRENCY", "TOTAL", "CREATED AT", "LINEITEM QUANTITY", "LINEITEM NAME", "LINEITEM PRICE"]
    said = sentence([header], layouts())
    assert "the nearest is shopify_orders" in said and "Created at (here 'CREATED AT'?)" in said
