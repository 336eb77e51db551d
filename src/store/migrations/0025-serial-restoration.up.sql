-- How a serial number was removed, and what a laboratory restored of it.
alter table flashlight.firearm_observation
  add column serial_removal_raw text,
  add column serial_removal text,
  add column serial_positions_known integer,
  add column restoration_attempted boolean,
  add column restoration_result text,
  add column restoration_lab text,
  add column serial_restored_raw text,
  add column serial_restored text,
  add column serial_restored_grades text[];
-- Firearms are compared by one field more: a model of them is learnt anew.
update flashlight.identity_model set state = 'RETIRED' where kind = 'firearm' and state = 'IN_FORCE';
delete from flashlight.identity_candidate where kind = 'firearm';
delete from flashlight.identity_tie where kind = 'firearm';
delete from flashlight.observation_content c using flashlight.identity_content k
 where k.kind = 'firearm' and c.agency_id = k.agency_id and c.content_id = k.content_id;
delete from flashlight.identity_content where kind = 'firearm';
