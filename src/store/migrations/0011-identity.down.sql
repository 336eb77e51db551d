-- What waits for a second person joined nothing, and would without the column; it is taken back.
update flashlight.judgement set withdrawn_by = judged_by, withdrawn_at = now() where withdrawn_at is null and not in_force;
drop index flashlight.judgement_a;
drop index flashlight.judgement_b;
alter table flashlight.judgement drop column in_force, drop column bits, drop column model_id, drop column confirmed_at, drop column confirmed_by,
  drop column needs_second, drop column decision_id;
drop table flashlight.identity_candidate;
drop table flashlight.identity_tie;
drop table flashlight.observation_content;
drop table flashlight.identity_content;
drop table flashlight.identity_model;
