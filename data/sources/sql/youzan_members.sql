-- grain: one member, by their phone: the list has no number of its own, and one that is masked names nobody
-- It says nothing of consent, and nothing of where a member lives: 微信地域 is a region of the app's.
select
    row_no,
    case
        when "客户手机号" is null then '客户手机号 is empty, and the list has no other key of a member'
        when "客户手机号" like '%*%' then '客户手机号 is masked and names nobody; export it in full'
        when is_damaged("客户手机号") then '客户手机号 is a number damaged by a spreadsheet; export it as text'
    end as problem,
    "客户手机号" as phone,
    coalesce("付费等级", "免费等级") as loyalty_tier
from staged
