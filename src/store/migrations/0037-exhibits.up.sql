-- Exhibits of ballistic evidence, from collection to the candidates a correlation found; what people conclude of candidates is not here.

create table flashlight.test_fire (
  agency_id integer not null,
  test_fire_id bigint generated always as identity,
  -- The firearm that was fired, or that it was refused to fire.
  firearm_exhibit_id bigint not null,
  fired_at timestamptz not null,
  technician text not null,
  rounds_fired integer not null check (rounds_fired >= 0),
  ammunition text,
  trap text check (trap in ('WATER_TANK', 'COTTON_BOX', 'RANGE', 'OTHER')),
  -- Why no round was fired: unsafe, parts missing.
  refused_reason text,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  -- Taken back with the step that recorded it.
  withdrawn_at timestamptz,
  check ((rounds_fired = 0) = (refused_reason is not null)),
  primary key (agency_id, test_fire_id)
);
create index test_fire_of_exhibit on flashlight.test_fire (agency_id, firearm_exhibit_id);

create table flashlight.exhibit (
  agency_id integer not null,
  exhibit_id bigint generated always as identity,
  -- Changes with every step; a step names the version it was decided on.
  version integer not null default 1,
  agency_item_no text not null,
  lab_item_no text,
  ibis_id text,
  case_no text,
  -- Of the three numbers, letters and figures alone as they compare; the case as cases of records compare.
  item_key text not null,
  lab_key text,
  ibis_key text,
  case_key text,
  kind text not null check (kind in ('CASING', 'BULLET', 'FIREARM', 'LIVE_ROUND', 'FRAGMENT')),
  origin text not null check (origin in ('SCENE', 'TEST_FIRE')),
  calibre_code text,
  metal_finish text,
  headstamp text,
  scene_marker text,
  pieces integer check (pieces > 0),
  collected_at timestamptz,
  collected_by text,
  -- Class of what marked it: null is unknown, and is never left out for it.
  aperture text check (aperture in ('RECTANGULAR', 'CIRCULAR', 'ELLIPTICAL', 'TEARDROP', 'OTHER')),
  breech_face text check (breech_face in ('PARALLEL', 'ARCHED', 'CIRCULAR', 'CROSS_HATCHED', 'GRANULAR', 'SMOOTH', 'OTHER')),
  state text not null check (state in ('COLLECTED', 'RECEIVED', 'TRIAGED', 'TEST_FIRED', 'IMAGED', 'CORRELATED', 'NO_LEAD', 'LEAD',
    'NOT_ELIGIBLE', 'DEFERRED')),
  state_at timestamptz not null,
  state_by text not null,
  -- Why it is not entered, where it is not eligible or deferred.
  not_entered_reason text,
  -- Who holds it now.
  holder text,
  -- A recovery that its firearm was observed in, whatever version of its row is in force.
  recovery_source integer,
  recovery_key text,
  test_fire_id bigint,
  -- The acquisition as a file of the network or the laboratory tells of it, whatever version of its row is in force.
  entry_source integer,
  entry_key text,
  -- Only made to show what the program does.
  made boolean not null default false,
  enrolled_by text not null,
  enrolled_at timestamptz not null default now(),
  check ((state in ('NOT_ELIGIBLE', 'DEFERRED')) = (not_entered_reason is not null)),
  primary key (agency_id, exhibit_id)
);
create unique index exhibit_item on flashlight.exhibit (agency_id, coalesce(case_key, ''), item_key);
create unique index exhibit_ibis on flashlight.exhibit (agency_id, ibis_key) where ibis_key is not null;
create unique index exhibit_entry on flashlight.exhibit (agency_id, entry_source, entry_key) where entry_key is not null;
create index exhibit_lab on flashlight.exhibit (agency_id, lab_key) where lab_key is not null;
create index exhibit_state on flashlight.exhibit (agency_id, state, state_at);
create index exhibit_recovery on flashlight.exhibit (agency_id, recovery_source, recovery_key) where recovery_key is not null;

-- What was done with an exhibit and who held it: a step is added and never changed.
create table flashlight.exhibit_step (
  agency_id integer not null,
  step_id bigint generated always as identity,
  exhibit_id bigint not null,
  step text not null,
  from_state text,
  to_state text not null,
  -- Chain of custody: from whom to whom it went with the step, where it did.
  custody_from text,
  custody_to text,
  note text,
  -- What undoing has to put back.
  before jsonb not null default '{}',
  -- The step that one of undoing takes back.
  undoes bigint,
  -- Done by the program, not by a person.
  by_program boolean not null default false,
  -- When it was done, and when it was written down.
  done_at timestamptz not null,
  done_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (agency_id, step_id)
);
create index exhibit_step_of on flashlight.exhibit_step (agency_id, exhibit_id, step_id);

