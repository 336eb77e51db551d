alter table flashlight.record drop column state_on;
