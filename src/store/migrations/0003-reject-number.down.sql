-- Two rejects of one line cannot both be told by it: the first stays.
delete from flashlight.import_reject r using flashlight.import_reject first
 where r.agency_id = first.agency_id and r.run_id = first.run_id and r.section = first.section and r.line = first.line and r.reject > first.reject;
alter table flashlight.import_reject drop constraint import_reject_pkey;
alter table flashlight.import_reject add primary key (agency_id, run_id, section, line);
alter table flashlight.import_reject drop column reject;
