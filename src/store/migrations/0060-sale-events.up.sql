-- The gun show or other event a traced firearm was first sold at, as the export writes it.
alter table flashlight.trace_result add column sale_event text;
