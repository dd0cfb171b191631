-- grain: one row: how many batches built the sample shop
select count(*) as batches from batches where kind = 'sample'
