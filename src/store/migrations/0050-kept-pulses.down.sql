drop table flashlight.locator_turn;
drop table flashlight.gunshot_slot_pulses;
alter table flashlight.sensor_pulse_end drop column kept_from_us;
