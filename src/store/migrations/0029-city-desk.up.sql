-- The clocks of the tracing desk and the days to the destruction of reports are decided with the rest of what a city decides
-- (docs/adr/0022). Versions there are say what held for them; how many days the owner of the tables set, where that is no longer than the
-- law's.
update flashlight.city_settings c set settings = settings || jsonb_build_object(
  'tracing', '{"tracedWithinDays": [1, 5, 10], "requestTargetDays": 1, "resultTargetDays": 7, "urgentResultTargetDays": 1,
    "requester": {"ori": "", "department": "", "mailingAddress": "", "phone": ""}}'::jsonb,
  'multipleSales', jsonb_build_object('days', coalesce(
    (select least(p.days, 20) from flashlight.multiple_sale_policy p where p.agency_id = c.agency_id and p.destroy), 20)));

-- What the owner of the tables wrote stands before all, and only there can it be said that nothing is destroyed, or later than the law says.
-- Else two persons of the city may have reports destroyed sooner than in twenty days, never later (docs/adr/0020). `since`: of each number
-- of days from one, since when reports are kept no longer than so many; signing other settings begins none of them anew.
alter table flashlight.multiple_sale_policy add column since date[];
create function flashlight.multiple_sale_days_since(p_agency integer, p_zone text) returns date[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  with held as (
    select signed_at, case when signed_by <> proposed_by then least(20, greatest(1, (settings -> 'multipleSales' ->> 'days')::integer)) else 20 end as days
      from flashlight.city_settings where agency_id = p_agency and state in ('IN_FORCE', 'RETIRED') and signed_at is not null)
  select array_agg((select (min(h.signed_at) at time zone p_zone)::date from held h
                     where h.signed_at > coalesce((select max(l.signed_at) from held l where l.days > n), '-infinity')) order by n)
    from generate_series(1, 20) n
$$;
create or replace function flashlight.multiple_sale_policy_of(p_agency integer) returns flashlight.multiple_sale_policy
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (select p from flashlight.multiple_sale_policy p where p.agency_id = p_agency),
    (select row(p_agency, 'settings-' || s.version, true, least(20, greatest(1, (s.settings -> 'multipleSales' ->> 'days')::integer)),
                flashlight.multiple_sale_days_since(p_agency, a.time_zone))::flashlight.multiple_sale_policy
       from flashlight.city_settings s join flashlight.agency a on a.agency_id = s.agency_id
      where s.agency_id = p_agency and s.state = 'IN_FORCE' and s.signed_by is not null and s.signed_by <> s.proposed_by),
    row(p_agency, 'federal-20', true, 20, null)::flashlight.multiple_sale_policy)
$$;
-- The day a report is due. Fewer days make no report late that was in time: it is due on the day they were signed. Nor is one in time
-- again that was late under as many days before, or under more.
create function flashlight.multiple_sale_due(p_policy flashlight.multiple_sale_policy, p_received date) returns date
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when p_policy.since is null then p_received + p_policy.days
              else least(p_received + 20, (select min(greatest(p_received + n::integer, the)) from unnest(p_policy.since) with ordinality s (the, n)
                                            where the is not null)) end
$$;

-- Destroys one report, known by its key, whose days since the first receipt of any version are over, with every row under the numbers of its records in any table, of the agency and of
-- its excerpts. Whoever may run it can delete nothing else: rows of another feed, of a report whose days are not over, or of one
-- that is excepted are refused, and no later day than today is believed.
create or replace function flashlight.destroy_multiple_sale(p_agency integer, p_report text, p_as_of date, p_by text)
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
   where m.agency_id = p_agency and m.report_key = p_report;
  if ids is null then
    return null;
  end if;
  if flashlight.multiple_sale_due(policy, received) > p_as_of then
    raise exception 'expected a report whose days are over; they are on %', flashlight.multiple_sale_due(policy, received) using errcode = 'check_violation';
  end if;
  if exists (select from flashlight.multiple_sale_exception e where e.agency_id = p_agency and e.report_key = p_report
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
   where agency_id = p_agency and report_key = p_report;
  insert into flashlight.multiple_sale_destruction (agency_id, received_on, due_on, as_of, destroyed_by, policy_version, policy_days, counts)
  values (p_agency, received, flashlight.multiple_sale_due(policy, received), p_as_of, p_by, policy.version, policy.days, counts) returning destruction_id into destruction;
  insert into flashlight.multiple_sale_destroyed_row (agency_id, content_sha256, destruction_id)
    select p_agency, unnest(hashes), destruction;
  insert into flashlight.audit_event (agency_id, actor, role, action, subject, outcome)
  values (p_agency, p_by, 'destruction', 'multiple-sales.destroy', jsonb_build_object('destruction', destruction, 'rows', counts), 'ALLOWED');
  return destruction;
end $$;

-- Destroys what imports of reports left whose day is over by as many days: of files of which every row was rejected, and of those
-- that failed, too. Gives the rows rejected that were destroyed.
create or replace function flashlight.destroy_multiple_sale_imports(p_agency integer, p_as_of date, p_by text)
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
       and flashlight.multiple_sale_due(policy, (i.started_at at time zone zone)::date) <= p_as_of
  loop
    n := n + flashlight.forget_multiple_sale_import(p_agency, the.run_id);
  end loop;
  if n > 0 then
    insert into flashlight.audit_event (agency_id, actor, role, action, subject, outcome)
    values (p_agency, p_by, 'destruction', 'multiple-sales.destroy', jsonb_build_object('rejected', n), 'ALLOWED');
  end if;
  return n;
end $$;
