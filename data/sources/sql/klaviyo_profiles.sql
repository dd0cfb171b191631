-- grain: one profile
select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when
                upper("Email Marketing Consent") not in (
                    'SUBSCRIBED', 'UNSUBSCRIBED', 'NEVER_SUBSCRIBED', 'TRUE', 'FALSE'
                )
                then 'Email Marketing Consent is a word that is not known'
        end,
        unread(
            "Email Marketing Consent Timestamp",
            shop_instant("Email Marketing Consent Timestamp", file.tz),
            'Email Marketing Consent Timestamp'
        )
    ), '') as problem,
    "Klaviyo ID" as customer_key,
    "Email" as email,
    "Phone Number" as phone,
    "Country" as home_market,
    upper("Email Marketing Consent") in ('SUBSCRIBED', 'TRUE') as marketing_consent,
    shop_instant("Email Marketing Consent Timestamp", file.tz) as told_at
from staged, file
