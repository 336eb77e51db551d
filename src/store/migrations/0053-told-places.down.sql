drop table flashlight.gunshot_mail;
drop index flashlight.gunshot_delivery_cancel;
delete from flashlight.gunshot_delivery where channel <> 'webhook';
alter table flashlight.gunshot_delivery drop constraint gunshot_delivery_refers, drop constraint gunshot_delivery_pkey,
  add primary key (agency_id, incident_id, ordinal), drop column channel, drop column refers;
update flashlight.gunshot_incident set summary = summary - 'places';
update flashlight.city_settings set settings = settings - 'gunshots';
