-- grain: one row; the days the orders span, and the last day of which returns are known
select first_on, data_to, returns_to from shop_span
