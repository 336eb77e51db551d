-- What sensors are, send and hear, and the gunshot incidents made of it (docs/adr/0026). Times of sound are whole microseconds since 1970.

create table flashlight.sensor (
  agency_id integer not null,
  sensor_id text not null,
  public_key bytea not null check (length(public_key) = 32),
  cell text not null,
  enrolled_at timestamptz not null default now(),
  enrolled_by text not null,
  -- From which time of sound on its pulses count, and until when.
  from_us bigint not null,
  until_us bigint,
  revoked_at timestamptz,
  revoked_by text,
  configuration jsonb not null,
  configuration_version integer not null default 1,
  -- The newest report of health, and what it says.
  reported_us bigint,
  report jsonb,
  reported_at timestamptz,
  refused bigint not null default 0,
  refused_why text,
  refused_at timestamptz,
  primary key (agency_id, sensor_id)
);

-- Apart from the rest: it is asked for by what computes, and by those who may see it, and by nothing else.
create table flashlight.sensor_place (
  agency_id integer not null,
  sensor_id text not null,
  lon double precision not null,
  lat double precision not null,
  elevation_m double precision,
  primary key (agency_id, sensor_id)
);

-- Which numbers a sensor has used for which bytes: a message that comes again is known, and one that reuses a number.
create table flashlight.sensor_packet (
  agency_id integer not null,
  sensor_id text not null,
  last_sequence bigint not null,
  first_sequence bigint not null,
  digest bytea not null,
  received_at timestamptz not null default now(),
  primary key (agency_id, sensor_id, last_sequence)
);

-- The durable log of pulses where there is no message broker: by position in the order of commits.
create table flashlight.sensor_pulse (
  agency_id integer not null,
  sensor_id text not null,
  sequence bigint not null,
  position bigint not null,
  cell text not null,
  time_us bigint not null,
  sigma_us integer not null,
  clock_us bigint not null,
  snr_db real not null,
  peak real not null,
  features jsonb not null,
  primary key (agency_id, sensor_id, sequence)
);
create unique index sensor_pulse_position on flashlight.sensor_pulse (agency_id, position);
create index sensor_pulse_time on flashlight.sensor_pulse (agency_id, cell, time_us);
create table flashlight.sensor_pulse_end (agency_id integer primary key, position bigint not null);

-- How far a consumer of the stream has come.
create table flashlight.pulse_cursor (
  agency_id integer not null,
  consumer text not null,
  position bigint not null,
  primary key (agency_id, consumer)
);

-- From which time of sound on a sensor's clock is not trusted, or is again: what was computed before stays as it was.
create table flashlight.sensor_standing (
  agency_id integer not null,
  sensor_id text not null,
  from_us bigint not null,
  trusted boolean not null,
  offset_us bigint,
  incidents integer not null,
  noted_at timestamptz not null default now(),
  primary key (agency_id, sensor_id, from_us)
);
-- How far a sensor's pulses lay from where they should, in one incident.
create table flashlight.sensor_offset (
  agency_id integer not null,
  sensor_id text not null,
  incident_id text not null,
  time_us bigint not null,
  offset_us bigint not null,
  primary key (agency_id, sensor_id, incident_id)
);

-- Shots as located, by the slot of time and the cell that found them; a slot is found anew as a whole.
create table flashlight.gunshot (
  agency_id integer not null,
  cell text not null,
  slot bigint not null,
  ordinal smallint not null,
  time_us bigint not null,
  lon double precision not null,
  lat double precision not null,
  major_m double precision not null,
  minor_m double precision not null,
  bearing double precision not null,
  covariance double precision[] not null,
  sensors smallint not null,
  -- Who heard it: [{sensor, sequence, timeMicroseconds, residualSeconds}].
  arrivals jsonb not null,
  primary key (agency_id, cell, slot, ordinal)
);
create index gunshot_time on flashlight.gunshot (agency_id, time_us);

create table flashlight.gunshot_incident (
  agency_id integer not null,
  incident_id text not null,
  state text not null check (state in ('OPEN', 'CLOSED', 'WITHDRAWN', 'JOINED')),
  joined_into text,
  revision integer not null,
  first_us bigint not null,
  last_us bigint not null,
  opened_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  closed_at timestamptz,
  lon double precision not null,
  lat double precision not null,
  -- What may be told of it, without who heard it.
  summary jsonb not null,
  -- Names of its pulses: two incidents with one in common are one.
  pulses text[] not null,
  decision text check (decision in ('gunfire', 'not-gunfire', 'unsure')),
  decided_by text,
  decided_at timestamptz,
  primary key (agency_id, incident_id)
);
create index gunshot_incident_time on flashlight.gunshot_incident (agency_id, first_us);
create index gunshot_incident_open on flashlight.gunshot_incident (agency_id, last_us) where state = 'OPEN';

-- Its history: a step is added and never changed.
create table flashlight.gunshot_event (
  agency_id integer not null,
  incident_id text not null,
  ordinal integer not null,
  at timestamptz not null default clock_timestamp(),
  kind text not null check (kind in ('OPENED', 'UPDATED', 'CLOSED', 'WITHDRAWN', 'JOINED', 'RETURNED', 'DECIDED', 'UNDONE', 'FOUND')),
  actor text,
  role text,
  revision integer not null,
  detail jsonb not null,
  primary key (agency_id, incident_id, ordinal)
);

-- What is to be told outside, until it was.
create table flashlight.gunshot_delivery (
  agency_id integer not null,
  incident_id text not null,
  ordinal integer not null,
  tries integer not null default 0,
  next_at timestamptz not null default now(),
  delivered_at timestamptz,
  given_up_at timestamptz,
  status text,
  primary key (agency_id, incident_id, ordinal)
);
create index gunshot_delivery_due on flashlight.gunshot_delivery (agency_id, next_at) where delivered_at is null and given_up_at is null;

-- Two seconds of sound, asked of a sensor for an incident.
create table flashlight.sensor_sound (
  agency_id integer not null,
  sound_id bigint generated always as identity,
  incident_id text not null,
  sensor_id text not null,
  from_us bigint not null,
  seconds double precision not null,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  came_at timestamptz,
  starts_us bigint,
  sample_rate_hz integer,
  samples bytea,
  primary key (agency_id, sound_id),
  unique (agency_id, incident_id, sensor_id)
);
create index sensor_sound_waiting on flashlight.sensor_sound (agency_id, sensor_id) where came_at is null;

-- Who is told outside, at whose wish.
create table flashlight.gunshot_webhook (
  agency_id integer primary key,
  url text not null,
  secret text not null,
  set_by text not null,
  set_at timestamptz not null default now()
);

-- The air from a time of sound on, as somebody measured it. Never of a time that was looked at: what was found then stays what it was.
create table flashlight.sensor_weather (
  agency_id integer not null,
  from_us bigint not null,
  temperature_c double precision not null,
  wind_east_mps double precision not null,
  wind_north_mps double precision not null,
  noted_by text not null,
  noted_at timestamptz not null default now(),
  primary key (agency_id, from_us)
);
