drop table flashlight.lead_notice;
drop table flashlight.lead_recipient;
drop table flashlight.lead_request;
drop table flashlight.lead_event;
drop table flashlight.lead_version;
drop table flashlight.lead;
drop table flashlight.lead_progress;
drop table flashlight.lead_baseline;
create table flashlight.lead (
  agency_id integer not null,
  lead_id bigint generated always as identity,
  kind text not null,
  state text not null,
  reason jsonb not null,
  refutation jsonb not null,
  created_at timestamptz not null default now(),
  primary key (agency_id, lead_id)
);
