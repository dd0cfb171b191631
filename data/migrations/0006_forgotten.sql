-- who was forgotten and has to stay so (data/forgotten.py): keys of persons, orders and events, closed with the installation's key
create table if not exists forgotten (sealed varchar primary key);
