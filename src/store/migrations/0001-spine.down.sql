drop schema flashlight cascade;
create schema flashlight;
