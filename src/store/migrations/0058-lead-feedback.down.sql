delete from flashlight.lead_notice where change in ('OUTCOME_RECORDED', 'FEEDBACK_SENT', 'TAKEN_BACK');
alter table flashlight.lead_notice drop column told_by, drop column outcome, drop column words;
-- Before, nothing was taken back.
alter table flashlight.lead_recipient drop column revision, drop column taken_back_at, drop column taken_back_by;
