-- What a file as a whole makes doubtful, such as dates of two orders in one column: kept with its import, to be seen later.
alter table flashlight.import_run add column warnings jsonb not null default '[]';
