-- what wallets, cards and marketplaces agreed to charge: in euro a payment from China costs twice what it does
-- at home
insert into wallet_contracts (wallet, market, currency, since, percent, fixed_fee, file_id, row_no)
select
    wallet,
    market,
    currency,
    since,
    percent,
    fixed_fee,
    'sample:contracts',
    row_no
from sample_contract;
