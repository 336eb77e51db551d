-- The contents of one kind in order: what came since is read by it, however much else there is (docs/adr/0015).
create index identity_content_in_turn on flashlight.identity_content (agency_id, kind, content_id);

-- A report whose dealer was corrected is the same report: it has its day from the first receipt, and its exception (docs/adr/0023).
create index multiple_sale_number on flashlight.multiple_sale (agency_id, report_number);

-- Which rows are of one report: of one number, and of one dealer, or one firearm, or one transferee where not two licences are named; and what
-- such rows are tied to in turn. A report has the key of its first row, and the first receipt of any.
create function flashlight.multiple_sale_reports(p_agency integer, p_number text default null)
returns table (record_id bigint, row_key text, report_key text, received_on date)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with recursive said as materialized (
    select m.* from flashlight.multiple_sale m where m.agency_id = p_agency and (p_number is null or m.report_number = p_number)),
  tied as materialized (
    select a.record_id as one, b.record_id as other from said a
      join said b on b.report_number = a.report_number and b.record_id <> a.record_id
     where a.report_key = b.report_key
        or (a.serial_ncic = b.serial_ncic and coalesce(a.make_family = b.make_family, true))
        or (a.family_name = b.family_name and a.given_name = b.given_name and coalesce(a.born_on = b.born_on, true)
            and coalesce(a.licence_key = b.licence_key, true))),
  reached (one, other) as (
    select s.record_id, s.record_id from said s
    union
    select r.one, t.other from reached r join tied t on t.one = r.other),
  report as (select one, min(other) as first from reached group by one)
  select s.record_id, s.report_key, f.report_key, min(s.received_on) over (partition by r.first)
    from report r join said s on s.record_id = r.one join said f on f.record_id = r.first
$$;

-- Destroys one report, known by the key of any of its rows, whose days since the first receipt of any row are over, with every row under the
-- numbers of its records in any table, of the agency and of its excerpts. Whoever may run it can delete nothing else: rows of another feed, of
-- a report whose days are not over, or of one that is excepted are refused, and no later day than today is believed.
create or replace function flashlight.destroy_multiple_sale(p_agency integer, p_report text, p_as_of date, p_by text)
returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  ids bigint[];
  runs bigint[];
  hashes bytea[];
  keys text[];
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
  with told as materialized (
    select * from flashlight.multiple_sale_reports(p_agency, (select min(report_number) from flashlight.multiple_sale where agency_id = p_agency and report_key = p_report)))
  select array_agg(t.record_id), array_agg(distinct r.run_id), array_agg(distinct r.content_sha256), array_agg(distinct t.row_key), min(t.received_on)
    into ids, runs, hashes, keys, received
    from told t
    join flashlight.record r on r.agency_id = p_agency and r.record_id = t.record_id
    join flashlight.source s on s.agency_id = r.agency_id and s.source_id = r.source_id and s.feed = 'multiple-sales'
   where t.report_key in (select report_key from told where row_key = p_report);
  if ids is null then
    return null;
  end if;
  if flashlight.multiple_sale_due(policy, received) > p_as_of then
    raise exception 'expected a report whose days are over; they are on %', flashlight.multiple_sale_due(policy, received) using errcode = 'check_violation';
  end if;
  if exists (select from flashlight.multiple_sale_exception e where e.agency_id = p_agency and e.report_key = any(keys)
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
     set report_key = null, reason = null, ended_at = coalesce(ended_at, clock_timestamp()), ended_by = coalesce(ended_by, p_by)
   where agency_id = p_agency and report_key = any(keys);
  insert into flashlight.multiple_sale_destruction (agency_id, received_on, due_on, as_of, destroyed_by, policy_version, policy_days, counts)
  values (p_agency, received, flashlight.multiple_sale_due(policy, received), p_as_of, p_by, policy.version, policy.days, counts) returning destruction_id into destruction;
  insert into flashlight.multiple_sale_destroyed_row (agency_id, content_sha256, destruction_id)
    select p_agency, unnest(hashes), destruction;
  insert into flashlight.audit_event (agency_id, actor, role, action, subject, outcome)
  values (p_agency, p_by, 'destruction', 'multiple-sales.destroy', jsonb_build_object('destruction', destruction, 'rows', counts), 'ALLOWED');
  return destruction;
end $$;
