-- Rejected rows are numbered in the order of the file: the objects of a JSON file may all stand on one line.
alter table flashlight.import_reject add column reject bigint;
update flashlight.import_reject r set reject = n.n
  from (select agency_id, run_id, section, line, row_number() over (partition by agency_id, run_id order by section, line) as n
          from flashlight.import_reject) n
 where r.agency_id = n.agency_id and r.run_id = n.run_id and r.section = n.section and r.line = n.line;
alter table flashlight.import_reject alter column reject set not null;
alter table flashlight.import_reject drop constraint import_reject_pkey;
alter table flashlight.import_reject add primary key (agency_id, run_id, reject);
