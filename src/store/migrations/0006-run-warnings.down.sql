alter table flashlight.import_run drop column warnings;
