drop trigger candidate_undone on flashlight.candidate_review;
drop function flashlight.refuse_undo_of_seen();
create or replace function flashlight.refuse_same_reviewer() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from flashlight.candidate_review r where r.agency_id = new.agency_id and r.exhibit_a = new.exhibit_a
                and r.exhibit_b = new.exhibit_b and r.taken_back_at is null and r.review_id <> new.review_id
                and flashlight.person_of(new.agency_id, r.reviewer) = flashlight.person_of(new.agency_id, new.reviewer)) then
    raise exception 'expected another person than whoever looked at the pair before' using errcode = 'check_violation', constraint = 'another-reviewer';
  end if;
  return new;
end $$;
create or replace function flashlight.refuse_own_verification() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
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
delete from flashlight.candidate_settlement where basis = 'examiner';
alter table flashlight.candidate_settlement drop constraint candidate_settlement_basis_check;
alter table flashlight.candidate_settlement add constraint candidate_settlement_basis_check
  check (basis in ('one-of-one', 'both', 'two-of-three', 'consensus'));
alter table flashlight.candidate_settlement drop column withdrawn_with;
alter table flashlight.candidate_review drop column withdrawn_with;
-- Of two preparations of one file the one in force stays.
delete from flashlight.exhibit_scan s using flashlight.exhibit_scan o
 where o.agency_id = s.agency_id and o.sha256 = s.sha256 and coalesce(o.mask_sha256, '') = coalesce(s.mask_sha256, '') and o.scan_id <> s.scan_id
   and s.superseded_by is not null and o.superseded_by is null;
drop index flashlight.exhibit_scan_file;
create unique index exhibit_scan_file on flashlight.exhibit_scan (agency_id, sha256, coalesce(mask_sha256, ''));
