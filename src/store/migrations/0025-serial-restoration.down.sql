update flashlight.identity_model set state = 'RETIRED' where kind = 'firearm' and state = 'IN_FORCE';
delete from flashlight.identity_candidate where kind = 'firearm';
delete from flashlight.identity_tie where kind = 'firearm';
delete from flashlight.observation_content c using flashlight.identity_content k
 where k.kind = 'firearm' and c.agency_id = k.agency_id and c.content_id = k.content_id;
delete from flashlight.identity_content where kind = 'firearm';
alter table flashlight.firearm_observation drop column serial_removal_raw, drop column serial_removal, drop column serial_positions_known,
  drop column restoration_attempted, drop column restoration_result, drop column restoration_lab, drop column serial_restored_raw,
  drop column serial_restored, drop column serial_restored_grades;
