"""Every header of the dictionary of western files is recognised, in every generation and language that it states."""

import csv
import re
from pathlib import Path

import pytest

from data.errors import Unclaimed
from data.files.header import best, normalised
from data.mapping import mapped
from data.sources import layouts

# How a header begins in the dictionary, and the layout that claims it.
HEADERS = {
    '"Date","Time","TimeZone","Name","Type"': "paypal_activity_en",
    '"Data","Orario"': "paypal_activity_it",
    '"Datum","Uhrzeit","Zeitzone","Name","Typ"': "paypal_activity_de",
    '"Date","Time","Time Zone","Description"': "paypal_statement_en",
    '"Data","Ora","Fuso orario","Descrizione"': "paypal_statement_it",
    '"Datum","Uhrzeit","Zeitzone","Beschreibung"': "paypal_statement_de",
    "type,capture_date": "klarna_settlement",
    "id,name,state,kind": "satispay_personal",
    "id,Description,Seller Message": "stripe_payments",
    "id,Created date (UTC)": "stripe_payments",
    "id,Type,Source,Amount,Fee,Net": "stripe_itemised",
    "id,Type,Source,Amount,Fee,Destination": "stripe_itemised",
    "Company Account,Merchant Account": "adyen_payments_accounting",
    "Transaction Date,Type,Order": "shopify_payments",
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),N.": "woocommerce_analytics",
    "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net": "woocommerce_analytics",
    "Transaction Id,Date / Time": "woopayments_transactions",
    'ID,"Purchase Point"': "magento_orders",
    "settlement-id\tsettlement-start-date": "amazon_settlement",
    "Partner,Merchant UU-ID,Fulfillment Type,Zalando Order Number,EAN,ORDER_DATE": "zalando_sales",
    "Partner,Merchant UU-ID,Fulfillment Type,Zalando Order Number,EAN,Order Date": "zalando_sales",
    "Date,Time,Time Zone,Category,Item": "square_items",
    "Date,Time,Time Zone,Gross Sales": "square_transactions",
    "Sale Date,Sale Time,Invoice Number": "lightspeed_sales",
    "Date,Receipt Number,Line Type": "lightspeed_sales",
    "GL_NATUREPIECEG": "cegid_y2",
    "GPE_NATUREPIECEG": "cegid_payments",
    "Date,Receipt number,Receipt type,Gross sales": "loyverse_receipts",
    "Date,Receipt number,Receipt type,Category": "loyverse_items",
    "Email,Date,Transaction ID": "sumup_transactions",
    "Country,Currency,ISO Code": "bancaditalia_rates",
    "Paese,Valuta,Codice ISO": "bancaditalia_rates",
    "KEY,FREQ,CURRENCY": "ecb_sdmx_rates",
    "Customer ID,First Name": "shopify_customers",
    "Email,Klaviyo ID": "klaviyo_profiles_by_id",
}
# Shorter generations, as the dictionary describes them in words.
SHORTER = {
    "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Available On,Amount,Fee,Net": "shopify_payments",
    "First Name,Last Name,Email,Company,Address1,Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt": "shopify_customers",
    "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE": "ecb_sdmx_rates",
    "Transaction Id,Date / Time,Type,Channel,Paid Currency,Amount Paid,Payout Currency,Amount,Fees,Net,Order #,Subscription #,Payment Method,"
    "Customer,Email,Country,Risk level,Deposit ID,Deposit date,Deposit status": "woopayments_transactions",
    "Email,Date,Transaction ID,Transaction type,Status,Card type,Process as,Payment method,Entry mode,Auth code,Description,Total,Net sale,"
    "Tax amount,Tip amount,Fee,Payout,Payout date,Reference": "sumup_transactions",
    "E-Mail,Datum,Transaktions-ID,Zahlungsart,Status,Betrag inkl. MwSt.,Trinkgeldbetrag,Gebühr,Auszahlung,Beschreibung": "sumup_transactions",
    "Data,Nome,Descrizione,Importo,Tipo,Stato,Disponibilità,Buoni Pasto,Disponibilità dopo la transazione,ID": "satispay_personal_workbook",
    "Date, USD, JPY, BGN, CZK, DKK, GBP, HUF, PLN, RON, SEK, CHF, ISK, NOK, ": "ecb_reference_rates",
    "Email,Email Marketing Consent,Historic Customer Lifetime Value": "klaviyo_profiles_by_consent",
}


def claimed(line: str) -> str:
    delimiter = "\t" if "\t" in line else ","
    cells = [normalised(cell) for cell in next(csv.reader([line], delimiter=delimiter))]
    try:
        return best([(0, delimiter, cells)], [*layouts(), *mapped()]).layout.name
    except Unclaimed as error:
        return str(error)


@pytest.mark.parametrize("begins", HEADERS)
def test_a_header_of_the_dictionary_is_recognised(begins: str, shared: Path) -> None:
    text = (shared / "formats" / "more_west.md").read_text(encoding="utf-8")
    lines = [line for line in re.split(r"\n|`", text) if line.startswith(begins)]
    assert lines and {claimed(line) for line in lines} == {HEADERS[begins]}


@pytest.mark.parametrize("header", SHORTER)
def test_a_shorter_generation_is_recognised(header: str) -> None:
    assert claimed(header) == SHORTER[header]
