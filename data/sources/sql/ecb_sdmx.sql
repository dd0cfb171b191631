-- grain: one currency and day
with read as (
    select
        row_no,
        upper("CURRENCY") as quote,
        upper("CURRENCY_DENOM") as base,
        "FREQ",
        "EXR_TYPE",
        "EXR_SUFFIX",
        "OBS_STATUS",
        "OBS_VALUE",
        "TIME_PERIOD",
        rate("OBS_VALUE") as stated,
        written_day("TIME_PERIOD") as day
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        unread(nullif("OBS_VALUE", 'NaN'), stated, 'OBS_VALUE'),
        case when stated <= 0 then 'OBS_VALUE: a number that is no rate' end,
        case when upper("FREQ") <> 'D' then 'FREQ is not D: only daily rates are read' end,
        case when upper("EXR_TYPE") <> 'SP00' then 'EXR_TYPE is not SP00: no spot rate' end,
        case when upper("EXR_SUFFIX") <> 'A' then 'EXR_SUFFIX is not A: no level of a rate' end,
        case when base <> 'EUR' then 'CURRENCY_DENOM is not EUR: no rate of the euro' end,
        case
            when
                upper("FREQ") = 'D' and day is null
                then coalesce(unfit("TIME_PERIOD", 'TIME_PERIOD', 'a date'), 'TIME_PERIOD is empty')
        end
    ), '') as problem,
    case when "OBS_VALUE" is null or "OBS_VALUE" = 'NaN' or "OBS_STATUS" in ('M', 'H') then 'no rate was fixed' end
        as aside,
    day as rate_on,
    base,
    quote,
    stated as rate,
    'ecb' as source
from read
