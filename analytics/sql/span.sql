-- grain: one row; the days the orders span
select min(case when orders > 0 then day end) as first_on, max(case when orders > 0 then day end) as data_to, count(*) as rows from daily
