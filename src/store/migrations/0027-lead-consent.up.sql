-- Consent is to a version of the evidence; whoever received a lead is told what is gone of the version they received, also where it goes on
-- in another lead; notes on a lead.
alter table flashlight.lead_request
  -- of the evidence: what was asked on, and what the second person agreed to
  add column version integer,
  add column answered_version integer,
  drop constraint lead_request_answer_check,
  add constraint lead_request_answer_check check (answer in ('AGREED', 'REFUSED', 'LAPSED'));
update flashlight.lead_request q set version = coalesce((select max(v.version) from flashlight.lead_version v
  where v.agency_id = q.agency_id and v.lead_id = q.lead_id and v.made_at <= q.asked_at), 1);
alter table flashlight.lead_request alter column version set not null;

alter table flashlight.lead_recipient
  -- the lead whose version was given: another one where that lead goes on in this one
  add column given_lead integer;
update flashlight.lead_recipient set given_lead = lead_id;
-- A row that was carried over keeps the moment to the microsecond; through however many leads, the earliest is what was given.
update flashlight.lead_recipient r set given_lead = o.lead_id, version = o.version
  from (select distinct on (agency_id, side, name, given_at) agency_id, side, name, given_at, lead_id, version
          from flashlight.lead_recipient order by agency_id, side, name, given_at, recipient_id) o
 where r.agency_id = o.agency_id and r.side = o.side and r.name = o.name and r.given_at = o.given_at and r.lead_id <> o.lead_id;
alter table flashlight.lead_recipient alter column given_lead set not null;
create index lead_notice_of_recipient on flashlight.lead_notice (agency_id, recipient_id);

alter table flashlight.lead_notice add column joined_into integer;

create table flashlight.lead_note (
  agency_id integer not null,
  note_id bigint generated always as identity,
  lead_id integer not null,
  note text not null,
  -- printed in briefings inside the agency
  in_briefing boolean not null,
  written_by text not null,
  written_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, note_id)
);
create index lead_note_of_lead on flashlight.lead_note (agency_id, lead_id);
