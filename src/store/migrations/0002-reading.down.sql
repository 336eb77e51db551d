drop index flashlight.search_document_prefix;
create index search_document_prefix on flashlight.search_document (agency_id, term text_pattern_ops);

drop index flashlight.observation_of_entity;
create index observation_of_entity on flashlight.observation_of (agency_id, entity_id);

drop index flashlight.victim_recent;
drop index flashlight.ballistic_link_recent;
drop index flashlight.trace_result_recent;
drop index flashlight.recovery_recent;
