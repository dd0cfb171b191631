create table if not exists day_notes (
    note_id varchar primary key, day date not null, market varchar, channel varchar, note varchar not null, noted_at timestamptz not null
);
