-- grain: one system whose charges are commissions of a marketplace (all others' are fees); the last two are the sample
-- shop's
select system
from (
    values ('amazon'),
    ('zalando'),
    ('tmall'),
    ('jd'),
    ('douyin'),
    ('pinduoduo'),
    ('vip'),
    ('xiaohongshu'),
    ('weixin_shop'),
    ('yunshang'),
    ('piazza')
) as known (system)
