drop trigger judgement_updated on flashlight.judgement;
drop trigger judgement_inserted on flashlight.judgement;
drop function flashlight.note_judgements_updated();
drop function flashlight.note_judgements_inserted();
create or replace function flashlight.note_facts_updated() returns trigger language plpgsql as $$
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
drop function flashlight.note_judged_apart(integer, bigint[]);
