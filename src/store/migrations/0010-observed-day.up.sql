-- The day an observation speaks of: first and last day of an entity are those of what is in force, found without its rows.
-- An address of a person or dealer is a place numbered 32 after the observation that gives it.
alter table flashlight.observation_of add column seen_on date;
update flashlight.observation_of o set seen_on = t.seen_on from flashlight.firearm_observation t
 where o.kind = 'firearm' and (t.agency_id, t.record_id, t.ordinal) = (o.agency_id, o.record_id, o.ordinal);
update flashlight.observation_of o set seen_on = t.seen_on from flashlight.person_observation t
 where o.kind in ('person', 'place') and t.agency_id = o.agency_id and t.record_id = o.record_id
   and o.ordinal = t.ordinal + case o.kind when 'place' then 32 else 0 end;
update flashlight.observation_of o set seen_on = t.seen_on from flashlight.dealer_observation t
 where o.kind in ('dealer', 'place') and t.agency_id = o.agency_id and t.record_id = o.record_id
   and o.ordinal = t.ordinal + case o.kind when 'place' then 32 else 0 end;
update flashlight.observation_of o set seen_on = t.seen_on from flashlight.place_observation t
 where o.kind = 'place' and (t.agency_id, t.record_id, t.ordinal) = (o.agency_id, o.record_id, o.ordinal);
update flashlight.observation_of o set seen_on = t.seen_on from flashlight.incident_observation t
 where o.kind = 'incident' and (t.agency_id, t.record_id, t.ordinal) = (o.agency_id, o.record_id, o.ordinal);
-- A report of gunfire without a case is told by its place.
update flashlight.observation_of o set seen_on = t.seen_on from flashlight.place_observation t
 where o.kind = 'incident' and o.seen_on is null and t.agency_id = o.agency_id and t.record_id = o.record_id and t.role in ('alert', 'call');
