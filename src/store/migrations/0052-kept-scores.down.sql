alter table flashlight.lead_baseline drop column engine;
drop table flashlight.trace_score;
