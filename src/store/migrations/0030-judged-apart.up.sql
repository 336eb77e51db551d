-- A "different" between two entities that were apart already moves no row, so that no trigger on observations fires; what is read of a firearm
-- that both are told of (two purchasers of one sale) changes all the same. Listed are the records that tell such a firearm of one of the two.
create function flashlight.note_judged_apart(of_agency integer, judgements bigint[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('flashlight.link'));
  insert into flashlight.fact_change (agency_id, record_ids, firearm_ids)
    select of_agency, array_agg(distinct told.record_id), '{}'
      from (select distinct x.entity_id as a, y.entity_id as b from flashlight.judgement j
              join flashlight.observation_of x on x.agency_id = of_agency and x.record_id = j.record_a and x.ordinal = j.ordinal_a
              join flashlight.observation_of y on y.agency_id = of_agency and y.record_id = j.record_b and y.ordinal = j.ordinal_b
             where j.agency_id = of_agency and j.judgement_id = any(judgements) and x.entity_id <> y.entity_id) apart
      join flashlight.observation_of told on told.agency_id = of_agency and told.entity_id = apart.a
      join flashlight.observation_of f on f.agency_id = of_agency and f.record_id = told.record_id and f.kind = 'firearm'
     where exists (select from flashlight.observation_of g
                     join flashlight.observation_of other on other.agency_id = of_agency and other.record_id = g.record_id
                    where g.agency_id = of_agency and g.entity_id = f.entity_id and other.entity_id = apart.b)
    having count(*) > 0;
  if found then
    perform pg_notify('flashlight', json_build_object('kind', 'facts', 'agencyId', of_agency)::text);
  end if;
end $$;

create function flashlight.note_judgements_inserted() returns trigger language plpgsql as $$
begin
  perform flashlight.note_judged_apart(agency_id, array_agg(judgement_id))
    from changed where verdict = 'different' and in_force group by agency_id;
  return null;
end $$;
create trigger judgement_inserted after insert on flashlight.judgement referencing new table as changed
  for each statement execute function flashlight.note_judgements_inserted();

create function flashlight.note_judgements_updated() returns trigger language plpgsql as $$
begin
  perform flashlight.note_judged_apart(o.agency_id, array_agg(o.judgement_id))
    from before o join after n using (agency_id, judgement_id)
   where o.verdict = 'different' and o.in_force <> n.in_force group by o.agency_id;
  return null;
end $$;
create trigger judgement_updated after update on flashlight.judgement referencing old table as before new table as after
  for each statement execute function flashlight.note_judgements_updated();

-- As in 0023; and a row that was judged and goes to another entity takes with it from whom that one is apart.
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
    perform flashlight.note_judged_apart(agency_id, array_agg(judgement_id)) from (
      select j.agency_id, j.judgement_id from before o join after n using (agency_id, record_id, ordinal)
        join flashlight.judgement j on j.agency_id = o.agency_id and j.record_a = o.record_id and j.ordinal_a = o.ordinal
       where o.entity_id <> n.entity_id and j.in_force and j.verdict = 'different'
      union
      select j.agency_id, j.judgement_id from before o join after n using (agency_id, record_id, ordinal)
        join flashlight.judgement j on j.agency_id = o.agency_id and j.record_b = o.record_id and j.ordinal_b = o.ordinal
       where o.entity_id <> n.entity_id and j.in_force and j.verdict = 'different') moved
     group by agency_id;
  end if;
  return null;
end $$;
