drop function flashlight.destroy_multiple_sale_imports(integer, date, text);
drop function flashlight.destroy_multiple_sale(integer, text, date, text);
drop function flashlight.forget_multiple_sale_import(integer, bigint);
drop table flashlight.multiple_sale_destroyed_row;
drop table flashlight.multiple_sale_destruction;
drop table flashlight.multiple_sale_exception;
drop function flashlight.multiple_sale_policy_of(integer);
drop table flashlight.multiple_sale_policy;
drop index flashlight.multiple_sale_report;
do $$
declare the record;
begin
  for the in
    select attname from pg_attribute
     where attrelid = 'flashlight.import_reject'::regclass and attnum > 0 and not attisdropped and attname not in ('agency_id', 'run_id')
  loop
    execute format('alter table flashlight.import_reject alter column %I set statistics -1', the.attname);
  end loop;
end $$;
alter table flashlight.import_run alter column file_name set statistics -1, alter column warnings set statistics -1;
alter table flashlight.multiple_sale
  add column firearms integer,
  drop column form, drop column received_on, drop column connected_on, drop column event, drop column serial_raw, drop column serial_ncic,
  drop column make_name, drop column make_family, drop column model, drop column calibre_code, drop column type_code, drop column importer,
  drop column licence_number, drop column licence_key, drop column dealer_name, drop column dealer_address, drop column dealer_city,
  drop column dealer_state, drop column name_raw, drop column family_name, drop column given_name, drop column middle_name,
  drop column suffix, drop column born_on, drop column sex, drop column address, drop column city, drop column state, drop column zip,
  drop column id_type, drop column id_state, drop column id_number, drop column business_entity, drop column additional,
  drop column warnings;
