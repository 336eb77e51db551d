-- What a city decides about how its traces are read. A version is added and never changed; one is in force at most.
create table flashlight.city_settings (
  agency_id integer not null,
  version integer not null,
  state text not null default 'PROPOSED' check (state in ('PROPOSED', 'IN_FORCE', 'RETIRED', 'WITHDRAWN')),
  settings jsonb not null,
  -- how its weights did on later traces, where they were fitted
  fit jsonb,
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null default now(),
  signed_by text,
  signed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  primary key (agency_id, version)
);
create unique index city_settings_in_force on flashlight.city_settings (agency_id) where state = 'IN_FORCE';
