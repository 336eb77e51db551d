-- What a city says of error rates and of inconclusive results beside comparisons and leads: nothing until it signs something.
update flashlight.city_settings
   set settings = jsonb_set(settings, '{ballistics}', '{"errorRates": "", "inconclusives": ""}' || (settings -> 'ballistics'))
 where settings ? 'ballistics';
