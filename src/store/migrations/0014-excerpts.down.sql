-- What an excerpt holds are copies, and what is derived from them. That it was read stays on record.
do $$
declare name text;
begin
  for name in select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
               where c.table_schema = 'flashlight' and c.column_name = 'agency_id' and t.table_type = 'BASE TABLE'
                 and c.table_name not in ('agency', 'audit_event') loop
    execute format('delete from flashlight.%I where agency_id in (select agency_id from flashlight.agency where excerpt_of is not null)', name);
  end loop;
  for name in select indexname from pg_indexes where schemaname = 'flashlight' and indexname ~ '^search_document_trigram_[0-9]+$' loop
    execute format('drop index flashlight.%I', name);
  end loop;
end $$;
delete from flashlight.agency where excerpt_of is not null;
drop index flashlight.agency_excerpt;
alter table flashlight.agency drop constraint agency_excerpt_check, drop constraint agency_code_check;
alter table flashlight.agency drop column excerpt_of, drop column hidden;
alter table flashlight.agency add constraint agency_code_check check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$');
