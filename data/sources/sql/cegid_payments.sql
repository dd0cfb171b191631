-- grain: one tender of a ticket; two equal ones of a ticket are told apart by their place
with cells as (
    select
        row_no,
        "C5",
        "GPE_CAISSE",
        "GPE_DATEPIECE",
        "GPE_HEURECREATION_HHMMSS",
        "GPE_MONTANTECHE",
        "GPE_NATUREPIECEG",
        "GPE_NUMERO",
        "GPE_SOUCHE",
        "GP_ETABLISSEMENT",
        "GP_TICKETANNULE"
    from staged
),

typed as (
    select
        cells.*,
        file.tz as zone,
        file.currency as money_of_file,
        money("GPE_MONTANTECHE") as moved,
        try_strptime(
            concat_ws(' ', "GPE_DATEPIECE", lpad("GPE_HEURECREATION_HHMMSS", 6, '0')), ['%d/%m/%Y %H%M%S', '%d/%m/%Y']
        ) as moment,
        concat_ws('|', "GPE_NATUREPIECEG", "GPE_SOUCHE", "GPE_NUMERO") as ticket
    from cells, file
),

counted as (
    select *, row_number() over (partition by ticket, "C5", moved order by row_no) as nth from typed
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when "GPE_NUMERO" is null then 'GPE_NUMERO is empty' end,
        case when "GPE_MONTANTECHE" is null then 'GPE_MONTANTECHE is empty' end,
        unread("GPE_MONTANTECHE", moved, 'GPE_MONTANTECHE'),
        unread("GPE_DATEPIECE", moment, 'GPE_DATEPIECE'),
        case when money_of_file is null then 'the file names no currency; say it with --currency' end
    ), '') as problem,
    case when "GP_TICKETANNULE" = 'X' then 'the ticket was cancelled' end as aside,
    concat_ws('|', ticket, "C5", moved, nth) as natural_key,
    ticket as merchant_ref,
    if(moved < 0, 'refund', 'payment') as txn_type,
    if(moved < 0, 'refund', 'payment') as source_type,
    'succeeded' as status,
    instant(moment, zone) as occurred_at,
    zone as tz,
    "GP_ETABLISSEMENT" as store_key,
    "GPE_CAISSE" as terminal_id,
    moved as gross,
    0 as fee,
    money_of_file as currency
from counted
