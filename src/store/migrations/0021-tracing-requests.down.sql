drop table flashlight.tracing_event;
drop table flashlight.tracing_request;
