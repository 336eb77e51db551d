-- What others decided of two persons is taken back by two: one asks for it and says why, another agrees. Until then it holds.
alter table flashlight.judgement add column withdrawal_asked_by text, add column withdrawal_asked_at timestamptz,
  add column withdrawal_reason text;
