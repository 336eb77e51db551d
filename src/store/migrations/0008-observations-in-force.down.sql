update flashlight.entity e set observations = c.all_of_them
  from (select agency_id, entity_id, count(*)::int as all_of_them from flashlight.observation_of
         group by agency_id, entity_id having count(*) filter (where status = 'SUPERSEDED') > 0) c
 where e.agency_id = c.agency_id and e.entity_id = c.entity_id and e.merged_into is null;
