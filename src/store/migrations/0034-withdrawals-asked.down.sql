alter table flashlight.judgement drop column withdrawal_asked_by, drop column withdrawal_asked_at, drop column withdrawal_reason;
