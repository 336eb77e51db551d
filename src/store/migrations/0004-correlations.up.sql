-- A link that takes two records to see names both, says in words what was seen, and keeps the figures.
alter table flashlight.link add column other_record_id bigint;
alter table flashlight.link add column description text;
alter table flashlight.link add column detail jsonb;
create unique index link_pair on flashlight.link (agency_id, record_id, other_record_id, predicate) where other_record_id is not null;
create index link_other_record on flashlight.link (agency_id, other_record_id) where other_record_id is not null;
