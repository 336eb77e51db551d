-- Ground state: records as received, typed tables read from them, and what is derived from both.
-- Every table that grows with the world carries agency_id, first in every key (distribution column).
-- No foreign keys between records and what was read from them: a row-by-row check costs a fifth of import
-- speed, and both sides are written in one transaction (docs/adr/0005).

create extension if not exists pg_trgm;

create table flashlight.agency (
  agency_id integer primary key generated always as identity,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  city text,
  state text check (state ~ '^[A-Z]{2}$'),
  time_zone text not null,
  created_at timestamptz not null default now()
);

create table flashlight.source (
  agency_id integer not null,
  source_id integer generated always as identity,
  feed text not null,
  layout text not null,
  handling text[] not null,
  created_at timestamptz not null default now(),
  primary key (agency_id, source_id),
  unique (agency_id, feed, layout)
);

create table flashlight.import_run (
  agency_id integer not null,
  run_id bigint not null,
  feed text not null,
  file_name text not null,
  file_bytes bigint not null,
  file_sha256 bytea not null,
  reader_version text not null,
  mapping_name text,
  mapping_sha256 bytea not null,
  encoding text,
  format text,
  state text not null check (state in ('RUNNING', 'COMPLETE', 'FAILED', 'INTERRUPTED')),
  read bigint not null default 0,
  accepted bigint not null default 0,
  rejected bigint not null default 0,
  duplicates bigint not null default 0,
  skipped jsonb not null default '[]',
  first_record bigint,
  last_record bigint,
  failure jsonb,
  started_by text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  derived_at timestamptz,
  check (state <> 'COMPLETE' or read = accepted + rejected + duplicates),
  primary key (agency_id, run_id)
);
create index import_run_file on flashlight.import_run (agency_id, feed, file_sha256) where state = 'COMPLETE';
create index import_run_underived on flashlight.import_run (agency_id, run_id) where state = 'COMPLETE' and derived_at is null;
create sequence flashlight.run_id_seq;

create table flashlight.import_section (
  agency_id integer not null,
  run_id bigint not null,
  section smallint not null,
  source_id integer not null,
  sheet text,
  header_line bigint not null,
  columns text[] not null,
  mapping jsonb not null,
  primary key (agency_id, run_id, section)
);

create table flashlight.import_reject (
  agency_id integer not null,
  run_id bigint not null,
  section smallint not null,
  line bigint not null,
  code text not null,
  field text,
  expected text not null,
  got text not null,
  cells json not null,
  primary key (agency_id, run_id, section, line)
);

create table flashlight.mapping (
  agency_id integer not null,
  name text not null,
  version integer not null,
  feed text not null,
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (agency_id, name, version)
);

-- Append-only: the import role may insert and select, no role of the program may update or delete.
create table flashlight.record (
  agency_id integer not null,
  record_id bigint not null,
  source_id integer not null,
  natural_key text not null,
  version integer not null,
  run_id bigint not null,
  section smallint not null,
  line bigint not null,
  content_sha256 bytea not null,
  payload json not null,
  handling text[],
  received_at timestamptz not null,
  primary key (agency_id, record_id)
);
create unique index record_natural_key on flashlight.record (agency_id, source_id, natural_key, version);
create sequence flashlight.record_id_seq cache 1;

-- Typed tables: what was read from each record. src/model/tables.ts says what every column means.

