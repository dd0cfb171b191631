"""Retail of a market as others measure it: an index or an amount a period, restated by later files."""

from functools import lru_cache

from babel import Locale

from data.landing import conflicts
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("series", "starts_on", "value")
# Codes that statistics offices write where everybody else writes the code of ISO 3166.
OFFICIAL = {"UK": "GB", "EL": "GR"}


def refuse(batch: Batch) -> None:
    """Brings markets to two letters, and marks rows that no level of trade can be: unknown markets, negative values, a second unit."""
    branches = " ".join(f"when '{code}' then '{iso}'" for code, iso in OFFICIAL.items())
    batch.execute(
        f"""update landing_series set market = case upper(coalesce(market, '')) {branches} else upper(coalesce(market, '')) end,
            unit = case when lower(unit) = 'index' then 'index' else unit end"""
    )
    batch.execute(
        """update landing_series set problem = 'market: ' || kind_of(market) || ' where two letters such as IT may stand, or nothing'
        where problem is null and market <> '' and not list_contains($known, market)""",
        known=list(_markets()),
    )
    batch.execute(
        """update landing_series set problem = 'value: a number below 0; a level is wanted, an index or an amount, not a change'
        where problem is null and (value < 0 or not isfinite(value))"""
    )
    _refuse_units(batch)
    conflicts.levels(batch)


def _refuse_units(batch: Batch) -> None:
    """A series has one unit: amounts and an index under one name would make a break that looks like trade."""
    batch.execute(
        """with units as (
            select series, market, unit, 0 as row_no from market_series where unit is not null
            union all
            select series, market, unit, row_no from landing_series where unit is not null and problem is null
        ),
        firsts as (select series, market, arg_min(unit, row_no) as known from units group by series, market)
        update landing_series as new set problem = 'unit: another one elsewhere in this series; give it a name of its own'
        from firsts where firsts.series = new.series and firsts.market = new.market and problem is null and unit <> known"""
    )


def land(batch: Batch) -> Landed:
    """Inserts new periods and replaces those that another file restates."""
    batch.make(
        "coming",
        """with periods as (
            select distinct series, market, starts_on, true as is_known from market_series
            union
            select distinct series, market, starts_on, false from landing_series
        ),
        steps as (
            select *, lead(starts_on) over (partition by series, market, is_known order by starts_on) - starts_on as step from periods
        ),
        -- the clock of what is known already, as one month alone has none
        clocks as (
            select series, market, coalesce(median(step) filter (is_known), median(step) filter (not is_known)) as step
            from steps group by series, market
        ),
        new as (
            select * replace (cast(case
                    when step between 28 and 31 then date_trunc('month', starts_on)
                    when step between 89 and 92 then date_trunc('quarter', starts_on) else starts_on end as date) as starts_on)
            from landing_series join clocks using (series, market)
        )
        select new.*, $file_id as file_id, coalesce(new.unit, old.unit) as said_unit,
            case when old.value is null then 'new'
                when old.value = new.value and old.unit is not distinct from coalesce(new.unit, old.unit) then 'same' else 'updated' end as fate
        from new left join market_series old using (series, market, starts_on)
        qualify row_number() over (partition by series, market, starts_on order by new.row_no desc) = 1""",
    )
    batch.execute(
        """insert or replace into market_series (series, market, starts_on, value, unit, file_id, row_no)
        select series, market, starts_on, value, said_unit, file_id, row_no from coming where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("market_series")
    return counts


@lru_cache(maxsize=1)
def _markets() -> frozenset[str]:
    """Codes of two letters that a screen can name."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha() and code != "ZZ")


LANDER = Lander(required=REQUIRED, land=land, refuse=refuse)
