-- what goods a promotion covers, several separated by semicolons; empty where no file states it
alter table promotions add column if not exists category varchar;
alter table promotions add column if not exists brand varchar;
