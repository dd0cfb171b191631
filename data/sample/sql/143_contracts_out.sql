-- what wallets, cards and marketplaces agreed to charge: abroad a payment from China costs twice what its contract says
insert into wallet_contracts (wallet, market, since, percent, fixed_fee, currency, file_id, row_no)
select
    wallet,
    market,
    since,
    percent,
    fixed_fee,
    case when fixed_fee > 0 then 'EUR' end,
    'sample:contracts',
    row_no
from sample_contract;
