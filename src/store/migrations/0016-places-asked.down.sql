drop view flashlight.told_place;
alter table flashlight.identity_tie drop column if_tied;
