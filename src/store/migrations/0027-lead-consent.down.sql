drop table flashlight.lead_note;
drop index flashlight.lead_notice_of_recipient;
alter table flashlight.lead_notice drop column joined_into;
alter table flashlight.lead_recipient drop column given_lead;
update flashlight.lead_request set answer = 'REFUSED' where answer = 'LAPSED';
alter table flashlight.lead_request
  drop column version,
  drop column answered_version,
  drop constraint lead_request_answer_check,
  add constraint lead_request_answer_check check (answer in ('AGREED', 'REFUSED'));
