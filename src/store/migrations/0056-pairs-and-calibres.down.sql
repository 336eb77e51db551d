drop index flashlight.exhibit_scan_replaced;
delete from flashlight.nibin_notice where change = 'WITHDRAWN_ELSEWHERE';
drop index flashlight.nibin_notice_elsewhere, flashlight.nibin_notice_once;
create unique index nibin_notice_once on flashlight.nibin_notice (agency_id, recipient_id, revision);
alter table flashlight.nibin_notice drop constraint nibin_notice_change_check;
alter table flashlight.nibin_notice add constraint nibin_notice_change_check
  check (change in ('CONFIRMED_HIT', 'INCONCLUSIVE', 'NOT_CONFIRMED', 'RETRACTED'));
drop index flashlight.ballistic_link_number, flashlight.ballistic_link_case, flashlight.ballistic_link_ibis, flashlight.exhibit_test_fire,
  flashlight.nibin_lead_newest, flashlight.nibin_lead_of_a, flashlight.candidate_review_of, flashlight.candidate_settlement_newest;
drop trigger candidate_settled on flashlight.candidate_settlement;
drop function flashlight.mark_settled();
drop table flashlight.candidate_pair;
alter table flashlight.exhibit drop column calibre_source;
