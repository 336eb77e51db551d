-- What a withdrawal ends, and who may no longer look at a pair or examine it (docs/adr/0034).

-- The lead with which what was said of its pair was withdrawn. Its reviews stay counted; of a retracted lead they are taken back as well.
alter table flashlight.candidate_review add column withdrawn_with integer;
alter table flashlight.candidate_settlement add column withdrawn_with integer;
-- 'examiner': an examiner eliminated on the specimens what was a lead on the screen.
alter table flashlight.candidate_settlement drop constraint candidate_settlement_basis_check;
alter table flashlight.candidate_settlement add constraint candidate_settlement_basis_check
  check (basis in ('one-of-one', 'both', 'two-of-three', 'consensus', 'examiner'));

create or replace function flashlight.refuse_same_reviewer() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from flashlight.candidate_review r where r.agency_id = new.agency_id and r.exhibit_a = new.exhibit_a
                and r.exhibit_b = new.exhibit_b and (r.taken_back_at is null or r.withdrawn_with is not null) and r.review_id <> new.review_id
                and flashlight.person_of(new.agency_id, r.reviewer) = flashlight.person_of(new.agency_id, new.reviewer))
     or exists (select from flashlight.nibin_lead l join flashlight.nibin_conclusion c on c.agency_id = l.agency_id and c.lead_id = l.lead_id
                 where l.agency_id = new.agency_id and l.exhibit_a = new.exhibit_a and l.exhibit_b = new.exhibit_b
                   and flashlight.person_of(new.agency_id, new.reviewer)
                       in (flashlight.person_of(new.agency_id, c.examiner), flashlight.person_of(new.agency_id, c.verifier))) then
    raise exception 'expected another person than whoever looked at the pair before' using errcode = 'check_violation', constraint = 'another-reviewer';
  end if;
  return new;
end $$;

-- Whoever spoke second was shown what was said before: what they said is not taken back, for they would look again with it in mind.
create function flashlight.refuse_undo_of_seen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.taken_back_at is not null and old.taken_back_at is null and new.withdrawn_with is null
     and exists (select from flashlight.candidate_review r where r.agency_id = new.agency_id and r.exhibit_a = new.exhibit_a
                    and r.exhibit_b = new.exhibit_b and r.taken_back_at is null and r.review_id <> new.review_id) then
    raise exception 'expected a pair of which nobody else spoke' using errcode = 'check_violation', constraint = 'review-seen';
  end if;
  return new;
end $$;
create trigger candidate_undone before update on flashlight.candidate_review for each row execute function flashlight.refuse_undo_of_seen();

-- Who looked at the pair on a screen, whatever they said and whether it stands, or had a part in an agreement on it, neither concludes nor verifies.
create or replace function flashlight.refuse_own_verification() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.verifier is not null
     and flashlight.person_of(new.agency_id, new.verifier) = flashlight.person_of(new.agency_id, new.examiner) then
    raise exception 'expected another examiner than whoever concluded' using errcode = 'check_violation', constraint = 'another-examiner';
  end if;
  if exists (
    select from flashlight.nibin_lead l
      cross join lateral (
        select l.issued_by as who union all select l.reviewer
        union all select r.reviewer from flashlight.candidate_review r
                   where r.agency_id = l.agency_id and r.exhibit_a = l.exhibit_a and r.exhibit_b = l.exhibit_b
        union all select c.proposed_by from flashlight.candidate_consensus c
                   where c.agency_id = l.agency_id and c.exhibit_a = l.exhibit_a and c.exhibit_b = l.exhibit_b
        union all select c.agreed_by from flashlight.candidate_consensus c
                   where c.agency_id = l.agency_id and c.exhibit_a = l.exhibit_a and c.exhibit_b = l.exhibit_b) w
     where l.agency_id = new.agency_id and l.lead_id = new.lead_id and w.who is not null
       and flashlight.person_of(new.agency_id, w.who)
           in (flashlight.person_of(new.agency_id, new.examiner), flashlight.person_of(new.agency_id, new.verifier))) then
    raise exception 'expected an examiner who did not review the pair on a screen' using errcode = 'check_violation', constraint = 'another-examiner';
  end if;
  return new;
end $$;

-- A file wrongly said to be masked before, or not, is prepared as it is: another preparation, beside the first.
drop index flashlight.exhibit_scan_file;
create unique index exhibit_scan_file on flashlight.exhibit_scan (agency_id, sha256, coalesce(mask_sha256, ''), masked_before);

-- Ratios worked out before a set said of which class it is are none until the collection is searched again.
update flashlight.correlation_candidate
   set log_ratio = null, log_ratio_low = null, log_ratio_high = null, ratio_cut = null, undetermined = 'calibration-without-class'
 where log_ratio is not null;
