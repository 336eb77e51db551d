-- Requests to trace a firearm, as people fill them in and send them. Every step is an event that is never changed.
create table flashlight.tracing_request (
  agency_id integer not null,
  request_id bigint generated always as identity,
  version integer not null default 1,
  state text not null,
  -- The recovery it was prepared from, whatever version of its row is in force; null where it was begun from nothing.
  recovery_source integer,
  recovery_key text,
  property_number text,
  trace_number text,
  form jsonb not null,
  -- Items filled from records: the record of each.
  prefilled jsonb not null default '{}',
  acknowledged text[] not null default '{}',
  -- What the checks found when it was saved last.
  checks jsonb not null default '[]',
  -- Of the form, cleaned as records are: by these results are found.
  serial_ncic text,
  make_family text,
  case_key text,
  -- Records of results that somebody took for this request although they say otherwise, and that are not its own.
  taken bigint[] not null default '{}',
  set_aside bigint[] not null default '{}',
  -- A result says otherwise of which firearm it is, and nobody has said yet whether it answers the request.
  disagrees boolean not null default false,
  state_at timestamptz not null default now(),
  state_by text not null,
  primary key (agency_id, request_id)
);
create unique index tracing_request_of_recovery on flashlight.tracing_request (agency_id, recovery_source, recovery_key)
  where state <> 'WITHDRAWN';
create index tracing_request_trace on flashlight.tracing_request (agency_id, trace_number);
create index tracing_request_serial on flashlight.tracing_request (agency_id, serial_ncic);

create table flashlight.tracing_event (
  agency_id integer not null,
  event_id bigint generated always as identity,
  request_id bigint not null,
  step text not null,
  from_state text,
  to_state text not null,
  -- What the request said after it.
  form jsonb not null,
  trace_number text,
  acknowledged text[] not null,
  note text,
  changed text[] not null default '{}',
  -- Brought by an import of results, not by a person.
  by_import boolean not null default false,
  done_by text not null,
  done_at timestamptz not null,
  primary key (agency_id, event_id)
);
create index tracing_event_of_request on flashlight.tracing_event (agency_id, request_id, event_id);
