-- Notices of denied purchases (docs/adr/0051): who, when and where; the person is a person_observation of the record.
create table flashlight.purchase_denial (
  agency_id integer not null,
  record_id bigint not null,
  ordinal smallint not null,
  notice_number text,
  denied_on date,
  state text,
  reason text,
  overturned boolean,
  warnings text[],
  primary key (agency_id, record_id, ordinal)
);

-- No city has decided to use them in leads before it signs that it does.
update flashlight.city_settings set settings = settings || '{"denials": {"inLeads": false}}';
