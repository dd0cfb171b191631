-- grain: one customer. A leading apostrophe keeps a spreadsheet from reading a number as one.
-- Consent is that to e-mails; to other ways of writing where the file does not say.
with said as (
    select
        *,
        lower("Accepts Email Marketing") as by_email,
        lower("Accepts SMS Marketing") as by_sms,
        lower("Accepts WhatsApp Marketing") as by_whatsapp
    from staged
)

select
    row_no,
    nullif(concat_ws(
        '; ',
        case when by_email not in ('yes', 'no') then 'Accepts Email Marketing is neither yes nor no' end,
        case when by_sms not in ('yes', 'no') then 'Accepts SMS Marketing is neither yes nor no' end,
        case when by_whatsapp not in ('yes', 'no') then 'Accepts WhatsApp Marketing is neither yes nor no' end
    ), '') as problem,
    ltrim("Customer ID", '''') as shop_customer,
    "Email" as email,
    coalesce("Phone", "Default Address Phone") as phone,
    country_code("Default Address Country Code") as home_market,
    coalesce(by_email, by_sms, by_whatsapp) = 'yes' as marketing_consent
from said
