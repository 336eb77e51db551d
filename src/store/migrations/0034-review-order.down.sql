drop index flashlight.identity_candidate_order;
alter table flashlight.identity_candidate drop column weight, drop column state;
alter table flashlight.judgement drop column withdrawal_asked_by, drop column withdrawal_asked_at, drop column withdrawal_reason;
