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
drop function flashlight.multiple_sale_reports(integer, text);
drop index flashlight.multiple_sale_number;
drop index flashlight.identity_content_in_turn;
