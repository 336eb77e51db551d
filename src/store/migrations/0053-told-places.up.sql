-- What dispatch is told (docs/adr/0044) and by which way (docs/adr/0045).

-- From how large an ellipse on a city has dispatch told an area, and nothing. Versions there are say what a city that set nothing else has.
update flashlight.city_settings set settings = settings || '{"gunshots": {"placeMeters": 150, "areaMeters": 1000}}';

-- Where an incident was fired from. Of those there were, the one place they were told with: its surest shot's.
update flashlight.gunshot_incident
   set summary = summary || jsonb_build_object('places', jsonb_build_array(jsonb_build_object(
         'timeMicroseconds', first_us, 'lon', lon, 'lat', lat, 'ellipse95', summary->'ellipse95')));

-- Each step is told by each way there is, and by each until it was. A message says which earlier ones it refers to: a Cancel takes back those and no
-- others. Of those sent before, it is held to be all of its incident.
alter table flashlight.gunshot_delivery
  add column channel text not null default 'webhook' check (channel in ('webhook', 'mail')),
  add column refers text[];
alter table flashlight.gunshot_delivery alter column channel drop default;
alter table flashlight.gunshot_delivery drop constraint gunshot_delivery_pkey, add primary key (agency_id, incident_id, ordinal, channel);
update flashlight.gunshot_delivery d
   set refers = array(select o.identifier from flashlight.gunshot_delivery o
                       where o.agency_id = d.agency_id and o.incident_id = d.incident_id and o.ordinal < d.ordinal and o.identifier is not null)
 where d.identifier is not null;
alter table flashlight.gunshot_delivery add constraint gunshot_delivery_refers check ((identifier is null) = (refers is null));
create index gunshot_delivery_cancel on flashlight.gunshot_delivery (agency_id) where message_kind = 'Cancel';

-- Who is told by e-mail, over which server, at whose wish.
create table flashlight.gunshot_mail (
  agency_id integer primary key,
  host text not null,
  port integer not null check (port between 1 and 65535),
  -- TLS from the first byte, or asked for after it (STARTTLS) and insisted on; without, on this machine alone.
  security text not null check (security in ('tls', 'starttls', 'none')),
  login text,
  password text,
  sender text not null,
  recipients text[] not null check (cardinality(recipients) > 0),
  set_by text not null,
  set_at timestamptz not null default now(),
  check ((login is null) = (password is null))
);
