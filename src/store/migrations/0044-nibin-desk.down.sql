update flashlight.city_settings set settings = settings #- '{ballistics,errorRates}' #- '{ballistics,inconclusives}';
alter table flashlight.exhibit
  drop column lat, drop column lon, drop column scene_place, drop column entry_site, drop column entry_operator, drop column entry_region,
  drop column marks_captured;
