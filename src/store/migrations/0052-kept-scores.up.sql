-- How the index of a trace stood each time another one was shown or handed out: added to, never changed (docs/adr/0043).
create table flashlight.trace_score (
  agency_id integer not null,
  trace_number text not null,
  -- SHA-256 of all that is kept, so that the same is kept once
  fingerprint bytea not null,
  -- what the rules are called that counted its inputs
  engine text not null,
  -- index with weights, interval, and of each part value, input and points
  score jsonb not null,
  -- when it was first shown so
  shown_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, trace_number, fingerprint)
);

-- What the rules are called that counted the usual rates; those before the second had no spread of dealers.
alter table flashlight.lead_baseline add column engine text;
update flashlight.lead_baseline set engine = case when jsonb_typeof(rates -> 'usualShort') = 'object' then 'rates-2' else 'rates-1' end;
alter table flashlight.lead_baseline alter column engine set not null;
