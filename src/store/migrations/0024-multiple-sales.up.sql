-- Reports of multiple sales: kept twenty days, then destroyed with everything about them (docs/adr/0020).
alter table flashlight.multiple_sale
  drop column firearms,
  add column form text,
  add column received_on date,
  add column connected_on date,
  add column event text,
  add column serial_raw text,
  add column serial_ncic text,
  add column make_name text,
  add column make_family text,
  add column model text,
  add column calibre_code text,
  add column type_code text,
  add column importer text,
  add column licence_number text,
  add column licence_key text,
  add column dealer_name text,
  add column dealer_address text,
  add column dealer_city text,
  add column dealer_state text,
  add column name_raw text,
  add column family_name text,
  add column given_name text,
  add column middle_name text,
  add column suffix text,
  add column born_on date,
  add column sex text,
  add column address text,
  add column city text,
  add column state text,
  add column zip text,
  add column id_type text,
  add column id_state text,
  add column id_number text,
  add column business_entity text,
  add column additional text,
  add column warnings text[];
create index multiple_sale_report on flashlight.multiple_sale (agency_id, report_number);

-- The planner keeps the commonest values of a column: none of what has to be destroyed, nor of what was rejected.
do $$
declare the record;
begin
  for the in
    select t.relname, a.attname from pg_attribute a join pg_class t on t.oid = a.attrelid
     where t.oid in ('flashlight.multiple_sale'::regclass, 'flashlight.import_reject'::regclass) and a.attnum > 0 and not a.attisdropped
       and a.attname not in ('agency_id', 'record_id', 'run_id')
  loop
    execute format('alter table flashlight.%I alter column %I set statistics 0', the.relname, the.attname);
  end loop;
end $$;
alter table flashlight.import_run alter column file_name set statistics 0, alter column warnings set statistics 0;

-- A purchaser who is prohibited: the report is kept, once a second person agreed. What names the report goes with it.
create table flashlight.multiple_sale_exception (
  agency_id integer not null,
  exception_id bigint generated always as identity,
  report_number text,
  reason text,
  asked_by text not null,
  asked_at timestamptz not null default now(),
  consented_by text,
  consented_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  check (consented_by <> asked_by),
  check ((consented_by is null) = (consented_at is null)),
  primary key (agency_id, exception_id)
);
create unique index multiple_sale_exception_open on flashlight.multiple_sale_exception (agency_id, report_number) where ended_at is null;

-- How long an agency keeps them. Only the owner of the tables writes it; without a row the federal rule holds: 20 days.
create table flashlight.multiple_sale_policy (
  agency_id integer primary key,
  version text not null,
  destroy boolean not null,
  days integer not null check (days between 1 and 366)
);
create function flashlight.multiple_sale_policy_of(p_agency integer) returns flashlight.multiple_sale_policy
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce((select p from flashlight.multiple_sale_policy p where p.agency_id = p_agency),
                  row(p_agency, 'federal-20', true, 20)::flashlight.multiple_sale_policy)
$$;

-- What was destroyed: how much and when, by whom and under which policy; none of what it said.
create table flashlight.multiple_sale_destruction (
  agency_id integer not null,
  destruction_id bigint generated always as identity,
  received_on date not null,
  due_on date not null,
  as_of date not null,
  destroyed_at timestamptz not null default clock_timestamp(),
  destroyed_by text not null,
  policy_version text not null,
  policy_days integer not null,
  -- Rows destroyed, by table.
  counts jsonb not null,
  primary key (agency_id, destruction_id)
);
create table flashlight.multiple_sale_destroyed_row (
  agency_id integer not null,
  content_sha256 bytea not null,
  destruction_id bigint not null,
  primary key (agency_id, content_sha256, destruction_id)
);

-- What an import of reports leaves beside its records: rejected rows, the name of the file, warnings, headers.
create function flashlight.forget_multiple_sale_import(p_agency integer, p_run bigint) returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  n integer;
begin
  delete from flashlight.import_reject where agency_id = p_agency and run_id = p_run;
  get diagnostics n = row_count;
  if not exists (select from flashlight.record r join flashlight.import_run i on i.agency_id = r.agency_id and i.run_id = r.run_id
                  where r.agency_id = p_agency and i.run_id = p_run and r.record_id between i.first_record and i.last_record) then
    update flashlight.import_run set file_name = 'destroyed', warnings = '[]', skipped = '[]', failure = null
     where agency_id = p_agency and run_id = p_run and file_name <> 'destroyed';
    update flashlight.import_section set columns = '{}', mapping = '{}', sheet = null where agency_id = p_agency and run_id = p_run;
  end if;
  return n;
end $$;
revoke all on function flashlight.forget_multiple_sale_import(integer, bigint) from public;

-- Destroys one report whose days are over, with every row under the numbers of its records in any table, of the agency and of
-- its excerpts. Whoever may run it can delete nothing else: rows of another feed, of a report whose days are not over, or of one
-- that is excepted are refused, and no later day than today is believed.
create function flashlight.destroy_multiple_sale(p_agency integer, p_report text, p_as_of date, p_by text)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ids bigint[];
  runs bigint[];
  hashes bytea[];
  received date;
  policy flashlight.multiple_sale_policy := flashlight.multiple_sale_policy_of(p_agency);
  counts jsonb := '{}';
  n integer;
  the text;
  destruction bigint;
