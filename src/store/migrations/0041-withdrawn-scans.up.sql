-- A scan handed in to the wrong exhibit is taken off it, with what was said of pairs by looking at it.
alter table flashlight.exhibit_scan drop constraint exhibit_scan_state_check;
alter table flashlight.exhibit_scan add constraint exhibit_scan_state_check check (state in ('RECEIVED', 'PREPARED', 'FAILED', 'WITHDRAWN'));
-- The file may be handed in anew, to the exhibit it is of.
drop index flashlight.exhibit_scan_file;
create unique index exhibit_scan_file on flashlight.exhibit_scan (agency_id, sha256, coalesce(mask_sha256, ''), masked_before)
  where state <> 'WITHDRAWN';

-- The scan with which what was said of a pair was taken back: whoever said it looked at another surface, and may look at the pair again.
alter table flashlight.candidate_review add column withdrawn_scan bigint;
alter table flashlight.candidate_settlement add column withdrawn_scan bigint;

create or replace function flashlight.refuse_undo_of_seen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.taken_back_at is not null and old.taken_back_at is null and new.withdrawn_with is null and new.withdrawn_scan is null
     and exists (select from flashlight.candidate_review r where r.agency_id = new.agency_id and r.exhibit_a = new.exhibit_a
                    and r.exhibit_b = new.exhibit_b and r.taken_back_at is null and r.review_id <> new.review_id) then
    raise exception 'expected a pair of which nobody else spoke' using errcode = 'check_violation', constraint = 'review-seen';
  end if;
  return new;
end $$;
