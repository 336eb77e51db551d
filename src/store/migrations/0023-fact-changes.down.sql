drop trigger observation_inserted on flashlight.observation_of;
drop trigger observation_updated on flashlight.observation_of;
drop trigger observation_deleted on flashlight.observation_of;
drop trigger observation_truncated on flashlight.observation_of;
drop function flashlight.note_facts_inserted();
drop function flashlight.note_facts_deleted();
drop function flashlight.note_facts_updated();
drop function flashlight.note_facts_truncated();
drop table flashlight.fact_change;
