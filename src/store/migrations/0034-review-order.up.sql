-- What others decided of two persons is taken back by two: one asks for it and says why, another agrees. Until then it holds.
alter table flashlight.judgement add column withdrawal_asked_by text, add column withdrawal_asked_at timestamptz,
  add column withdrawal_reason text;

-- The queue is read in its order, page by page: what hangs on a pair and what was judged of it stand beside it. Weights of pairs that are there
-- already are found with the next import or judgement that touches them; until then these stand after all others.
alter table flashlight.identity_candidate add column weight integer not null default 0,
  add column state text not null default 'open' check (state in ('open', 'unsure', 'waiting', 'decided'));
create index identity_candidate_order on flashlight.identity_candidate (agency_id, state, weight desc, bits desc, entity_a, entity_b);
update flashlight.identity_candidate c
   set state = case when j.waiting then 'waiting' when j.different then 'decided' else 'unsure' end
  from (select j.agency_id, least(x.entity_id, y.entity_id) as a, greatest(x.entity_id, y.entity_id) as b, bool_or(not j.in_force) as waiting,
               bool_or(j.in_force and j.verdict = 'different') as different, bool_or(j.in_force and j.verdict = 'unsure') as unsure
          from flashlight.judgement j
          join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
          join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
         where j.withdrawn_at is null and x.entity_id <> y.entity_id group by 1, 2, 3) j
 where c.agency_id = j.agency_id and c.entity_a = j.a and c.entity_b = j.b and (j.waiting or j.different or j.unsure);
