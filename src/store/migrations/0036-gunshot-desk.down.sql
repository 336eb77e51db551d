drop table flashlight.sensor_layout;
drop table flashlight.gunshot_acknowledgement;
