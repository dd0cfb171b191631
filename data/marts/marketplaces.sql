-- grain: one system whose charges are commissions of a marketplace (all others' are fees), as its layout or mapping
-- says
select distinct system from source_files
where channel = 'marketplace'
