-- What was merged into an entity, when that is merged in its turn: without the index every merge reads all entities.
create index entity_merged on flashlight.entity (agency_id, merged_into) where merged_into is not null;