begin
  if not policy.destroy then
    raise exception 'expected a policy by which reports are destroyed' using errcode = 'check_violation';
  end if;
  if p_as_of > (select (clock_timestamp() at time zone time_zone)::date from flashlight.agency where agency_id = p_agency) then
    raise exception 'expected a day not after today; got %', p_as_of using errcode = 'check_violation';
  end if;
  perform pg_advisory_xact_lock(p_agency, hashtext('multiple-sales'));
  select array_agg(m.record_id), array_agg(distinct r.run_id), array_agg(distinct r.content_sha256), min(m.received_on)
    into ids, runs, hashes, received
    from flashlight.multiple_sale m
    join flashlight.record r on r.agency_id = m.agency_id and r.record_id = m.record_id
    join flashlight.source s on s.agency_id = r.agency_id and s.source_id = r.source_id and s.feed = 'multiple-sales'
   where m.agency_id = p_agency and m.report_number = p_report;
  if ids is null then
    return null;
  end if;
  if received + policy.days > p_as_of then
    raise exception 'expected a report whose days are over; they are on %', received + policy.days using errcode = 'check_violation';
  end if;
  if exists (select from flashlight.multiple_sale_exception e where e.agency_id = p_agency and e.report_number = p_report
                and e.consented_at is not null and e.ended_at is null) then
    raise exception 'expected a report that is not excepted' using errcode = 'check_violation';
  end if;
  for the in
    select c.table_name from information_schema.columns c
      join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
     where c.table_schema = 'flashlight' and c.column_name = 'record_id' order by 1
  loop
    execute format(
      'delete from flashlight.%I where agency_id in (select agency_id from flashlight.agency where agency_id = $1 or excerpt_of = $1)
         and record_id = any($2)', the) using p_agency, ids;
    get diagnostics n = row_count;
    if n > 0 then
      counts := counts || jsonb_build_object(the, n);
    end if;
  end loop;
  n := 0;
  for i in 1 .. coalesce(array_length(runs, 1), 0) loop
    -- Rows rejected beside records that are still due later wait for the day of their import.
    if not exists (select from flashlight.record where agency_id = p_agency and run_id = runs[i]
                      and record_id between (select first_record from flashlight.import_run where agency_id = p_agency and run_id = runs[i])
                                        and (select last_record from flashlight.import_run where agency_id = p_agency and run_id = runs[i])) then
      n := n + flashlight.forget_multiple_sale_import(p_agency, runs[i]);
    end if;
  end loop;
  if n > 0 then
    counts := counts || jsonb_build_object('import_reject', n);
  end if;
  update flashlight.multiple_sale_exception
     set report_number = null, reason = null, ended_at = coalesce(ended_at, clock_timestamp()), ended_by = coalesce(ended_by, p_by)
   where agency_id = p_agency and report_number = p_report;
  insert into flashlight.multiple_sale_destruction (agency_id, received_on, due_on, as_of, destroyed_by, policy_version, policy_days, counts)
  values (p_agency, received, received + policy.days, p_as_of, p_by, policy.version, policy.days, counts) returning destruction_id into destruction;
  insert into flashlight.multiple_sale_destroyed_row (agency_id, content_sha256, destruction_id)
    select p_agency, unnest(hashes), destruction;
  insert into flashlight.audit_event (agency_id, actor, role, action, subject, outcome)
  values (p_agency, p_by, 'destruction', 'multiple-sales.destroy', jsonb_build_object('destruction', destruction, 'rows', counts), 'ALLOWED');
  return destruction;
end $$;
revoke all on function flashlight.destroy_multiple_sale(integer, text, date, text) from public;

-- Destroys what imports of reports left whose day is over by as many days: of files of which every row was rejected, and of those
-- that failed, too. Gives the rows rejected that were destroyed.
create function flashlight.destroy_multiple_sale_imports(p_agency integer, p_as_of date, p_by text)
returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  policy flashlight.multiple_sale_policy := flashlight.multiple_sale_policy_of(p_agency);
  zone text := (select time_zone from flashlight.agency where agency_id = p_agency);
  n integer := 0;
  the record;
begin
  if not policy.destroy or p_as_of > (clock_timestamp() at time zone zone)::date then
    raise exception 'expected a policy by which reports are destroyed, and a day not after today' using errcode = 'check_violation';
  end if;
  for the in
    select i.run_id from flashlight.import_run i
     where i.agency_id = p_agency and i.feed = 'multiple-sales' and i.file_name <> 'destroyed' and i.state <> 'RUNNING'
       and (i.started_at at time zone zone)::date + policy.days <= p_as_of
  loop
    n := n + flashlight.forget_multiple_sale_import(p_agency, the.run_id);
  end loop;
  if n > 0 then
    insert into flashlight.audit_event (agency_id, actor, role, action, subject, outcome)
    values (p_agency, p_by, 'destruction', 'multiple-sales.destroy', jsonb_build_object('rejected', n), 'ALLOWED');
  end if;
  return n;
end $$;
revoke all on function flashlight.destroy_multiple_sale_imports(integer, date, text) from public;
