-- What was really told outside of an incident (docs/adr/0038): the message a delivery went out as, and to whom, so that the next can refer to it. Null
-- where the receiver took it with a later one, or nothing was left to tell.
alter table flashlight.gunshot_delivery
  add column identifier text,
  add column message_kind text check (message_kind in ('Alert', 'Update', 'Cancel')),
  add column sent_at timestamptz,
  -- Of the address: another receiver was told nothing yet.
  add column receiver text,
  add constraint gunshot_delivery_message check (
    (identifier is null) = (message_kind is null) and (identifier is null) = (sent_at is null) and (identifier is null) = (receiver is null));
-- Until now the first message bore this name, and later ones referred to it.
update flashlight.gunshot_delivery d
   set identifier = regexp_replace(a.code, '[[:space:],<&]', '-', 'g') || '-' || d.incident_id || '-first',
       message_kind = 'Alert', sent_at = i.opened_at, receiver = encode(substring(sha256(convert_to(w.url, 'UTF8')) for 8), 'hex')
  from flashlight.agency a, flashlight.gunshot_incident i, flashlight.gunshot_webhook w
 where a.agency_id = d.agency_id and i.agency_id = d.agency_id and i.incident_id = d.incident_id and w.agency_id = d.agency_id
   and d.delivered_at is not null
   and not exists (select from flashlight.gunshot_delivery o where o.agency_id = d.agency_id and o.incident_id = d.incident_id
                    and o.ordinal < d.ordinal and o.delivered_at is not null);
-- Which incidents are one with an incident, for what was asked, told and decided of them.
create index gunshot_incident_joined on flashlight.gunshot_incident (agency_id, joined_into) where joined_into is not null;
