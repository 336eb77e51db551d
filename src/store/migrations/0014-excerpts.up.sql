-- An excerpt is the store as it is for readers who may not see records of some handling: beside the agency it is taken from it has
-- a number of its own, copies of the records they may see, and what is derived from these alone (docs/adr/0018).
alter table flashlight.agency drop constraint agency_code_check;
alter table flashlight.agency
  add column excerpt_of integer,
  -- handling tags of which the excerpt holds no record, in order
  add column hidden text[],
  add constraint agency_code_check check (code ~ '^[a-z0-9][a-z0-9-]{0,62}(/[a-z0-9][a-z0-9-]{0,62})?$'),
  add constraint agency_excerpt_check check ((code like '%/%') = (excerpt_of is not null) and (hidden is not null) = (excerpt_of is not null));
create unique index agency_excerpt on flashlight.agency (excerpt_of, hidden) where excerpt_of is not null;
