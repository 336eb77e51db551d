-- From how many links on a thing is not walked through is decided with the rest of what a city decides (docs/adr/0022). Versions there are say
-- what held for them where no start of the server said otherwise.
update flashlight.city_settings set settings = settings || '{"links": {"hubDegree": 1000}}';

-- From what an entity was split is told by the event of its split, with the day and who decided it.
alter table flashlight.entity drop column split_from;
