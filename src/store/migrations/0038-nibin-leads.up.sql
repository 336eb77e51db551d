-- From candidate to lead: what people said of a pair of exhibits on a screen, the lead it became, every step, who has it, what examiners
-- concluded, and whom its end was told (docs/adr/0034).

-- The person behind a name: names of the command line are tied to those people sign in with.
create function flashlight.person_of(p_agency integer, p_name text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select l.actor from flashlight.account_login l where l.agency_id = p_agency and l.login = p_name), p_name)
$$;

create table flashlight.candidate_review (
  agency_id integer not null,
  review_id bigint generated always as identity,
  exhibit_a bigint not null,
  exhibit_b bigint not null,
  -- 1 and 2, and 3 where these two differ
  turn smallint not null check (turn between 1 and 3),
  conclusion text not null check (conclusion in ('LEAD', 'NO_LEAD', 'UNSUITABLE')),
  note text,
  reviewer text not null,
  reviewed_at timestamptz not null default clock_timestamp(),
  taken_back_at timestamptz,
  primary key (agency_id, review_id),
  check (exhibit_a < exhibit_b)
);
create unique index candidate_review_turn on flashlight.candidate_review (agency_id, exhibit_a, exhibit_b, turn) where taken_back_at is null;

-- Each look is another person's: what one says of a pair twice is refused here, whatever the program does.
create function flashlight.refuse_same_reviewer() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from flashlight.candidate_review r where r.agency_id = new.agency_id and r.exhibit_a = new.exhibit_a
                and r.exhibit_b = new.exhibit_b and r.taken_back_at is null and r.review_id <> new.review_id
                and flashlight.person_of(new.agency_id, r.reviewer) = flashlight.person_of(new.agency_id, new.reviewer)) then
    raise exception 'expected another person than whoever looked at the pair before' using errcode = 'check_violation', constraint = 'another-reviewer';
  end if;
  return new;
end $$;
create trigger candidate_reviewed before insert on flashlight.candidate_review for each row execute function flashlight.refuse_same_reviewer();

-- Where people differ and agree afterwards: what one of them proposes, another of them accepts.
create table flashlight.candidate_consensus (
  agency_id integer not null,
  consensus_id bigint generated always as identity,
  exhibit_a bigint not null,
  exhibit_b bigint not null,
  conclusion text not null check (conclusion in ('LEAD', 'NO_LEAD', 'UNSUITABLE')),
  reason text not null,
  proposed_by text not null,
  proposed_at timestamptz not null default clock_timestamp(),
  agreed_by text,
  agreed_at timestamptz,
  -- another proposal took its place
  ended_at timestamptz,
  primary key (agency_id, consensus_id),
  check (exhibit_a < exhibit_b),
  check ((agreed_by is null) = (agreed_at is null))
);
create unique index candidate_consensus_of on flashlight.candidate_consensus (agency_id, exhibit_a, exhibit_b) where ended_at is null;

create function flashlight.refuse_own_consensus() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.agreed_by is not null
     and flashlight.person_of(new.agency_id, new.agreed_by) = flashlight.person_of(new.agency_id, new.proposed_by) then
    raise exception 'expected another person than whoever proposed it' using errcode = 'check_violation', constraint = 'another-reviewer';
  end if;
  return new;
end $$;
create trigger candidate_agreed before insert or update on flashlight.candidate_consensus for each row execute function flashlight.refuse_own_consensus();

-- What people came to of a pair; one that a single person settled may be taken back with what they said.
create table flashlight.candidate_settlement (
  agency_id integer not null,
  settlement_id bigint generated always as identity,
  exhibit_a bigint not null,
  exhibit_b bigint not null,
  conclusion text not null check (conclusion in ('LEAD', 'NO_LEAD', 'UNSUITABLE')),
  basis text not null check (basis in ('one-of-one', 'both', 'two-of-three', 'consensus')),
  settled_at timestamptz not null,
  taken_back_at timestamptz,
  primary key (agency_id, settlement_id)
);
create unique index candidate_settlement_of on flashlight.candidate_settlement (agency_id, exhibit_a, exhibit_b) where taken_back_at is null;

