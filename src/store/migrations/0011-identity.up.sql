-- The probabilistic engine under the store. A content is what the compared fields of an observation say; observations that say
-- the same share one, and the engine compares contents. Contents, ties and candidates are derived; models and judgements are not.
create table flashlight.identity_model (
  agency_id integer not null,
  model_id bigint generated always as identity,
  kind text not null,
  state text not null default 'PROPOSED' check (state in ('PROPOSED', 'IN_FORCE', 'RETIRED')),
  -- Splink settings and the blocks pairs are found by
  settings jsonb not null,
  blocks jsonb not null,
  diagnosis jsonb not null,
  -- frequencies are those of the observations up to this record
  as_of_record bigint not null,
  -- null: it never joins by itself
  accept_bits double precision,
  review_bits double precision not null,
  learnt_by text not null,
  learnt_at timestamptz not null default now(),
  signed_by text,
  signed_at timestamptz,
  primary key (agency_id, model_id)
);
create unique index identity_model_in_force on flashlight.identity_model (agency_id, kind) where state = 'IN_FORCE';

create table flashlight.identity_content (
  agency_id integer not null,
  content_id bigint generated always as identity,
  kind text not null,
  digest bytea not null,
  -- one text for each compared field
  cells jsonb not null,
  -- what the model in force says of two observations that both say this
  self_bits double precision,
  primary key (agency_id, content_id)
);
create unique index identity_content_digest on flashlight.identity_content (agency_id, kind, digest);

create table flashlight.observation_content (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  content_id bigint not null,
  primary key (agency_id, record_id, ordinal)
);
create index observation_content_content on flashlight.observation_content (agency_id, content_id);

create table flashlight.identity_tie (
  agency_id integer not null,
  kind text not null,
  content_a bigint not null,
  content_b bigint not null,
  bits double precision not null,
  primary key (agency_id, content_a, content_b),
  check (content_a < content_b)
);
create index identity_tie_b on flashlight.identity_tie (agency_id, content_b);

-- Entities that may be one: what a person is asked about.
create table flashlight.identity_candidate (
  agency_id integer not null,
  kind text not null,
  entity_a bigint not null,
  entity_b bigint not null,
  -- mean and most of the bits of their contents, and the two contents of the most
  bits double precision not null,
  bits_most double precision not null,
  content_a bigint not null,
  content_b bigint not null,
  primary key (agency_id, entity_a, entity_b),
  check (entity_a < entity_b)
);
create index identity_candidate_b on flashlight.identity_candidate (agency_id, entity_b);
create index identity_candidate_kind on flashlight.identity_candidate (agency_id, kind);

-- A decision of many judgements (a split) is taken back as one. A "same" of persons holds once a second person agreed.
alter table flashlight.judgement add column decision_id bigint, add column needs_second boolean not null default false,
  add column confirmed_by text, add column confirmed_at timestamptz, add column model_id bigint, add column bits double precision,
  add column in_force boolean generated always as (withdrawn_at is null and (not needs_second or confirmed_at is not null)) stored;
-- The decision has the number of its first judgement.
update flashlight.judgement set decision_id = judgement_id;
create index judgement_a on flashlight.judgement (agency_id, record_a);
create index judgement_b on flashlight.judgement (agency_id, record_b);
