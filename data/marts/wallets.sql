-- grain: one wallet whose payments count in the wallet payment share (cards and bank transfers reconciled beside them
-- do not)
select wallet
from (
    values ('alipay'),
    ('alipayhk'),
    ('wechat'),
    ('unionpay'),
    ('paypal'),
    ('applepay'),
    ('googlepay'),
    ('satispay'),
    ('kakaopay'),
    ('naverpay'),
    ('toss'),
    ('gcash'),
    ('tng'),
    ('truemoney'),
    ('dana'),
    ('linepay'),
    ('paypay'),
    ('boost'),
    ('bigpay'),
    ('rabbit_line_pay'),
    ('mpay')
) as known (wallet)
