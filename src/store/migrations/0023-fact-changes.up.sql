-- Which records each statement gave to another entity, put in force or out of it, in the order the transactions took effect: who holds
-- facts of firearms in memory reads those of the firearms these records speak of anew. As link_change does for links.
create table flashlight.fact_change (
  agency_id integer not null,
  seq bigint generated always as identity,
  -- null: what came up to here is no longer listed
  record_ids bigint[],
  -- firearms an observation left: no record leads to them any more
  firearm_ids bigint[],
  primary key (agency_id, seq)
);

create function flashlight.note_facts_inserted() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from changed) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.fact_change (agency_id, record_ids, firearm_ids)
    select agency_id, array_agg(distinct record_id), '{}' from changed group by agency_id;
  perform pg_notify('flashlight', json_build_object('kind', 'facts', 'agencyId', agency_id)::text) from changed group by agency_id;
  return null;
end $$;
create trigger observation_inserted after insert on flashlight.observation_of referencing new table as changed
  for each statement execute function flashlight.note_facts_inserted();

-- Of what is deleted no record leads to its firearm any more: the firearm itself is named.
create function flashlight.note_facts_deleted() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from changed) then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.fact_change (agency_id, record_ids, firearm_ids)
    select agency_id, array_agg(distinct record_id), coalesce(array_agg(distinct entity_id) filter (where kind = 'firearm'), '{}')
      from changed group by agency_id;
  perform pg_notify('flashlight', json_build_object('kind', 'facts', 'agencyId', agency_id)::text) from changed group by agency_id;
  return null;
end $$;
create trigger observation_deleted after delete on flashlight.observation_of referencing old table as changed
  for each statement execute function flashlight.note_facts_deleted();

create function flashlight.note_facts_updated() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.fact_change (agency_id, record_ids, firearm_ids)
    select o.agency_id, array_agg(distinct o.record_id),
           coalesce(array_agg(distinct o.entity_id) filter (where o.kind = 'firearm' and o.entity_id <> n.entity_id), '{}')
      from before o join after n using (agency_id, record_id, ordinal)
     where o.entity_id <> n.entity_id or o.status <> n.status group by o.agency_id;
  if found then
    perform pg_notify('flashlight', json_build_object('kind', 'facts', 'agencyId', agency_id)::text) from after group by agency_id;
  end if;
  return null;
end $$;
create trigger observation_updated after update on flashlight.observation_of referencing old table as before new table as after
  for each statement execute function flashlight.note_facts_updated();

create function flashlight.note_facts_truncated() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.fact_change (agency_id) select agency_id from flashlight.agency;
  perform pg_notify('flashlight', json_build_object('kind', 'facts', 'agencyId', agency_id)::text) from flashlight.agency;
  return null;
end $$;
create trigger observation_truncated after truncate on flashlight.observation_of
  for each statement execute function flashlight.note_facts_truncated();
