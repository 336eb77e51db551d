drop table flashlight.nibin_recall, flashlight.nibin_notice, flashlight.nibin_recipient, flashlight.nibin_conclusion, flashlight.nibin_lead_step,
  flashlight.nibin_lead, flashlight.candidate_settlement, flashlight.candidate_consensus,
  flashlight.candidate_review;
drop function flashlight.refuse_own_verification(), flashlight.refuse_own_consensus(), flashlight.refuse_same_reviewer(),
  flashlight.person_of(integer, text);