-- A preparation of a file as scanned. Another mask makes another row; nothing is overwritten.
create table flashlight.exhibit_scan (
  agency_id integer not null,
  scan_id bigint generated always as identity,
  exhibit_id bigint not null,
  -- Of the file as received, under which it is kept in the data directory: scans/SHA256.x3p.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null,
  bytes bigint not null,
  -- The file holds nothing but a breech face that was masked elsewhere.
  masked_before boolean not null,
  -- Of the mask a person drew, kept as scans/SHA256.mask; null where the program found it.
  mask_sha256 text check (mask_sha256 ~ '^[0-9a-f]{64}$'),
  mask_by text,
  mask_confidence real,
  state text not null default 'RECEIVED' check (state in ('RECEIVED', 'PREPARED', 'FAILED')),
  failure jsonb,
  -- Of the surface made of it, kept as scans/SHA256.x3p: what is compared and indexed.
  surface_sha256 text check (surface_sha256 ~ '^[0-9a-f]{64}$'),
  pitch_microns double precision,
  width integer,
  height integer,
  -- Of the file as received: points in all, and not measured; and points of the breech face.
  points bigint,
  missing bigint,
  breech_face_points bigint,
  warnings jsonb not null default '[]',
  engine_version text,
  prepared_at timestamptz,
  indexed_at timestamptz,
  superseded_by bigint,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now(),
  lease_by text,
  lease_until timestamptz,
  tries integer not null default 0,
  primary key (agency_id, scan_id),
  check (state <> 'PREPARED' or surface_sha256 is not null)
);
create unique index exhibit_scan_file on flashlight.exhibit_scan (agency_id, sha256, coalesce(mask_sha256, ''));
create index exhibit_scan_of on flashlight.exhibit_scan (agency_id, exhibit_id);
create index exhibit_scan_surface on flashlight.exhibit_scan (agency_id, surface_sha256);
create index exhibit_scan_waiting on flashlight.exhibit_scan (agency_id, scan_id) where state = 'RECEIVED' or (state = 'PREPARED' and indexed_at is null);

create table flashlight.correlation_request (
  agency_id integer not null,
  request_id bigint generated always as identity,
  exhibit_id bigint not null,
  scan_id bigint not null,
  asked_of text not null check (asked_of in ('LOCAL', 'NNCTC')),
  requested_by text not null,
  requested_at timestamptz not null default now(),
  state text not null default 'WAITING' check (state in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
  started_at timestamptz,
  finished_at timestamptz,
  failure jsonb,
  -- What was asked for: characteristics that must be these or unknown, how many candidates, and whether nothing was sieved out.
  class_filter jsonb not null default '{}',
  top integer not null default 20,
  exhaustive boolean not null default false,
  -- What was found: exhibits of the index, compared, left out as of another class, and kept though their class is not known.
  indexed integer,
  compared integer,
  other_class integer,
  unknown_class integer,
  stages jsonb,
  engine_version text,
  -- The calibration set likelihood ratios are by; null without one.
  calibration text,
  done integer,
  to_compare integer,
  lease_by text,
  lease_until timestamptz,
  tries integer not null default 0,
  primary key (agency_id, request_id)
);
create index correlation_request_of on flashlight.correlation_request (agency_id, exhibit_id);
create index correlation_request_waiting on flashlight.correlation_request (agency_id, request_id) where state in ('WAITING', 'RUNNING');
create unique index correlation_request_once on flashlight.correlation_request (agency_id, scan_id) where state = 'WAITING' and asked_of = 'LOCAL';

-- What a request found. It counts both ways: the exhibit that was asked for is a candidate of the one found, too.
create table flashlight.correlation_candidate (
  agency_id integer not null,
  request_id bigint not null,
  rank integer not null,
  -- Of the candidate.
  exhibit_id bigint not null,
  scan_id bigint not null,
  score double precision,
  congruent_cells integer not null,
  congruent_cells_reverse integer not null,
  cells_compared integer not null,
  cells_compared_reverse integer not null,
  whole_scan_correlation double precision,
  -- Natural figures of the likelihood ratio, base ten; or why there is none.
  log_ratio double precision,
  log_ratio_low double precision,
  log_ratio_high double precision,
  ratio_cut text,
  undetermined text,
  expected_by_chance double precision,
  check ((log_ratio is null) = (undetermined is not null)),
  primary key (agency_id, request_id, rank)
);
create unique index correlation_candidate_once on flashlight.correlation_candidate (agency_id, request_id, exhibit_id);
create index correlation_candidate_of on flashlight.correlation_candidate (agency_id, exhibit_id);

-- Versions of settings say what held for them.
update flashlight.city_settings set settings = settings || jsonb_build_object(
  'ballistics', '{"entryTargetHours": 24, "leadTargetHours": 48, "entryBusinessDays": 2, "correlationBusinessDays": 2,
    "disseminationTargetHours": 24}'::jsonb);
