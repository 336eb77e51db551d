-- What the gunshot desk needs beside incidents: who took note of an alert first, and layouts of sensors that are only planned.

create table flashlight.gunshot_acknowledgement (
  agency_id integer not null,
  incident_id text not null,
  acknowledged_by text not null,
  acknowledged_at timestamptz not null default now(),
  primary key (agency_id, incident_id)
);

-- A layout is saved as a next version and never changed; its places are as secret as those of sensors that stand.
create table flashlight.sensor_layout (
  agency_id integer not null,
  name text not null,
  version integer not null,
  sensors jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (agency_id, name, version)
);