create table flashlight.trace_request (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  request_number text,
  trace_number text,
  requested_on date,
  priority text,
  crime_code text,
  project_code text,
  ori text,
  state text,
  obliterated boolean,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.trace_result (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  trace_number text,
  requested_on date,
  completed_on date,
  status text,
  completion_code text,
  completion_raw text,
  ori text,
  crime_code text,
  sold_on date,
  recovered_on date,
  time_to_crime_days integer,
  time_to_crime_reported_days integer,
  multiple_sale boolean,
  stolen boolean,
  miles_reported double precision,
  remarks text,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.firearm_observation (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  role text,
  seen_on date,
  serial_raw text,
  serial_clean text,
  serial_ncic text,
  serial_skeleton text,
  no_serial_reason text,
  obliterated boolean,
  make_raw text,
  make_code text,
  make_name text,
  make_family text,
  model text,
  calibre_raw text,
  calibre_code text,
  type_raw text,
  type_code text,
  importer text,
  country text,
  manufactured_on date,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.person_observation (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  role text,
  seen_on date,
  name_raw text,
  family_name text,
  given_name text,
  middle_name text,
  suffix text,
  alias text,
  born_on date,
  born_raw text,
  age_years integer,
  sex text,
  race text,
  address text,
  address_raw text,
  city text,
  state text,
  zip text,
  phone text,
  id_type text,
  id_state text,
  id_number text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.dealer_observation (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  role text,
  seen_on date,
  licence_raw text,
  licence_number text,
  licence_key text,
  name_raw text,
  name text,
  address text,
  city text,
  state text,
  zip text,
  phone text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.place_observation (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  role text,
  seen_on date,
  address_raw text,
  address text,
  city text,
  state text,
  zip text,
  lon double precision,
  lat double precision,
  precision text,
  district text,
  neighborhood text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.incident_observation (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  role text,
  seen_on date,
  case_raw text,
  case_key text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.transaction (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  kind text,
  happened_on date,
  multiple_sale boolean,
  firearm_ordinal integer,
  from_ordinal integer,
  to_ordinal integer,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.multiple_sale (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  report_number text,
  reported_on date,
  sold_on date,
  firearms integer,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.recovery (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  property_number text,
  recovered_at timestamptz,
  recovered_on date,
  loss_code text,
  status text,
  test_fired boolean,
  trace_number text,
  firearm_ordinal integer,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.incident (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  case_key text,
  occurred_from timestamptz,
  occurred_to timestamptz,
  occurred_raw text,
  reported_at timestamptz,
  classification text,
  description text,
  district text,
  beat text,
  neighborhood text,
  premises text,
  inside_outside text,
  discovered text,
  status text,
  cleared_on date,
  exceptional text,
  cartridge_cases integer,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.offense (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  case_key text,
  sequence integer,
  offense_code text,
  offense_raw text,
  weapon_code text,
  attempted boolean,
  circumstance text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.victim (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  case_key text,
  sequence integer,
  victim_type text,
  fatal boolean,
  shot boolean,
  age_years integer,
  sex text,
  race text,
  ethnicity text,
  injury text,
  relationship text,
  happened_at timestamptz,
  happened_on date,
  happened_raw text,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.suspect (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  case_key text,
  sequence integer,
  part text,
  arrested_on date,
  charge text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.call_for_service (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  event_number text,
  received_at timestamptz,
  dispatched_at timestamptz,
  en_route_at timestamptz,
  on_scene_at timestamptz,
  cleared_at timestamptz,
  initial_type text,
  final_type text,
  priority text,
  disposition text,
  gunfire boolean,
  district text,
  duplicate_of text,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.gunshot_alert (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  alert_number text,
  coverage_area text,
  detected_at timestamptz,
  detected_raw text,
  published_at timestamptz,
  classification text,
  classification_raw text,
  rounds integer,
  qualifiers text[],
  accuracy_m double precision,
  disposition text,
  event_number text,
  case_key text,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.ballistic_item (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  item_number text,
  lab_number text,
  case_key text,
  kind text,
  calibre_code text,
  collected_at timestamptz,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.ballistic_entry (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  ibis_id text,
  site text,
  entered_at timestamptz,
  event_type text,
  event_on date,
  crime_type text,
  item_number text,
  case_key text,
  calibre_code text,
  firearm_ordinal integer,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.ballistic_link (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  lead_number text,
  kind text,
  status text,
  issued_on date,
  confirmed_on date,
  retracted_on date,
  case_a text,
  item_a text,
  ibis_a text,
  event_a_on date,
  case_b text,
  item_b text,
  ibis_b text,
  event_b_on date,
  firearm_ordinal integer,
  conclusion text,
  examiner text,
  report_number text,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.dealer_licence (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  licence_number text,
  licence_key text,
  licence_type text,
  expires_on date,
  county_code text,
  licence_name text,
  business_name text,
  snapshot_month date,
  mail_address text,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.dealer_inspection (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  inspection_number text,
  licence_key text,
  assigned_on date,
  completed_on date,
  disposition text,
  revocation_warranted boolean,
  citations text[],
  citation_count integer,
  report_url text,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.theft_report (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  report_number text,
  kind text,
  stolen_on date,
  reported_on date,
  ncic_number text,
  case_key text,
  status text,
  firearm_ordinal integer,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.trace_flow (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  year integer,
  source_state text,
  recovery_state text,
  firearms integer,
  primary key (agency_id, record_id, ordinal)
);

create table flashlight.background_check (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  month date,
  state text,
  counts json,
  total integer,
  primary key (agency_id, record_id, ordinal)
);

-- Who is who. An observation is (record_id, ordinal); an entity's id is that of its oldest observation,
-- record_id * 64 + ordinal, so that the same records give the same ids in any order of derivation runs.
create table flashlight.entity (
  agency_id integer not null,
  entity_id bigint not null,
  kind text not null check (kind in ('firearm', 'person', 'dealer', 'place', 'incident', 'organisation', 'vehicle')),
  label text not null,
  detail jsonb not null default '{}',
  first_seen date,
  last_seen date,
  observations integer not null default 0,
  -- active links in all, so that a hub is known without counting it
  links integer not null default 0,
  merged_into bigint,
  split_from bigint,
  primary key (agency_id, entity_id)
);
create index entity_kind on flashlight.entity (agency_id, kind, entity_id) where merged_into is null;

create table flashlight.identity_key (
  agency_id integer not null,
  kind text not null,
  key text not null,
  entity_id bigint not null,
  -- a judgement cut a group that shares this key: who carries it is decided with the whole group in view
  contested boolean not null default false,
  primary key (agency_id, kind, key)
);
create index identity_key_entity on flashlight.identity_key (agency_id, entity_id);

create table flashlight.observation_of (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  kind text not null,
  entity_id bigint not null,
  keys text[] not null,
  joined_by text,
  score real,
  judgement_id bigint,
  asserted_by text not null,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUPERSEDED')),
  primary key (agency_id, record_id, ordinal)
);
create index observation_of_entity on flashlight.observation_of (agency_id, entity_id);

create table flashlight.judgement (
  agency_id integer not null,
  judgement_id bigint generated always as identity,
  kind text not null,
  record_a bigint not null,
  ordinal_a smallint not null,
  record_b bigint not null,
  ordinal_b smallint not null,
  verdict text not null check (verdict in ('same', 'different', 'unsure')),
  reason text not null,
  judged_by text not null,
  judged_at timestamptz not null default now(),
  withdrawn_by text,
  withdrawn_at timestamptz,
  primary key (agency_id, judgement_id)
);

create table flashlight.entity_event (
  agency_id integer not null,
  event_id bigint generated always as identity,
  happened_at timestamptz not null default now(),
  kind text not null check (kind in ('MERGE', 'SPLIT')),
  entity_id bigint not null,
  other_id bigint not null,
  reason text not null,
  asserted_by text not null,
  primary key (agency_id, event_id)
);

create table flashlight.link (
  agency_id integer not null,
  link_id bigint not null,
  subject_id bigint not null,
  subject_kind text not null,
  predicate text not null,
  object_id bigint not null,
  object_kind text not null,
  valid_from date,
  valid_to date,
  record_id bigint not null,
  basis text not null check (basis in ('RECORDED', 'DERIVED_RULE', 'DERIVED_MODEL', 'ANALYST_ASSERTED')),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'RETRACTED', 'SUPERSEDED')),
  asserted_by text not null,
  asserted_at timestamptz not null default now(),
  retracted_at timestamptz,
  handling text[] not null default '{}',
  primary key (agency_id, link_id)
);
create index link_subject on flashlight.link (agency_id, subject_id, valid_from desc, link_id);
create index link_object on flashlight.link (agency_id, object_id, valid_from desc, link_id);
create index link_record on flashlight.link (agency_id, record_id);

create table flashlight.search_document (
  agency_id integer not null,
  entity_id bigint not null,
  kind text not null,
  field text not null,
  term text not null,
  shown text not null,
  primary key (agency_id, entity_id, field, term)
);
create index search_document_trigram on flashlight.search_document using gin (term gin_trgm_ops);
create index search_document_prefix on flashlight.search_document (agency_id, term text_pattern_ops);

create table flashlight.finding (
  agency_id integer not null,
  finding_id bigint generated always as identity,
  engine text not null,
  engine_version text not null,
  inputs jsonb not null,
  output jsonb not null,
  explanation jsonb not null,
  made_at timestamptz not null default now(),
  primary key (agency_id, finding_id)
);

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

create table flashlight.case_file (
  agency_id integer not null,
  case_file_id bigint generated always as identity,
  title text not null,
  opened_by text not null,
  opened_at timestamptz not null default now(),
  primary key (agency_id, case_file_id)
);

create table flashlight.task (
  agency_id integer not null,
  task_id bigint generated always as identity,
  title text not null,
  assigned_to text,
  due_on date,
  done_at timestamptz,
  primary key (agency_id, task_id)
);

create table flashlight.note (
  agency_id integer not null,
  note_id bigint generated always as identity,
  entity_id bigint,
  body text not null,
  written_by text not null,
  written_at timestamptz not null default now(),
  primary key (agency_id, note_id)
);

create table flashlight.release (
  agency_id integer not null,
  release_id bigint generated always as identity,
  subject jsonb not null,
  recipient text not null,
  purpose text not null,
  released_by text not null,
  released_at timestamptz not null default now(),
  primary key (agency_id, release_id)
);

create table flashlight.audit_event (
  agency_id integer not null,
  event_id bigint generated always as identity,
  happened_at timestamptz not null default clock_timestamp(),
  actor text not null,
  role text not null,
  action text not null,
  subject jsonb not null,
  purpose text,
  outcome text not null check (outcome in ('ALLOWED', 'DENIED', 'FAILED')),
  request_id text,
  address text,
  primary key (agency_id, event_id)
);

create table flashlight.view (
  agency_id integer not null,
  view_id bigint generated always as identity,
  viewed_at timestamptz not null default clock_timestamp(),
  actor text not null,
  query text not null,
  parameters jsonb not null,
  result_ids bigint[] not null,
  primary key (agency_id, view_id)
);

create table flashlight.session (
  session_sha256 bytea primary key,
  agency_id integer not null,
  actor text not null,
  role text not null,
  language text not null default 'en',
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);

create table flashlight.sign_in_link (
  token_sha256 bytea primary key,
  agency_id integer not null,
  actor text not null,
  role text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table flashlight.idempotency_key (
  agency_id integer not null,
  key text not null,
  actor text not null,
  request_sha256 bytea not null,
  status integer,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (agency_id, actor, key)
);

create table flashlight.board (
  agency_id integer not null,
  board_id bigint generated always as identity,
  name text not null,
  owner text not null,
  content jsonb not null,
  saved_at timestamptz not null default now(),
  primary key (agency_id, board_id)
);

-- Correlation by time and place, and the board of what came in.
create index incident_occurred on flashlight.incident (agency_id, occurred_from);
create index gunshot_alert_detected on flashlight.gunshot_alert (agency_id, detected_at);
create index call_for_service_received on flashlight.call_for_service (agency_id, received_at) where gunfire;
create index import_run_recent on flashlight.import_run (agency_id, run_id desc);
create index audit_event_time on flashlight.audit_event (agency_id, happened_at);
