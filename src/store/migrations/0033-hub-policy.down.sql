update flashlight.city_settings set settings = settings - 'links';
alter table flashlight.entity add column split_from bigint;
update flashlight.entity e set split_from = s.entity_id
  from (select distinct on (agency_id, other_id) agency_id, other_id, entity_id from flashlight.entity_event
         where kind = 'SPLIT' order by agency_id, other_id, event_id) s
 where s.agency_id = e.agency_id and s.other_id = e.entity_id;
