-- grain: one currency that an order's amounts can be stated in
select distinct currency from fx_bases order by currency
