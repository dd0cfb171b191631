"""Reference rates of the European Central Bank: eurofxref-hist.csv, as published and as a spreadsheet saves it again."""

from data.sources.layout import Layout

# A day is ISO in the original and month-first after a spreadsheet (3/6/2024 is 6 March); the column order and the set of
# currencies change over the years, so every column but the date is a currency.
SELECT = """
with cells as (unpivot staged on columns(* exclude (row_no, "Date")) into name quote value cell),
read as (
    select row_no, "Date" as spoken, quote, cell, coalesce(clock("Date"), us_clock("Date"))::date as rate_on, rate(cell) as rate
    from cells where regexp_full_match(quote, '[A-Z]{3}') and words(cell) is not null
)
select row_no, rate_on, 'EUR' as base, quote, rate, 'ecb' as source,
    nullif(concat_ws('; ', unread(spoken, rate_on, 'Date'), unread(cell, rate, quote),
        case when rate <= 0 then quote || ': a number that is no rate' end), '') as problem
from read
"""

LAYOUTS = (
    Layout(
        system="ecb",
        name="ecb_reference_rates",
        landing="fx",
        required=frozenset({"Date", "USD", "JPY", "GBP", "CHF"}),
        more="[A-Z]{3}",
        select=SELECT,
        tz="Europe/Berlin",
    ),
)
