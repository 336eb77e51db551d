create or replace function flashlight.refuse_undo_of_seen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.taken_back_at is not null and old.taken_back_at is null and new.withdrawn_with is null
     and exists (select from flashlight.candidate_review r where r.agency_id = new.agency_id and r.exhibit_a = new.exhibit_a
                    and r.exhibit_b = new.exhibit_b and r.taken_back_at is null and r.review_id <> new.review_id) then
    raise exception 'expected a pair of which nobody else spoke' using errcode = 'check_violation', constraint = 'review-seen';
  end if;
  return new;
end $$;
alter table flashlight.candidate_settlement drop column withdrawn_scan;
alter table flashlight.candidate_review drop column withdrawn_scan;
-- A scan that was taken off an exhibit is of none, which the schema before cannot say: what it was searched for and found goes with it.
delete from flashlight.correlation_candidate c using flashlight.exhibit_scan s
 where s.agency_id = c.agency_id and s.state = 'WITHDRAWN'
   and (s.scan_id = c.scan_id
        or exists (select from flashlight.correlation_request q where q.agency_id = c.agency_id and q.request_id = c.request_id and q.scan_id = s.scan_id));
delete from flashlight.correlation_request q using flashlight.exhibit_scan s where s.agency_id = q.agency_id and s.scan_id = q.scan_id and s.state = 'WITHDRAWN';
delete from flashlight.exhibit_scan where state = 'WITHDRAWN';
drop index flashlight.exhibit_scan_file;
create unique index exhibit_scan_file on flashlight.exhibit_scan (agency_id, sha256, coalesce(mask_sha256, ''), masked_before);
alter table flashlight.exhibit_scan drop constraint exhibit_scan_state_check;
alter table flashlight.exhibit_scan add constraint exhibit_scan_state_check check (state in ('RECEIVED', 'PREPARED', 'FAILED'));
