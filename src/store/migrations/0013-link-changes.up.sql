-- Which links a statement touched, in the order the transactions took effect: who holds a copy of the links in memory reads
-- what came after the last number it saw. A row says only which links, not what of them: that is read from the links.
create table flashlight.link_change (
  agency_id integer not null,
  seq bigint generated always as identity,
  -- null: what came up to here is no longer listed, or all links may be others; read them anew
  link_ids bigint[],
  primary key (agency_id, seq)
);

-- The lock all who derive links hold: taken here as well, no number is given out before the transaction of the number
-- before it has ended, so that whoever sees a number sees all before it.
create function flashlight.note_link_change() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from changed) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.link_change (agency_id, link_ids) select agency_id, array_agg(link_id) from changed group by agency_id;
  perform pg_notify('flashlight', json_build_object('kind', 'links', 'agencyId', agency_id)::text) from changed group by agency_id;
  return null;
end $$;
create trigger link_inserted after insert on flashlight.link referencing new table as changed
  for each statement execute function flashlight.note_link_change();
create trigger link_updated after update on flashlight.link referencing new table as changed
  for each statement execute function flashlight.note_link_change();
create trigger link_deleted after delete on flashlight.link referencing old table as changed
  for each statement execute function flashlight.note_link_change();

create function flashlight.note_links_truncated() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.link_change (agency_id) select agency_id from flashlight.agency;
  perform pg_notify('flashlight', json_build_object('kind', 'links', 'agencyId', agency_id)::text) from flashlight.agency;
  return null;
end $$;
create trigger link_truncated after truncate on flashlight.link
  for each statement execute function flashlight.note_links_truncated();
