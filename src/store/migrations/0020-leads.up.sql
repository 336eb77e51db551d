-- Leads that are kept: one row for each subject and topic, under a short number that stays; every state its evidence was ever in as
-- a version of its own; every step of a person as an event (docs/adr/0019).
drop table flashlight.lead;

-- The usual rates leads are held against, as they were when last counted anew: between two of these a record changes what is known of
-- its own firearm and purchasers alone.
create table flashlight.lead_baseline (
  agency_id integer not null,
  baseline integer not null,
  traces integer not null,
  weights text not null,
  settings text not null,
  rates jsonb not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, baseline)
);

create table flashlight.lead_progress (
  agency_id integer not null,
  baseline integer not null,
  -- the last change of records and of links the leads take into account
  seq bigint not null,
  link_seq bigint not null,
  -- how often leads were written: whoever holds a copy sees whether another wrote in between
  writes bigint not null,
  last_lead integer not null,
  caught_up_at timestamptz not null default clock_timestamp(),
  primary key (agency_id)
);

create table flashlight.lead (
  agency_id integer not null,
  lead_id integer not null,
  -- what kinds stand for one another: the kind, or `purchaser` for those about one purchaser
  topic text not null,
  subject text not null,
  kind text not null,
  version integer not null,
  standing text not null check (standing in ('STANDING', 'WITHDRAWN', 'JOINED')),
  -- the lead it goes on in
  joined_into integer,
  strength double precision not null,
  reason text not null,
  also jsonb not null,
  traces text[] not null,
  entity_ids bigint[] not null,
  from_on date,
  to_on date,
  found_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  -- grows with every step of a person, and when the evidence goes or comes back
  revision integer not null default 0,
  state text not null default 'GENERATED',
  triage text check (triage in ('hold', 'reject')),
  assignee text,
  outcome text,
  about_officer boolean not null default false,
  worked_at timestamptz,
  primary key (agency_id, lead_id),
  unique (agency_id, topic, subject),
  check ((standing = 'JOINED') = (joined_into is not null))
);
create index lead_open on flashlight.lead (agency_id, kind) where standing = 'STANDING' and state in ('GENERATED', 'TRIAGED', 'ASSIGNED', 'IN_PROGRESS');
create index lead_assignee on flashlight.lead (agency_id, assignee) where assignee is not null;
create index lead_outcome on flashlight.lead (agency_id, kind, outcome) where outcome is not null;
create index lead_about on flashlight.lead using gin (entity_ids);
create index lead_traces on flashlight.lead using gin (traces);

create table flashlight.lead_version (
  agency_id integer not null,
  lead_id integer not null,
  version integer not null,
  change text not null check (change in ('FOUND', 'GREW', 'CHANGED', 'WEAKENED', 'WITHDRAWN', 'RESTORED', 'JOINED')),
  kind text not null,
  strength double precision not null,
  reason text not null,
  also jsonb not null,
  evidence jsonb not null,
  -- what the version before rested on and this one does not
  lost jsonb not null,
  engine text not null,
  settings text not null,
  baseline integer not null,
  made_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, lead_id, version)
);

create table flashlight.lead_event (
  agency_id integer not null,
  lead_id integer not null,
  -- that of the lead after it
  revision integer not null,
  step text not null,
  from_state text not null,
  to_state text not null,
  -- state, triage, assignee and outcome before it, for whoever takes it back
  before jsonb not null,
  detail jsonb not null,
  reason text,
  actor text not null,
  second_actor text,
  happened_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, lead_id, revision)
);

-- What takes a second person: asked by one, agreed to or refused by another.
create table flashlight.lead_request (
  agency_id integer not null,
  request_id bigint generated always as identity,
  lead_id integer not null,
  step text not null,
  detail jsonb not null,
  reason text,
  asked_by text not null,
  asked_at timestamptz not null default clock_timestamp(),
  answer text check (answer in ('AGREED', 'REFUSED')),
  answered_by text,
  answered_at timestamptz,
  answer_reason text,
  primary key (agency_id, request_id)
);
create index lead_request_of_lead on flashlight.lead_request (agency_id, lead_id);

create table flashlight.lead_recipient (
  agency_id integer not null,
  recipient_id bigint generated always as identity,
  lead_id integer not null,
  side text not null check (side in ('inside', 'outside')),
  -- inside the name a person signs in with, outside whom they know it went to
  name text not null,
  purpose text not null,
  -- the version of the evidence that was given
  version integer not null,
  given_by text not null,
  consented_by text,
  given_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, recipient_id),
  check (side = 'inside' or consented_by is not null)
);
create index lead_recipient_of_lead on flashlight.lead_recipient (agency_id, lead_id);

create table flashlight.lead_notice (
  agency_id integer not null,
  notice_id bigint generated always as identity,
  lead_id integer not null,
  version integer not null,
  recipient_id bigint not null,
  side text not null,
  name text not null,
  change text not null,
  lost jsonb not null,
  made_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  -- outside: when somebody recorded that it was sent, who and how
  sent_at timestamptz,
  sent_by text,
  sent_how text,
  primary key (agency_id, notice_id)
);
create index lead_notice_of_name on flashlight.lead_notice (agency_id, name, notice_id) where side = 'inside';
create index lead_notice_to_send on flashlight.lead_notice (agency_id, notice_id) where side = 'outside' and sent_at is null;
