update flashlight.city_settings set settings = settings #- '{ballistics,errorRates}' #- '{ballistics,inconclusives}';
