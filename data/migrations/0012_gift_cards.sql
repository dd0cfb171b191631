-- what became of gift cards: the amount is above nought where more is owed after it; told_on is the day to which the file reaches that says so
create table if not exists gift_card_entries (
    system varchar, store_key varchar not null default '', entry_ref varchar, day date not null,
    movement varchar not null check (movement in ('issued', 'spent', 'returned', 'expired', 'adjusted')),
    amount decimal(18, 6) not null, currency varchar not null, told_on date not null, file_id varchar, row_no bigint,
    primary key (system, store_key, entry_ref)
);
