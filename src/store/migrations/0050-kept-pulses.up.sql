-- What located shots were located from, for good, and who locates (docs/adr/0041).

-- From which time of sound on the log still holds every pulse that came. What it lost before this was known lies before the oldest it has.
alter table flashlight.sensor_pulse_end add column kept_from_us bigint not null default 0;
update flashlight.sensor_pulse_end e
   set kept_from_us = coalesce((select min(time_us) from flashlight.sensor_pulse p where p.agency_id = e.agency_id),
                               (extract(epoch from now()) * 1000000)::bigint);

-- The pulses a slot was located from when its shots were last found to be others, for each slot that ever had any.
create table flashlight.gunshot_slot_pulses (
  agency_id integer not null,
  cell text not null,
  slot bigint not null,
  pulses jsonb not null,
  primary key (agency_id, cell, slot)
);

-- How often who locates the shots of an agency has changed: what an earlier one found is no longer saved.
create table flashlight.locator_turn (
  agency_id integer primary key,
  turn bigint not null
);
