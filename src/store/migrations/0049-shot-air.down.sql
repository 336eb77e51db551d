alter table flashlight.gunshot drop column air;
