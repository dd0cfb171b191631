-- grain: one voucher sent; redemptionTime is when the shopper took it, empty while nobody did
select
    row_no,
    nullif(concat_ws(
        '; ',
        case
            when
                is_damaged("voucherId") or is_damaged("templateId")
                then 'an id is damaged by a spreadsheet, as in 2.02E+45; load the file as it came'
        end,
        case when "voucherId" is null then 'voucherId is empty' end,
        case when "templateId" is null then 'templateId is empty' end,
        unread("voucherAmount", money("voucherAmount"), 'voucherAmount'),
        unread("redemptionTime", shop_instant("redemptionTime", file.tz), 'redemptionTime')
    ), '') as problem,
    "voucherId" as natural_key,
    "templateId" as promotion_key,
    "voucherType" as promotion_name,
    'voucher' as kind,
    'unknown' as funder,
    money("voucherAmount") as face_value,
    upper(staged."currency") as currency,
    'alipay_user_id' as id_type,
    case when not is_damaged("userId") then "userId" end as customer_key,
    "voucherId" as voucher_id,
    'treated' as arm,
    case when "redemptionTime" is null then 'unknown' else 'self_selected' end as assignment,
    shop_instant("redemptionTime", file.tz) as assigned_at,
    shop_instant("redemptionTime", file.tz) as claimed_at
from staged, file
