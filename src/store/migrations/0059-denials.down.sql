update flashlight.city_settings set settings = settings - 'denials';
drop table flashlight.purchase_denial;
