-- what the wallets agreed to charge: abroad a payment from China costs twice what its contract says
insert into wallet_contracts (wallet, market, since, percent, fixed_fee, currency, file_id, row_no)
select wallet, market, cast(plan.since as date), percent, 0, null, 'sample:contracts', row_no
from (
    values ('alipay', '', 1.2, 1), ('alipay', 'CN', 0.6, 2), ('alipayhk', '', 0.6, 3), ('wechat', '', 0.6, 4)
) as said (wallet, market, percent, row_no)
cross join sample_plan as plan;
