drop table flashlight.sensor_sound, flashlight.gunshot_delivery, flashlight.gunshot_event, flashlight.gunshot_incident, flashlight.gunshot,
  flashlight.sensor_offset, flashlight.sensor_standing, flashlight.pulse_cursor, flashlight.sensor_pulse_end, flashlight.sensor_pulse,
  flashlight.sensor_packet, flashlight.sensor_place, flashlight.sensor, flashlight.gunshot_webhook, flashlight.sensor_weather;
