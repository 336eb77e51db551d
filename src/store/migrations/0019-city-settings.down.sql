drop table flashlight.city_settings;
