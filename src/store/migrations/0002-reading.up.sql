-- What people read first: the newest events, an entity's newest observations, search by kind and start.
create index recovery_recent on flashlight.recovery (agency_id, recovered_on);
create index trace_result_recent on flashlight.trace_result (agency_id, completed_on);
create index ballistic_link_recent on flashlight.ballistic_link (agency_id, issued_on);
create index victim_recent on flashlight.victim (agency_id, happened_on);

drop index flashlight.observation_of_entity;
create index observation_of_entity on flashlight.observation_of (agency_id, entity_id, record_id);

drop index flashlight.search_document_prefix;
create index search_document_prefix on flashlight.search_document (agency_id, kind, term text_pattern_ops);
