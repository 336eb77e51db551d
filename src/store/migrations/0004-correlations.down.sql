-- What was derived from two records cannot be told by one.
delete from flashlight.link where other_record_id is not null;
drop index flashlight.link_other_record;
drop index flashlight.link_pair;
alter table flashlight.link drop column detail;
alter table flashlight.link drop column description;
alter table flashlight.link drop column other_record_id;
