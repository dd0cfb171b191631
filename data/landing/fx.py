"""Exchange rates."""

from data.landing import conflicts
from data.landing.account import Landed, landed_once
from data.landing.batch import Batch, Lander

REQUIRED = ("rate_on", "base", "quote", "rate", "source")


def land(batch: Batch) -> Landed:
    """Inserts new rates and corrects restated ones."""
    batch.make(
        "coming",
        """select new.*, $file_id as file_id,
            case when old.rate is null then 'new' when old.rate = new.rate then 'same' else 'updated' end as fate
        from landing_fx new left join fx_rates old using (rate_on, base, quote, source)
        qualify row_number() over (partition by rate_on, base, quote, source order by new.row_no) = 1""",
    )
    batch.execute(
        """insert or replace into fx_rates (rate_on, base, quote, rate, source, file_id)
        select rate_on, base, quote, rate, source, file_id from coming where fate <> 'same'"""
    )
    counts = landed_once(batch.writer, batch.table)
    if counts.loaded:
        batch.touch("fx_rates")
    return counts


LANDER = Lander(required=REQUIRED, land=land, refuse=conflicts.rates)
