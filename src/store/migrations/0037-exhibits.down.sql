update flashlight.city_settings set settings = settings - 'ballistics';
drop table flashlight.correlation_candidate;
drop table flashlight.correlation_request;
drop table flashlight.exhibit_scan;
drop table flashlight.exhibit_step;
drop table flashlight.exhibit;
drop table flashlight.test_fire;
