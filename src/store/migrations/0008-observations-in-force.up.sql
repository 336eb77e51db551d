-- An entity counts the observations in force; those of superseded versions were counted with them.
update flashlight.entity e set observations = c.in_force
  from (select agency_id, entity_id, count(*) filter (where status = 'ACTIVE')::int as in_force from flashlight.observation_of
         group by agency_id, entity_id having count(*) filter (where status = 'SUPERSEDED') > 0) c
 where e.agency_id = c.agency_id and e.entity_id = c.entity_id and e.merged_into is null;
