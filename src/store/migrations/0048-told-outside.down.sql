drop index flashlight.gunshot_incident_joined;
alter table flashlight.gunshot_delivery
  drop constraint gunshot_delivery_message, drop column identifier, drop column message_kind, drop column sent_at, drop column receiver;
