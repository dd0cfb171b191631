-- grain: series, market (null: of no one market) and period of retail as others measure it
select series, market, starts_on, until_on, value, unit
from benchmarks
order by series, market, starts_on
