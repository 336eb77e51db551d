drop table flashlight.vehicle_observation;
