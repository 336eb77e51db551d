-- What a city says of error rates and of inconclusive results beside comparisons and leads: nothing until it signs something.
update flashlight.city_settings
   set settings = jsonb_set(settings, '{ballistics}', '{"errorRates": "", "inconclusives": ""}' || (settings -> 'ballistics'))
 where settings ? 'ballistics';
-- Where an exhibit lay, and of its entry: where and by whom it was made, what for, and which marks were captured. Null is not known.
alter table flashlight.exhibit
  add column lat double precision check (lat between -90 and 90),
  add column lon double precision check (lon between -180 and 180),
  add column scene_place text,
  add column entry_site text,
  add column entry_operator text,
  add column entry_region text,
  add column marks_captured text[] check (marks_captured <@ array['BREECH_FACE', 'FIRING_PIN', 'EJECTOR']),
  add check ((lat is null) = (lon is null));
