-- Pairs that searches put together, each once: derived from correlation_candidate, so that reading some never reads all.
create table flashlight.candidate_pair (
  agency_id integer not null,
  exhibit_a bigint not null,
  exhibit_b bigint not null,
  -- The newest search that found the pair, which candidate of it this is, and when that search and the first one ended.
  request_id bigint not null,
  rank integer not null,
  found_at timestamptz not null,
  first_found_at timestamptz not null,
  -- What of it the queue is ordered by, and the scans that were compared.
  scan_a bigint not null,
  scan_b bigint not null,
  congruent_cells integer not null,
  log_ratio double precision,
  score double precision,
  -- What people came to of it stands.
  settled boolean not null default false,
  primary key (agency_id, exhibit_a, exhibit_b),
  check (exhibit_a < exhibit_b)
);
create index candidate_pair_open on flashlight.candidate_pair (agency_id) where not settled;
create index candidate_pair_settled on flashlight.candidate_pair (agency_id) where settled;
create index candidate_pair_of_b on flashlight.candidate_pair (agency_id, exhibit_b);
create index candidate_pair_found on flashlight.candidate_pair (agency_id, first_found_at);

insert into flashlight.candidate_pair (agency_id, exhibit_a, exhibit_b, request_id, rank, found_at, first_found_at, scan_a, scan_b, congruent_cells, log_ratio, score, settled)
select p.*, exists (select from flashlight.candidate_settlement s where s.agency_id = p.agency_id and s.exhibit_a = p.a and s.exhibit_b = p.b and s.taken_back_at is null)
  from (
    select distinct on (c.agency_id, least(q.exhibit_id, c.exhibit_id), greatest(q.exhibit_id, c.exhibit_id))
           c.agency_id, least(q.exhibit_id, c.exhibit_id) as a, greatest(q.exhibit_id, c.exhibit_id) as b, c.request_id, c.rank, q.finished_at,
           min(q.finished_at) over (partition by c.agency_id, least(q.exhibit_id, c.exhibit_id), greatest(q.exhibit_id, c.exhibit_id)) as first,
           case when q.exhibit_id < c.exhibit_id then q.scan_id else c.scan_id end, case when q.exhibit_id < c.exhibit_id then c.scan_id else q.scan_id end,
           least(c.congruent_cells, c.congruent_cells_reverse), c.log_ratio, c.score
      from flashlight.correlation_candidate c
      join flashlight.correlation_request q on q.agency_id = c.agency_id and q.request_id = c.request_id
     where q.state = 'DONE' and q.exhibit_id <> c.exhibit_id
       and not exists (select from flashlight.exhibit_scan w where w.agency_id = c.agency_id and w.scan_id in (q.scan_id, c.scan_id) and w.state = 'WITHDRAWN')
     order by 1, 2, 3, q.finished_at desc, c.request_id desc) p;

-- Whatever settles a pair, or takes that back, says so of the pair.
create function flashlight.mark_settled() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update flashlight.candidate_pair p set settled = exists (
      select from flashlight.candidate_settlement s
       where s.agency_id = p.agency_id and s.exhibit_a = p.exhibit_a and s.exhibit_b = p.exhibit_b and s.taken_back_at is null)
   where p.agency_id = new.agency_id and p.exhibit_a = new.exhibit_a and p.exhibit_b = new.exhibit_b;
  return null;
end $$;
create trigger candidate_settled after insert or update on flashlight.candidate_settlement for each row execute function flashlight.mark_settled();

create index candidate_settlement_newest on flashlight.candidate_settlement (agency_id, settled_at desc, exhibit_a, exhibit_b) where taken_back_at is null;
create index candidate_review_of on flashlight.candidate_review (agency_id, exhibit_a, exhibit_b);
create index nibin_lead_of_a on flashlight.nibin_lead (agency_id, exhibit_a);
create index nibin_lead_newest on flashlight.nibin_lead (agency_id, state_at desc, lead_id desc);
create index exhibit_test_fire on flashlight.exhibit (agency_id, test_fire_id) where test_fire_id is not null;
-- Leads of others are found by their number, their cases or their IBIS numbers.
create index ballistic_link_number on flashlight.ballistic_link (agency_id, lead_number);
create index ballistic_link_case on flashlight.ballistic_link (agency_id, case_a);
create index ballistic_link_ibis on flashlight.ballistic_link (agency_id, ibis_a);

-- By whom a calibre is known. Where that is not said, as of what was written before, it is no surer than a note.
alter table flashlight.exhibit add column calibre_source text check (calibre_source in ('EXAMINED', 'NOTED', 'IMPORT'));
alter table flashlight.exhibit add constraint exhibit_calibre_source check (calibre_source is null or calibre_code is not null);

-- A file of others may withdraw what was given out here, at whatever revision it stands; its recipients are told of that as well.
alter table flashlight.nibin_notice drop constraint nibin_notice_change_check;
alter table flashlight.nibin_notice add constraint nibin_notice_change_check
  check (change in ('CONFIRMED_HIT', 'INCONCLUSIVE', 'NOT_CONFIRMED', 'RETRACTED', 'WITHDRAWN_ELSEWHERE'));
drop index flashlight.nibin_notice_once;
create unique index nibin_notice_once on flashlight.nibin_notice (agency_id, recipient_id, revision, (change = 'WITHDRAWN_ELSEWHERE'));
create unique index nibin_notice_elsewhere on flashlight.nibin_notice (agency_id, recipient_id) where change = 'WITHDRAWN_ELSEWHERE';
create index exhibit_scan_replaced on flashlight.exhibit_scan (agency_id, scan_id) where superseded_by is not null;
