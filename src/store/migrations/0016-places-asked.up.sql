-- A pair of contents that is asked about only where records tie the two otherwise: serial numbers one slip of a key apart.
alter table flashlight.identity_tie add column if_tied boolean not null default false;

-- Where a place is told of: by its own row, by the address of a person or dealer (32 on), or by an address with a unit in it (48 on).
create view flashlight.told_place as
  select agency_id, record_id, ordinal, address, city, zip, lon, lat from flashlight.place_observation
  union all select agency_id, record_id, ordinal + 32, address, city, zip, null, null from flashlight.person_observation where address is not null
  union all select agency_id, record_id, ordinal + 32, address, city, zip, null, null from flashlight.dealer_observation where address is not null
  union all select agency_id, record_id, ordinal + 48, regexp_replace(address, ' UNIT [^ ]+$', ''), city, zip, null, null from (
    select agency_id, record_id, ordinal, address, city, zip from flashlight.place_observation
    union all select agency_id, record_id, ordinal, address, city, zip from flashlight.person_observation
    union all select agency_id, record_id, ordinal, address, city, zip from flashlight.dealer_observation) as given
   where address like '% UNIT %';
