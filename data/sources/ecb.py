"""Reference rates of the European Central Bank: its history and daily file, and the SDMX table of its data portal.

The history is read as published and as a spreadsheet saves it again.
"""

from pathlib import Path

from data.sources.layout import Layout

SQL = Path(__file__).with_name("sql")

# A day is ISO in the history, spoken in the daily file (14 March 2024), and in a spreadsheet's own order where it was saved
# again; the column order and the set of currencies change over the years, so every column but the date is a currency.
SELECT = """
with days as (select is_day_first("Date") as day_first from staged),
cells as (unpivot staged on columns(* exclude (row_no, "Date")) into name quote value cell),
read as (
    select row_no, "Date" as spoken, quote, cell, day_first, rate(cell) as rate,
        coalesce(clock("Date"), slashed_clock("Date", day_first), try_strptime("Date", ['%d %B %Y', '%d %b %Y']))::date as rate_on
    from cells, days where regexp_full_match(quote, '[A-Z]{3}') and cell is not null
)
select row_no, rate_on, 'EUR' as base, quote, rate, 'ecb' as source,
    nullif(concat_ws('; ', unread_clock(spoken, rate_on, day_first, 'Date'), unread(cell, rate, quote),
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
    Layout(
        system="ecb",
        name="ecb_sdmx_rates",
        landing="fx",
        required=frozenset({"FREQ", "CURRENCY", "CURRENCY_DENOM", "EXR_TYPE", "TIME_PERIOD", "OBS_VALUE"}),
        optional=frozenset({"EXR_SUFFIX", "OBS_STATUS", "UNIT_MULT"}),
        select=(SQL / "ecb_sdmx.sql").read_text(encoding="utf-8"),
        tz="Europe/Berlin",
    ),
)
