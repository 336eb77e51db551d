alter table flashlight.trace_result drop column sale_event;
