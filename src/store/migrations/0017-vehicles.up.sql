-- Vehicles: what a record says of one.
create table flashlight.vehicle_observation (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  role text,
  seen_on date,
  plate_raw text,
  plate text,
  plate_state text,
  vin_raw text,
  vin text,
  vin_valid boolean,
  make_raw text,
  make text,
  model text,
  year integer,
  colour_raw text,
  colour text,
  style text,
  primary key (agency_id, record_id, ordinal)
);
