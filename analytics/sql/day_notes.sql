-- grain: one note of the shop's own people on a day
select
    note_id,
    day,
    coalesce(market, '') as market,
    coalesce(channel, '') as channel,
    note
from day_notes
order by day, noted_at, note_id
