-- Why somebody judged two rows one or two may name what an excerpt leaves out: there it is not kept.
update flashlight.judgement j set reason = '' from flashlight.agency a where a.agency_id = j.agency_id and a.excerpt_of is not null;
