update flashlight.judgement j set reason = o.reason from flashlight.agency a, flashlight.judgement o
 where a.agency_id = j.agency_id and a.excerpt_of is not null and o.agency_id = a.excerpt_of and o.judgement_id = j.judgement_id;
