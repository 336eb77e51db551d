alter table flashlight.observation_of drop column seen_on;
