-- Frequencies a model counts with: how many observations in force said a content when the model was signed. Of a model in force already
-- they are what it was signed with, so that ties stored before and after agree: the next one counts what is in force.
alter table flashlight.identity_content add column said integer not null default 0,
  -- More entities share it than are asked about: then it makes no candidates, whenever each of them came.
  add column shared_widely boolean not null default false;
update flashlight.identity_content k set said = (select count(*) from flashlight.observation_content c
    where c.agency_id = k.agency_id and c.content_id = k.content_id and c.record_id <= m.as_of_record)
  from flashlight.identity_model m where m.agency_id = k.agency_id and m.kind = k.kind and m.state = 'IN_FORCE';

-- Which person, by the name they sign in with, runs the command line under an operating-system name.
create table flashlight.account_login (
  agency_id integer not null,
  login text not null,
  actor text not null,
  tied_by text not null,
  tied_at timestamptz not null default now(),
  primary key (agency_id, login)
);

-- A note may be on one link of a board; it is read by whoever may see the link.
alter table flashlight.note add column link_id bigint, add check (link_id is null or entity_id is null);