create table flashlight.nibin_lead (
  agency_id integer not null,
  lead_id integer generated always as identity,
  exhibit_a bigint not null,
  exhibit_b bigint not null,
  state text not null,
  standing text not null check (standing in ('LEAD', 'HIT', 'WITHDRAWN')),
  -- grows with every step; the record of the lead is written anew for each from dissemination on
  revision integer not null,
  written_revision integer not null default 0,
  -- who said LEAD first, and who second
  issued_by text not null,
  reviewer text not null,
  assignee text,
  -- the number the network or a laboratory gave it
  other_number text,
  -- the cases were suspected to be tied before anybody compared them
  suspected boolean not null default false,
  generated_at timestamptz not null,
  disseminated_at timestamptz,
  state_at timestamptz not null,
  state_by text not null,
  primary key (agency_id, lead_id),
  check (exhibit_a < exhibit_b)
);
create unique index nibin_lead_of_pair on flashlight.nibin_lead (agency_id, exhibit_a, exhibit_b) where standing <> 'WITHDRAWN';
create index nibin_lead_of_b on flashlight.nibin_lead (agency_id, exhibit_b);
create index nibin_lead_unwritten on flashlight.nibin_lead (agency_id, lead_id) where written_revision < revision and disseminated_at is not null;

create table flashlight.nibin_lead_step (
  agency_id integer not null,
  lead_id integer not null,
  revision integer not null,
  step text not null,
  from_state text,
  to_state text not null,
  standing text not null,
  note text,
  detail jsonb not null default '{}',
  actor text not null,
  second_actor text,
  happened_at timestamptz not null,
  primary key (agency_id, lead_id, revision)
);

create table flashlight.nibin_conclusion (
  agency_id integer not null,
  conclusion_id bigint generated always as identity,
  lead_id integer not null,
  examiner text not null,
  accreditation text,
  method text not null,
  conclusion text not null check (conclusion in ('IDENTIFICATION', 'INCONCLUSIVE', 'ELIMINATION', 'UNSUITABLE')),
  -- what the report says of the limits of the conclusion
  limitation text not null check (limitation <> ''),
  report_no text not null check (report_no <> ''),
  concluded_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  verifier text,
  verified_at timestamptz,
  agrees boolean,
  verifier_note text,
  primary key (agency_id, conclusion_id),
  check ((verifier is null) = (agrees is null) and (verifier is null) = (verified_at is null))
);
create unique index nibin_conclusion_open on flashlight.nibin_conclusion (agency_id, lead_id) where verifier is null;

create function flashlight.refuse_own_verification() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.verifier is not null
     and flashlight.person_of(new.agency_id, new.verifier) = flashlight.person_of(new.agency_id, new.examiner) then
    raise exception 'expected another examiner than whoever concluded' using errcode = 'check_violation', constraint = 'another-examiner';
  end if;
  if exists (select from flashlight.nibin_lead l where l.agency_id = new.agency_id and l.lead_id = new.lead_id
                and flashlight.person_of(new.agency_id, new.examiner)
                    in (flashlight.person_of(new.agency_id, l.issued_by), flashlight.person_of(new.agency_id, l.reviewer))) then
    raise exception 'expected an examiner who did not review the pair on a screen' using errcode = 'check_violation', constraint = 'another-examiner';
  end if;
  return new;
end $$;
create trigger nibin_concluded before insert or update on flashlight.nibin_conclusion for each row execute function flashlight.refuse_own_verification();

create table flashlight.nibin_recipient (
  agency_id integer not null,
  recipient_id bigint generated always as identity,
  lead_id integer not null,
  side text not null check (side in ('inside', 'outside')),
  name text not null,
  purpose text not null,
  given_by text not null,
  given_at timestamptz not null,
  -- of the lead that was given
  revision integer not null,
  primary key (agency_id, recipient_id)
);
create unique index nibin_recipient_once on flashlight.nibin_recipient (agency_id, lead_id, side, name);

create table flashlight.nibin_notice (
  agency_id integer not null,
  notice_id bigint generated always as identity,
  lead_id integer not null,
  recipient_id bigint not null,
  revision integer not null,
  change text not null check (change in ('CONFIRMED_HIT', 'INCONCLUSIVE', 'NOT_CONFIRMED', 'RETRACTED')),
  made_at timestamptz not null,
  -- inside: when they read it; outside: when somebody recorded that it was sent
  receipt_at timestamptz,
  receipt_by text,
  receipt_how text,
  primary key (agency_id, notice_id)
);
create unique index nibin_notice_once on flashlight.nibin_notice (agency_id, recipient_id, revision);
create index nibin_notice_open on flashlight.nibin_notice (agency_id, lead_id) where receipt_at is null;

-- What left the program with a tie in it that was withdrawn afterwards, and that it was called back.
create table flashlight.nibin_recall (
  agency_id integer not null,
  recall_id bigint generated always as identity,
  lead_id integer not null,
  -- the event of the audit by which it left, what it was, who took it out and when
  event_id bigint not null,
  what text not null,
  subject jsonb not null,
  taken_by text not null,
  taken_at timestamptz not null,
  made_at timestamptz not null,
  receipt_at timestamptz,
  receipt_by text,
  receipt_how text,
  primary key (agency_id, recall_id)
);
create unique index nibin_recall_once on flashlight.nibin_recall (agency_id, lead_id, event_id);
